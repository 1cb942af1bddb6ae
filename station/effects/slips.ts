import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { add, dollars, subtract, sum } from '../../hardware/ports/dollars.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import type { MessageId } from '../../machines/messages/messages.ts';
import { taipeiDay } from '../../machines/rules/calendar.ts';
import { type Contact, contactsOn } from '../../machines/rules/contacts.ts';
import type { Site } from '../../machines/view/project.ts';
import type { Language } from '../../machines/view/view.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';

function printedTime(atMs: number): string {
  return taipeiTimestamp(atMs).slice(0, 19).replace('T', ' ');
}

/** Builds slips in one language. */
function writer(language: Language, site: Site) {
  const text = (id: MessageId, params?: Record<string, string | number>): string => formatMessage(language, id, params);
  const pair = (id: MessageId, value: string): SlipLine => ({ kind: 'pair', label: text(id), value });
  const money = (amount: number): string => text('printed.dollars', { amount });
  const line = (id: MessageId, params?: Record<string, string | number>): SlipLine => ({ kind: 'text', text: text(id, params) });
  const place: SlipLine[] = [pair('printed.station', site.station), pair('printed.machine', site.machine)];

  /** Whom to ask, and when they answer (R-003-02, R-003-46, R-002-32). */
  const hotline = ({ issuer, hotline: number, hours, prefix }: Contact): SlipLine[] => {
    const called = { issuer: text(`issuer.${issuer}`), hotline: number };
    const answers = hours === 'always' ? line('printed.hotline.always', called) : line('printed.hotline.daily', { ...called, ...hours });
    return prefix === undefined ? [answers] : [answers, line('printed.hotline.prefix', { prefix })];
  };

  /** Which terms the card is used under, and where they can be read (R-003-01). */
  const terms = ({ issuer, terms: version, website }: Contact): SlipLine[] =>
    version === undefined ? [] : [line('printed.terms', { issuer: text(`issuer.${issuer}`), version, website })];

  return { text, line, pair, money, place, hotline, terms };
}

/** The receipt of a visit: every transaction with before, added and after, their sum, and what to check (R-003-41, R-003-22). */
export function receiptSlip(transactions: readonly LedgerTransaction[], language: Language, site: Site): Slip {
  const { text, line, pair, money, place, hotline, terms } = writer(language, site);
  const [first] = transactions;
  const lines: SlipLine[] = [{ kind: 'title', text: text('printed.receipt.title') }, ...place];
  if (first !== undefined) lines.push(pair('printed.card', first.card.masked));
  for (const transaction of transactions) {
    const after = transaction.balanceAfter ?? add(dollars(transaction.plan?.balanceBefore ?? 0), transaction.value);
    lines.push(
      { kind: 'rule' },
      pair('printed.transaction', transaction.id),
      pair('printed.time', printedTime(transaction.openedAtMs)),
      pair('printed.before', money(subtract(after, transaction.value))),
      pair('printed.added', money(transaction.value)),
      pair('printed.after', money(after)),
    );
  }
  if (transactions.length > 1) lines.push({ kind: 'rule' }, pair('printed.total', money(sum(transactions.map((each) => each.value)))));
  const contacts = first === undefined ? [] : contactsOn(taipeiDay(first.openedAtMs));
  lines.push({ kind: 'rule' }, line('printed.check'), line('printed.not-invoice'));
  lines.push(...contacts.flatMap(hotline), ...contacts.flatMap(terms));
  return { id: `receipt-${transactions.map((each) => each.id).join('-')}`, lines };
}

/** The claim slip: the evidence that customer service asks for, and what to do (R-000-09, R-000-10, R-000-13, R-000-14). */
export function claimSlip(claim: ClaimFacts, language: Language, site: Site): Slip {
  const { text, line, pair, money, place, hotline } = writer(language, site);
  return {
    id: `claim-${claim.transaction}`,
    lines: [
      { kind: 'title', text: text('printed.claim.title') },
      pair('printed.code', claim.code),
      pair('printed.message', text(errorCatalogue.K15.text)),
      ...place,
      pair('printed.channel', text('printed.channel.cash')),
      pair('printed.time', printedTime(claim.atMs)),
      pair('printed.transaction', claim.transaction),
      pair('printed.card', claim.card ?? '-'),
      pair('printed.amount', claim.amount === null ? text('printed.unknown-amount') : money(claim.amount)),
      { kind: 'rule' },
      line('printed.claim.promise'),
      line('printed.claim.stop'),
      line('printed.claim.next'),
      line('printed.claim.keep'),
      ...contactsOn(taipeiDay(claim.atMs)).flatMap(hotline),
      { kind: 'qr', text: claim.qr },
    ],
  };
}

/** What the claim's QR holds: the same evidence, for a telephone. No address to visit, nothing personal. */
export function claimQr(claim: Omit<ClaimFacts, 'qr'>, site: Site): string {
  return [
    'CLAIM',
    claim.code,
    claim.transaction,
    site.machine,
    taipeiTimestamp(claim.atMs),
    claim.card ?? '-',
    claim.amount === null ? '-' : `TWD${claim.amount}`,
  ].join(' ');
}
