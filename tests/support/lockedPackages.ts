import { readFileSync } from 'node:fs';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Where the packages lie that the product needs when it runs, with all that they need themselves: paths from the
 * project's folder, as the lockfile names them.
 * @throws Error when the lockfile does not hold one of them
 */
export function productionPackages(lockfile: string): string[] {
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8')) as { packages: Readonly<Record<string, Locked>> };
  const found = new Set<string>();

  const needs = (place: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const at = nearest(place, name);
      if (found.has(at)) continue;
      found.add(at);
      needs(at);
    }
  };
  /** As Node looks: in the package itself, then in each folder around it. */
  const nearest = (place: string, name: string): string => {
    for (let folder: string | null = place; folder !== null; folder = around(folder)) {
      const at = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
      if (at in packages) return at;
    }
    throw new Error(`${place} needs ${name}, which the lockfile does not hold`);
  };
  needs('');
  return [...found].sort();
}

function around(place: string): string | null {
  if (place === '') return null;
  const end = place.lastIndexOf('/node_modules/');
  return end === -1 ? '' : place.slice(0, end);
}
