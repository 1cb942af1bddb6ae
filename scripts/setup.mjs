/**
 * Makes a fresh clone ready: system packages, npm packages under the pinned Node, the card reader's native adapter and,
 * where it can be had, Electron. Called before `npm start`, `npm test` and the like, and run by whatever Node the machine
 * has (20 or newer); everything after it runs under the pinned one. Speaks on stderr only. A second call with the same
 * lockfile finds the stamp and does nothing; `--again` installs everything once more.
 *
 *   --field                      a machine in a hall: builds the screen and leaves nothing that only development and tests
 *                                need. It stays such a machine, whatever calls this, until `--development`
 *   KIOSK_NO_SYSTEM_PACKAGES=1   installs no system packages, only says which are missing
 *   KIOSK_FETCH_ELECTRON=1       asks for Electron again although an earlier try failed
 */
import { say } from './setup/say.mjs';
import { forgetStamp, isField, isUpToDate } from './setup/stamp.mjs';

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  say(`this needs Node 20 or newer to begin with; ${process.version} is what runs.`);
  process.exit(1);
}
const field = process.argv.includes('--field') || (isField() && !process.argv.includes('--development'));
if (process.argv.includes('--again')) forgetStamp();
/** What runs without the tools of development. */
const RUNS_IN_THE_FIELD = ['setup', 'prestart', 'prekiosk', 'rebuild:native', undefined];
if (field && !RUNS_IN_THE_FIELD.includes(process.env.npm_lifecycle_event)) {
  say('this is a machine in a hall, without the tools for that; npm run setup -- --development makes it a working copy.');
  process.exit(1);
}
if (!isUpToDate(field)) {
  // The work is loaded only when there is any: a start that finds everything in place stays under a tenth of a second.
  const { prepare } = await import('./setup/prepare.mjs');
  process.exitCode = await prepare(field);
}
