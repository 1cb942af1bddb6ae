import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { electronIsHere, fetchElectron } from './electronBinary.mjs';
import { installNpmPackages, loads, missingParts, removeDevelopmentPackages } from './npmPackages.mjs';
import { onlyOne } from './onlyOne.mjs';
import { fromRoot, projectNode, root } from './paths.mjs';
import { say } from './say.mjs';
import { isUpToDate, packagesAreCurrent, readStamp, writeStamp } from './stamp.mjs';
import { mayInstall, provideSystemPackages } from './systemPackages.mjs';

/** Everything a fresh clone needs, in the order it needs it. Resolves to an exit code. @param {boolean} field  see setup.mjs */
export function prepare(field) {
  return onlyOne(async () => {
    // The one we waited for may have done it all.
    if (isUpToDate(field)) return 0;
    const before = readStamp();
    // First the headers, then npm: it builds the card reader adapter against them.
    const missing = provideSystemPackages(field);
    // A machine in a hall no longer has what its screen is built with.
    if (field || !packagesAreCurrent(field, before) || (missing.length < before.missing.length && !loads('nfc-pcsc'))) {
      if (!installNpmPackages()) return 1;
    }
    missingParts().forEach(say);
    const triedBefore = packagesAreCurrent(field, before) && process.env.KIOSK_FETCH_ELECTRON !== '1';
    const electron = triedBefore ? electronIsHere() : await fetchElectron();
    if (field && !reduceToField()) return 1;
    writeStamp({ field, missing, asked: mayInstall(), electron });
    say(field ? 'ready: a machine in a hall' : 'ready');
    return 0;
  });
}

/** Builds the screen with what development brings, and takes that away again, but for the window. @returns whether it succeeded */
function reduceToField() {
  const built = spawnSync(projectNode(), [fromRoot('scripts', 'build-screen.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) return false;
  // To npm Electron is a tool of development; to the machine it is the window.
  const [electron, aside] = [fromRoot('node_modules', 'electron'), fromRoot('.cache', 'electron')];
  rmSync(aside, { recursive: true, force: true });
  if (electronIsHere()) renameSync(electron, aside);
  const removed = removeDevelopmentPackages();
  if (existsSync(aside)) renameSync(aside, electron);
  return removed;
}
