import { add, type Dollars, dollars, subtract, sum } from '../../hardware/ports/dollars.ts';
import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { taipeiDay } from '../../machines/rules/calendar.ts';
import { contactsFor } from '../../machines/rules/contacts.ts';
import type { Site } from '../../machines/view/site.ts';
import { type Language, wholly } from '../../machines/messages/languages.ts';
import { amountOf, type IssuerAct } from '../journal/actLedger.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import { actLines } from './actLines.ts';
import { printedTime, type SlipWriter, slipWriter } from './slipWriter.ts';

/** Cash that was added, or an act of the issuer. */
export type ReceiptEntry = LedgerTransaction | IssuerAct;

function addedBy(entry: ReceiptEntry): Dollars | null {
  return 'order' in entry ? amountOf(entry) : entry.value;
}

function cashLines({ pair, money }: SlipWriter, transaction: LedgerTransaction): SlipLine[] {
  const after = transaction.balanceAfter ?? add(dollars(transaction.plan?.balanceBefore ?? 0), transaction.value);
  return [
    pair('printed.before', money(subtract(after, transaction.value))),
    pair('printed.added', money(transaction.value)),
    pair('printed.after', money(after)),
  ];
}

/**
 * The receipt of a visit: every transaction with before, added and after, their sum, and what to check (R-003-41, R-003-22).
 * @param issuer whose hotline and terms stand on it; null when nobody read the card: then everybody's
 */
export function receiptSlip(entries: readonly ReceiptEntry[], issuer: Issuer | null, language: Language, site: Site): Slip {
  const onlyCash = entries.every((entry) => !('order' in entry));
  const writer = slipWriter(onlyCash && entries.length > 0 ? language : wholly(language), site);
  const { title, line, pair, money, place, hotline, terms } = writer;
  const [first] = entries;
  const amounts = entries.flatMap((entry) => addedBy(entry) ?? []);
  const lines: SlipLine[] = [title(amounts.length > 0 ? 'printed.receipt.title' : 'printed.service.title'), ...place];
  if (first !== undefined) lines.push(pair('printed.card', first.card.masked));
  for (const entry of entries) {
    lines.push({ kind: 'rule' }, pair('printed.transaction', entry.id), pair('printed.time', printedTime(entry.openedAtMs)));
    lines.push(...('order' in entry ? actLines(writer, entry) : cashLines(writer, entry)));
  }
  if (amounts.length > 1) lines.push({ kind: 'rule' }, pair('printed.total', money(sum(amounts))));
  const contacts = first === undefined ? [] : contactsFor(issuer, taipeiDay(first.openedAtMs));
  lines.push({ kind: 'rule' });
  if (amounts.length > 0) lines.push(line('printed.check'));
  lines.push(line('printed.not-invoice'), ...contacts.flatMap(hotline), ...contacts.flatMap(terms));
  return { id: `receipt-${entries.map((each) => each.id).join('-')}`, font: writer.font, lines };
}
