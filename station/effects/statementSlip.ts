import type { CardFacts, CardTransaction } from '../../hardware/ports/cardFacts.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import type { MessageId } from '../../machines/messages/messages.ts';
import { taipeiDay } from '../../machines/rules/calendar.ts';
import { contactsFor } from '../../machines/rules/contacts.ts';
import type { Site } from '../../machines/view/site.ts';
import { type Language, wholly } from '../../machines/messages/languages.ts';
import { passNameOf } from '../../machines/rules/passNames.ts';
import { printedTime, slipWriter } from './slipWriter.ts';

/** The sign of an amount: what came onto the card, what left it; `other` is not known to be either. */
function signOf({ kind, amount }: CardTransaction): MessageId {
  if (kind === 'add-value') return 'history.plus';
  return kind === 'other' || amount === 0 ? 'history.plain' : 'history.minus';
}

/**
 * What is on a card: balance, dates and its last six, free of charge (R-002-39, R-003-63, R-004-15).
 * @param places whether the passenger asked for the places, too
 */
export function statementSlip(facts: CardFacts, places: boolean, atMs: number, language: Language, site: Site): Slip {
  const { font, text, title, line, pair, money, place, hotline } = slipWriter(wholly(language), site);
  const row = (entry: CardTransaction): SlipLine[] => [
    {
      kind: 'pair',
      label: `${printedTime(entry.atMs)} ${text(`kind.${entry.kind}`)}`,
      value: text(signOf(entry), { amount: entry.amount }),
    },
    pair('history.column.balance', money(entry.balanceAfter)),
    ...(places ? [line('history.place', { place: String(entry.place) })] : []),
  ];
  const rows = facts.transactions.flatMap((entry) => [{ kind: 'rule' } as const, ...row(entry)]);
  return {
    id: `statement-${atMs}`,
    font,
    lines: [
      title('printed.statement.title'),
      ...place,
      pair('printed.time', printedTime(atMs)),
      pair('printed.card', facts.number.toString()),
      pair('printed.balance', money(facts.balance)),
      ...(facts.issuedOn === null ? [] : [pair('printed.issued', facts.issuedOn)]),
      ...(facts.expiresOn === null ? [] : [pair('printed.expires', facts.expiresOn)]),
      ...(facts.pass === null
        ? []
        : [pair('printed.pass', passNameOf(facts.pass.product, language).name), pair('printed.pass.until', facts.pass.lastDay)]),
      ...(rows.length === 0 ? [{ kind: 'rule' } as const, line('balance.no-history')] : rows),
      { kind: 'rule' },
      line('printed.statement.free'),
      line('printed.not-invoice'),
      ...contactsFor(facts.issuer, taipeiDay(atMs)).flatMap(hotline),
    ],
  };
}
