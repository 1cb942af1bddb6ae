import { parseArgs } from 'node:util';
import { auditJournal } from '../../journal/auditJournal.ts';
import { recordJson, recordLine } from './recordLine.ts';

/**
 * One line per record, then on stderr what is wrong, if something is.
 * @returns 0, or 1 when a record was changed or is missing, or the file is damaged
 */
export function show(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new RangeError('usage: kiosk journal show FILE [--json]');
  const { fault } = auditJournal(file, {
    onRecord: (record) => process.stdout.write(`${values.json ? recordJson(record) : recordLine(record)}\n`),
  });
  if (fault !== null) process.stderr.write(`broken at record ${fault.seq}: ${fault.detail}\n`);
  return Promise.resolve(fault === null ? 0 : 1);
}
