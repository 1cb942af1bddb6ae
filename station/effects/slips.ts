import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { add, dollars, subtract, sum } from '../../hardware/ports/dollars.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import type { MessageId } from '../../machines/messages/messages.ts';
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
  const place: SlipLine[] = [pair('printed.station', site.station), pair('printed.machine', site.machine)];
  return { text, pair, money, place };
}

/** The receipt of a visit: every transaction with before, added and after, and their sum (R-003-41). */
export function receiptSlip(transactions: readonly LedgerTransaction[], language: Language, site: Site): Slip {
  const { text, pair, money, place } = writer(language, site);
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
  lines.push({ kind: 'rule' }, { kind: 'text', text: text('printed.not-invoice') });
  return { id: `receipt-${transactions.map((each) => each.id).join('-')}`, lines };
}

/** The claim slip: the evidence that customer service asks for (R-000-10, R-000-13, R-000-14). */
export function claimSlip(claim: ClaimFacts, language: Language, site: Site): Slip {
  const { text, pair, money, place } = writer(language, site);
  return {
    id: `claim-${claim.transaction}`,
    lines: [
      { kind: 'title', text: text('printed.claim.title') },
      pair('printed.code', claim.code),
      ...place,
      pair('printed.time', printedTime(claim.atMs)),
      pair('printed.transaction', claim.transaction),
      pair('printed.card', claim.card ?? '-'),
      pair('printed.amount', claim.amount === null ? text('printed.unknown-amount') : money(claim.amount)),
      { kind: 'rule' },
      { kind: 'text', text: text('printed.claim.promise') },
      { kind: 'text', text: text('printed.claim.next') },
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
