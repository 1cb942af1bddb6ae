/**
 * Builds the passenger's screen and the Electron window around it when they are missing or older than what they are made
 * of; otherwise does nothing. Speaks on stderr only. Run by whatever Node the machine has; the build itself runs under the pinned one.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot, projectNode, root } from './setup/paths.mjs';

/** Everything a change of which can change the built screen. */
const SOURCES = [
  'renderer',
  'electron',
  'machines',
  'hardware/ports',
  'hardware/system',
  'shell',
  'link',
  'vite.config.ts',
  'tsconfig.base.json',
  'package-lock.json',
];

/** Each is one build: its configuration, and the file that shows that it was made. */
const BUILDS = [
  ['vite.config.ts', 'dist/renderer/index.html'],
  ['electron/vite.main.config.ts', 'dist/electron/main.js'],
  ['electron/vite.preload.config.ts', 'dist/electron/preload.cjs'],
];

const stampFile = fromRoot('dist', '.screen-sources');
const sources = hashOf(SOURCES);
const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
if (stamp !== sources || !BUILDS.every(([, made]) => existsSync(fromRoot(made)))) {
  process.stderr.write('screen: building\n');
  rmSync(stampFile, { force: true });
  if (BUILDS.every(([config]) => vite(config))) writeFileSync(stampFile, sources);
  else {
    process.stderr.write('screen: the build failed\n');
    process.exitCode = 1;
  }
}

function vite(config) {
  const args = [fromRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', config, '--logLevel', 'warn'];
  return spawnSync(projectNode(), args, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

function hashOf(places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesIn))
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(place) {
  const at = fromRoot(place);
  if (!existsSync(at)) return [];
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
