import { readdirSync, readFileSync } from 'node:fs';
import { fromRoot } from '../setup/paths.mjs';

/** Sources of these folders by their place in the repository, without tests. */
export function sourceFiles(folders) {
  return folders.flatMap((folder) =>
    readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /[.](ts|tsx|mjs)$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .filter(({ name }) => !/[.](test|spec)[.]/.test(name))
      .map(({ parentPath, name }) => `${parentPath}/${name}`)
      .map((place) => ({ place: place.slice(fromRoot().length).replace(/^\//, ''), text: readFileSync(place, 'utf8') })),
  );
}
