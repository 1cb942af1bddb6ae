import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mayInstall, missingPackages } from './systemPackages.mjs';
import { fromRoot, lockfile } from './paths.mjs';

/**
 * What the last set-up did. It lies inside node_modules, so that it goes when they go.
 *
 * @typedef {object} Stamp
 * @property {string} made        which lockfile, on which kind of machine
 * @property {boolean} [field]    true: a machine in a hall, without what only development and tests need
 * @property {string[]} missing   system packages that are not there
 * @property {boolean} asked      true: they were asked for and did not come
 * @property {boolean} electron   false: the binary was asked for and did not come
 */
const stampFile = fromRoot('node_modules', '.kiosk-setup.json');

/** Raise it when the set-up itself does something new that existing clones need too. */
const SETUP_VERSION = 1;

/** @returns {Stamp | undefined} */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Omit<Stamp, 'made'>} facts */
export function writeStamp(facts) {
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ made: currentMark(), ...facts })}\n`);
}

export function forgetStamp() {
  rmSync(stampFile, { force: true });
}

/** Whether the last set-up made this a machine of a hall; it stays one until it is set up again. */
export function isField() {
  return readStamp()?.field === true;
}

/** True when the npm packages of exactly this lockfile are in place, for this kind of machine. */
export function packagesAreCurrent(field, stamp = readStamp()) {
  return stamp?.made === currentMark() && (stamp.field === true) === field;
}

/** True when a set-up would change nothing. */
export function isUpToDate(field) {
  const stamp = readStamp();
  if (!packagesAreCurrent(field, stamp)) return false;
  if (process.env.KIOSK_FETCH_ELECTRON === '1' && !stamp.electron) return false;
  if (stamp.missing.length === 0) return true;
  // Somebody may have installed them by hand, or may have allowed us to: what was asked for in vain is not asked for again.
  const newlyAllowed = mayInstall() && !stamp.asked;
  return !newlyAllowed && missingPackages(field).length === stamp.missing.length;
}

function currentMark() {
  const lock = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  return `${SETUP_VERSION} ${process.platform}-${process.arch} ${lock}`;
}
