import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfigured } from '../../config.ts';
import { readAnchorFile } from '../../journal/anchorFile.ts';
import { exportJournal as exportTo, notePathOf } from '../../journal/exportJournal.ts';
import { findMachineKey, journalPathsIn } from '../../journal/journalFiles.ts';
import { openMachineKey } from '../../openMachineKey.ts';
import type { Edition } from '../edition.ts';

/**
 * Writes a journal as JSON Lines, signed with the machine's key: on the machine itself.
 * @returns 0
 * @throws Error when it cannot be written, or the key or the anchor is not beside the journal (exit code 2)
 */
export async function exportJournal(args: string[], edition: Edition): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, anchor: { type: 'string' }, archive: { type: 'string' }, config: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.out === undefined)
    throw new RangeError('usage: kiosk journal export FILE --out FILE [--anchor FILE] [--archive FOLDER] [--config FILE]');
  const paths = journalPathsIn(dirname(file));
  const anchor = readAnchorFile(values.anchor ?? paths.anchor);
  // Without a configuration the key is the file beside the journal.
  const { config } = values;
  const signer = config === undefined ? undefined : openMachineKey(edition.parse(readConfigured(config), config));
  const key = (signer ?? (() => findMachineKey(paths.machineKey)))();
  if (anchor.state !== 'holds') throw new Error('the anchor cannot be read: it says whose journal this is (--anchor FILE)');
  if (key.state !== 'there')
    throw new Error(key.state === 'damaged' ? key.detail : 'the key that signs is not there (--config FILE, where it is on a token)');
  const { records, sha256 } = await exportTo({
    path: file,
    archive: values.archive ?? paths.archive,
    out: values.out,
    journal: anchor.anchor,
    key: key.it,
  });
  process.stdout.write(`${records} records, sha256 ${sha256}, signed in ${notePathOf(values.out)}\n`);
  return 0;
}
