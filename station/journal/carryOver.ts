import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { actStandingOf, amountOf } from './actLedger.ts';
import { type LedgerState, moneyStateOf } from './ledger.ts';
import type { JournalBodies } from './records.ts';

/** Something that was open when a journal ended, as the next one takes it over. */
export interface CarriedOver {
  readonly transaction: TransactionId;
  readonly body: JournalBodies['carried-over'];
}

/** Everything that is open: for staff to settle, because nobody knows what happened to it since. Oldest first. */
export function carryOver({ transactions, acts }: LedgerState): readonly CarriedOver[] {
  const notes = transactions.map(({ id, card, value, openedAtMs, claimCode, claimShown, ...how }) => ({
    transaction: id,
    body: { card, what: { kind: 'cash', value, currency: 'TWD' }, standing: moneyStateOf(how), openedAtMs, claimCode, claimShown } as const,
  }));
  const asked = acts.map((act) => {
    const { id, card, order, key, openedAtMs, claimCode, claimShown } = act;
    const what = { kind: 'act', order, currency: 'TWD', key } as const;
    return { transaction: id, body: { card, what, standing: actStandingOf(act), openedAtMs, claimCode, claimShown } };
  });
  return [...notes, ...asked].sort((a, b) => a.body.openedAtMs - b.body.openedAtMs);
}

/** For staff, in a line. */
export function carriedOverInWords({ transaction, body }: CarriedOver): string {
  const { card, what, standing, claimCode } = body;
  const amount = what.kind === 'cash' ? what.value : amountOf({ order: what.order });
  const money = amount === null ? '' : ` NT$${amount}`;
  return `${transaction}  ${standing}  ${what.kind === 'cash' ? 'top-up' : what.order.act}${money}  card ${card.masked}  ${claimCode ?? 'no claim'}`;
}
