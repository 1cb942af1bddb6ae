import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const fromRoot = (...parts) => path.join(root, ...parts);

export const lockfile = fromRoot('package-lock.json');

/** The package that carries the pinned Node for this machine, headers included; it exists for two kinds of machine. */
export const pinnedNodePackage = fromRoot('node_modules', `node-${process.platform}-${process.arch}`);

/** The Node that npm scripts run under once the packages are there: the pinned one, or the machine's own elsewhere. */
export function projectNode() {
  const pinned = path.join(pinnedNodePackage, 'bin', 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}
