import { parseArgs } from 'node:util';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { findChainFault } from '../journal/chain.ts';
import { readSqliteJournal } from '../journal/sqliteJournalStore.ts';

/**
 * `verify FILE`: does the chain hold? `show FILE`: one line per record, or `--json`.
 * @returns 0, or 1 when a record was changed or is missing
 */
export function journal(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [what, file] = positionals;
  if ((what !== 'verify' && what !== 'show') || file === undefined) throw new RangeError('usage: kiosk journal verify|show FILE [--json]');
  const records = readSqliteJournal(file);
  return Promise.resolve(what === 'verify' ? verify(records, values.json) : show(records, values.json));
}

type Records = ReturnType<typeof readSqliteJournal>;

function verify(records: Records, json: boolean): number {
  const fault = findChainFault(records);
  const answer = { ok: fault === null, records: records.length, head: records.at(-1)?.hash ?? null, fault };
  const text = fault === null ? `ok: ${records.length} records` : `broken at record ${fault.seq}: ${fault.fault}`;
  process.stdout.write(`${json ? JSON.stringify(answer) : text}\n`);
  return fault === null ? 0 : 1;
}

function show(records: Records, json: boolean): number {
  for (const record of records) {
    const text = json
      ? JSON.stringify(record)
      : `${String(record.seq).padStart(6)}  ${taipeiTimestamp(record.wallMs)}  ${(record.txn ?? '-').padEnd(10)}  ${record.kind.padEnd(18)}  ${record.body}`;
    process.stdout.write(`${text}\n`);
  }
  return 0;
}
