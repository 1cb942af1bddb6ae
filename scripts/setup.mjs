/**
 * Makes a fresh clone ready: system packages, npm packages under the pinned Node, the card reader's native adapter and,
 * where it can be had, Electron. Called before `npm start`, `npm test` and the like, and run by whatever Node the machine
 * has (20 or newer); everything after it runs under the pinned one. Speaks on stderr only. A second call with the same
 * lockfile finds the stamp and does nothing; `--again` installs everything anew.
 *
 *   KIOSK_NO_SYSTEM_PACKAGES=1   installs no system packages, only says which are missing
 *   KIOSK_FETCH_ELECTRON=1       asks for Electron again although an earlier try failed
 */
import { say } from './setup/say.mjs';
import { forgetStamp, isUpToDate } from './setup/stamp.mjs';

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  say(`this needs Node 20 or newer to begin with; ${process.version} is what runs.`);
  process.exit(1);
}
if (process.argv.includes('--again')) forgetStamp();
if (!isUpToDate()) {
  // The work is loaded only when there is any: a start that finds everything in place stays under a tenth of a second.
  const { prepare } = await import('./setup/prepare.mjs');
  process.exitCode = await prepare();
}
