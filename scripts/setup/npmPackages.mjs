import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fromRoot, pinnedNodePackage, projectNode, root } from './paths.mjs';
import { say } from './say.mjs';

/** Installs exactly the lockfile. Returns false, with the reason said, when the project cannot run. */
export function installNpmPackages() {
  say('installing npm packages (once per lockfile)');
  return npm(['ci', '--include=dev', '--include=optional']) && pinnedNodeRuns();
}

/** Leaves what a running kiosk needs. Returns false, with the reason said, when that did not succeed. */
export function removeDevelopmentPackages() {
  say('removing npm packages that only development and tests need');
  return npm(['prune', '--omit=dev', '--include=optional']) && pinnedNodeRuns();
}

function npm(words) {
  const { status, error } = spawnSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: {
      ...process.env,
      PATH: machinePath(),
      // Native parts must be built for the pinned Node, whose headers are in its package; without this node-gyp takes
      // those of the machine's own Node and builds, without an error, an addon that cannot be loaded.
      npm_config_nodedir: pinnedNodePackage,
    },
  });
  if (status !== 0) say(`npm ${words[0]} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
  return status === 0;
}

/** PATH without the folders npm put in front: `npm ci` removes the very Node that lies there, so npm must not run under it. */
function machinePath() {
  const inside = fromRoot('node_modules');
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !path.resolve(folder).startsWith(inside))
    .join(path.delimiter);
}

function pinnedNodeRuns() {
  const { stdout } = spawnSync(projectNode(), ['--version'], { encoding: 'utf8' });
  const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1]);
  if (major >= 24) return true;
  const why = existsSync(pinnedNodePackage)
    ? 'the pinned Node does not run here'
    : `there is no pinned Node for ${process.platform}-${process.arch}`;
  say(`${why}: put Node 24 first in PATH and try again`);
  return false;
}

/**
 * Packages with a native part that this machine may do without: what is missing then, and what building it needs.
 */
export const OPTIONAL_PARTS = [
  {
    name: 'nfc-pcsc',
    without: 'the card reader adapter (nfc-pcsc) was not built: simulated readers work, real ones do not.',
    needs: 'g++, make, python3 and libpcsclite-dev',
  },
  {
    name: 'pkcs11js',
    without: 'the adapter for tokens (pkcs11js) was not built: a machine key in a file works, one on a PKCS#11 token does not.',
    needs: 'g++, make and python3',
  },
];

/** npm drops an optional package without a word when its native part does not build. Tells whether it really loads under the project's Node. */
export function loads(name) {
  return spawnSync(projectNode(), ['-e', `require('${name}')`], { cwd: root, stdio: 'ignore' }).status === 0;
}

/**
 * What to say of the optional parts that did not come.
 * @param {(name: string) => boolean} isThere
 */
export function missingParts(isThere = loads) {
  return OPTIONAL_PARTS.filter(({ name }) => !isThere(name)).flatMap(({ without, needs }) => [
    without,
    `It needs ${needs}; then: npm run rebuild:native`,
  ]);
}
