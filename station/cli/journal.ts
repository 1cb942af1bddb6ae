import { parseArgs } from 'node:util';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { cardEvidence } from './cardEvidence.ts';
import { confirmClock } from './confirmClock.ts';
import { auditJournal, type JournalAudit } from '../journal/auditJournal.ts';
import { parseRecord } from '../journal/records.ts';
import type { Edition } from './edition.ts';
import { summarise } from '../journalTail.ts';

/**
 * `verify FILE`: is every record as it was written? `show FILE`: one line per record, then the same verdict on stderr
 * if it is no. `evidence FOLDER TRANSACTION`: what a card said by itself. All three may be asked beside a running station.
 * `confirm-clock`: the clock is right, says somebody who has compared it.
 * @returns 0, or 1 when a record was changed or is missing, or the file is damaged
 * @throws Error when the file is missing, empty or no journal (exit code 2)
 */
export async function journal(args: string[], edition: Edition): Promise<number> {
  if (args[0] === 'repair') return (await import('./journal/repair.ts')).repair(args.slice(1), edition);
  if (args[0] === 'confirm-clock') return confirmClock(args.slice(1), edition);
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const [what, file, ...more] = positionals;
  const [transaction] = more;
  if (what === 'evidence' && file !== undefined && transaction !== undefined && more.length === 1) {
    return cardEvidence(file, transaction);
  }
  if ((what !== 'verify' && what !== 'show') || file === undefined || more.length > 0)
    throw new RangeError('usage: kiosk journal verify|show FILE [--json] | evidence FOLDER TRANSACTION');
  return what === 'verify' ? verify(file, values.json) : show(file, values.json);
}

function verdict({ records, head, fault }: JournalAudit): string {
  if (fault !== null) return `broken at record ${fault.seq}: ${fault.detail}`;
  return `ok: ${records} records${head === null ? '' : `, head ${head}`}`;
}

function verify(file: string, json: boolean): number {
  const audit = auditJournal(file);
  process.stdout.write(`${json ? JSON.stringify({ ok: audit.fault === null, ...audit }) : verdict(audit)}\n`);
  return audit.fault === null ? 0 : 1;
}

function show(file: string, json: boolean): number {
  const audit = auditJournal(file, (record) => process.stdout.write(`${json ? asJson(record) : asLine(record)}\n`));
  if (audit.fault === null) return 0;
  process.stderr.write(`${verdict(audit)}\n`);
  return 1;
}

function asLine(record: StoredRecord): string {
  const { seq, txn, kind } = record;
  return `${String(seq).padStart(6)}  ${timeOf(record)}  ${(txn ?? '-').padEnd(10)}  ${kind.padEnd(19)}  ${inWords(record)}`;
}

function asJson(record: StoredRecord): string {
  let body: unknown = record.body;
  try {
    body = JSON.parse(record.body);
  } catch {
    // A body that was changed into something else is shown as it stands.
  }
  return JSON.stringify({ ...record, at: timeOf(record), body });
}

/** The words of the record, or what stands there when it was changed so that they cannot be found. */
function inWords(record: StoredRecord): string {
  try {
    // A kind that nobody knows has no words.
    const words: string | undefined = summarise(parseRecord(record));
    return words ?? record.body;
  } catch {
    return record.body;
  }
}

/** A changed record may hold a number that is no time. */
function timeOf({ wallMs }: StoredRecord): string {
  try {
    return taipeiTimestamp(wallMs);
  } catch {
    return `${wallMs} ms`;
  }
}
