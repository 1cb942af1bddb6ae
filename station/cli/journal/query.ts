import { parseArgs } from 'node:util';
import { instantOf, isCalendarDate } from '../../../machines/rules/calendar.ts';
import { archiveBeside } from '../../journal/journalFiles.ts';
import { queryJournal } from '../../journal/queryJournal.ts';
import { recordJson, recordLine } from './recordLine.ts';

const USAGE =
  'usage: kiosk journal query FILE --card LAST4 [--time FROM[/TO]] [--archive FOLDER] [--json], times as 2026-12-01 or 2026-12-01T08:30+08:00';

/**
 * Everything that the journal says of the transactions of a card, by the last four digits of its number: no more of it can be read
 * without the machine's key.
 * @returns 0, or 1 when there is none
 */
export function query(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { card: { type: 'string' }, time: { type: 'string' }, archive: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || !/^\d{4}$/.test(values.card ?? '')) throw new RangeError(USAGE);
  const [from, to] = (values.time ?? '').split('/');
  const span = { fromMs: from ? instant(from, 'begin') : 0, toMs: instant(to || from || '9999-12-31', 'end') };
  let found = 0;
  const journal = { path: file, archive: values.archive ?? archiveBeside(file) };
  queryJournal(journal, { last4: values.card ?? '', ...span }, (record) => {
    found += 1;
    process.stdout.write(`${values.json ? recordJson(record) : recordLine(record)}\n`);
  });
  if (found === 0) process.stderr.write('no transaction of such a card in that time\n');
  return Promise.resolve(found === 0 ? 1 : 0);
}

/** Milliseconds since 1970-01-01 UTC; a day begins and ends by Taiwan's clock. */
function instant(text: string, edge: 'begin' | 'end'): number {
  const ms = instantOf(isCalendarDate(text) ? `${text}T${edge === 'begin' ? '00:00:00.000' : '23:59:59.999'}+08:00` : text);
  if (ms === null) throw new RangeError(USAGE);
  return ms;
}
