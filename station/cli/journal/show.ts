import { parseArgs } from 'node:util';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { recordsBefore } from '../../journal/archive/checkArchive.ts';
import { auditJournal } from '../../journal/auditJournal.ts';
import { archiveBeside } from '../../journal/journalFiles.ts';
import { recordJson, recordLine } from './recordLine.ts';

const options = {
  all: { type: 'boolean', default: false },
  archive: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/**
 * One line per record, then on stderr what is wrong, if something is. `--all`: also what left the file for the archive.
 * @returns 0, or 1 when a record was changed or is missing, or the file is damaged
 */
export function show(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new RangeError('usage: kiosk journal show FILE [--all] [--archive FOLDER] [--json]');
  const say = (record: StoredRecord): void => void process.stdout.write(`${values.json ? recordJson(record) : recordLine(record)}\n`);
  let after: StoredRecord | null = null;
  if (values.all) {
    for (const record of recordsBefore(file, values.archive ?? archiveBeside(file), { journal: null, verifier: null })) {
      say(record);
      after = record;
    }
  }
  const { fault } = auditJournal(file, { after, onRecord: say });
  if (fault !== null) process.stderr.write(`broken at record ${fault.seq}: ${fault.detail}\n`);
  return Promise.resolve(fault === null ? 0 : 1);
}
