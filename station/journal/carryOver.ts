import { caseId, type CaseId } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { actStandingOf, amountOf } from './actLedger.ts';
import { type LedgerState, moneyStateOf } from './ledger.ts';
import type { JournalBodies } from './records.ts';
import type { StaffState } from './staffLedger.ts';

/** Something that was open when a journal ended, as the next one takes it over. */
export interface CarriedOver {
  readonly transaction: TransactionId;
  readonly body: JournalBodies['carried-over'];
}

/** Everything that is open: for staff to settle, because nobody knows what happened to it since. Oldest first. */
export function carryOver({ transactions, acts }: LedgerState): readonly CarriedOver[] {
  const still = transactions.filter((each) => moneyStateOf(each) !== 'closed');
  const notes = still.map(({ id, card, value, openedAtMs, claimCode, claimShown, ...how }) => ({
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

/** `R12` of one journal would be another case in the next: from there on its name says which journal it is of. */
const OWN_NAME = /^R\d+$/;

/**
 * What the staff said, for the next journal.
 * @param epoch the life of the journal that ended
 * @param keepsKey cards are known, and PINs can be opened, in the next one too
 */
export function carryStaffOver(staff: StaffState, epoch: number, keepsKey: boolean): StaffState {
  const nameOf = (id: CaseId): CaseId => (OWN_NAME.test(id) ? caseId(`${epoch.toString(36).toUpperCase()}${id}`) : id);
  return {
    ...staff,
    pins: keepsKey ? staff.pins : [],
    failures: keepsKey ? staff.failures : [],
    loose: staff.loose.map((each) => ({ ...each, id: nameOf(each.id) })),
    // What was to be added by the machine the next one never adds.
    notes: staff.notes.map(({ signed, ...each }) => ({
      ...each,
      case: nameOf(each.case),
      signed: signed?.decision === 'add-to-card' ? null : signed,
    })),
  };
}

/** For staff, in a line. */
export function carriedOverInWords({ transaction, body }: CarriedOver): string {
  const { card, what, standing, claimCode } = body;
  const amount = what.kind === 'cash' ? what.value : amountOf({ order: what.order });
  const money = amount === null ? '' : ` NT$${amount}`;
  return `${transaction}  ${standing}  ${what.kind === 'cash' ? 'top-up' : what.order.act}${money}  card ${card.masked}  ${claimCode ?? 'no claim'}`;
}
