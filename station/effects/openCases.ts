import { dollars } from '../../hardware/ports/dollars.ts';
import { caseOfTransaction, decisionsFor, type Evidence, type OpenCase } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { actStandingOf, amountOf, type IssuerAct } from '../journal/actLedger.ts';
import { type Ledger, type LedgerTransaction, moneyStateOf } from '../journal/ledger.ts';

/** A case, and the transaction that it is about; null: none. */
export type CaseOnRecord = OpenCase & { readonly transaction: TransactionId | null };

/**
 * Everything that the machine cannot end by itself, oldest first: notes in doubt, cards that no longer tell, what was paid in and waits
 * for a card that a claim was given out for, notes without an owner, and what the devices say that nobody understands.
 */
export function openCases(ledger: Ledger): readonly CaseOnRecord[] {
  const cash = ledger.transactions.flatMap((each) => cashCase(ledger, each) ?? []);
  const acts = ledger.acts.asked.flatMap((act) => (actStandingOf(act) === 'case' ? [actCase(ledger, act)] : []));
  const loose = ledger.staff.state.loose.map(
    ({ id, kind, sinceMs, about }): CaseOnRecord => ({
      ...notesOn(ledger, id),
      id,
      kind,
      transaction: null,
      amount: about?.value ?? foundSum(ledger, id, kind),
      card: about?.masked ?? null,
      claimCode: about?.claimCode ?? null,
      sinceMs,
      evidence: [
        ...(about === undefined ? [] : [{ says: 'settled-before' } as const]),
        ...(about !== undefined && kind === 'settled-note-found' ? [{ says: 'unit-counted-late', value: about.value } as const] : []),
      ],
      decisions: decisionsFor(kind),
    }),
  );
  return [...cash, ...acts, ...loose].toSorted((one, other) => one.sinceMs - other.sinceMs);
}

function notesOn(ledger: Ledger, id: OpenCase['id']): Pick<OpenCase, 'signed' | 'found' | 'doubtedBy'> {
  const { signed, found, doubtedBy } = ledger.staff.noteOn(id);
  return { signed, found, doubtedBy };
}

/** What is known of a note without an owner is what somebody found of it. */
function foundSum(ledger: Ledger, id: OpenCase['id'], kind: OpenCase['kind']): OpenCase['amount'] {
  const { found } = ledger.staff.noteOn(id);
  return kind === 'unexplained-note' && found > 0 ? found : null;
}

function cashCase(ledger: Ledger, transaction: LedgerTransaction): CaseOnRecord | null {
  const kind = kindOf(transaction);
  if (kind === null) return null;
  const { id: name, value, card, claimCode, claimShown, openedAtMs, note, write, carriedOver, countedLate } = transaction;
  const id = caseOfTransaction(name);
  const evidence: Evidence[] = [
    ...(carriedOver === undefined ? [] : [{ says: 'carried-over' } as const]),
    { says: note === 'kept' ? 'note-kept' : countedLate === undefined ? 'note-not-known' : 'unit-counted-late', value },
    write === 'none' ? { says: 'card-not-written' } : write === 'conflict' ? { says: 'card-contradicts' } : { says: 'card-maybe-written' },
    { says: claimShown ? 'claim-given' : 'no-claim' },
  ];
  return {
    ...notesOn(ledger, id),
    id,
    kind,
    transaction: name,
    amount: value,
    card: card.masked,
    claimCode,
    sinceMs: openedAtMs,
    evidence,
    // What became of it since another journal ended nobody knows: the machine never pays it.
    decisions: decisionsFor(kind).filter((decision) => carriedOver === undefined || decision !== 'add-to-card'),
  };
}

/** What is being settled at this moment, or will be when its passenger comes back within the visit, is no case. */
function kindOf(transaction: LedgerTransaction): OpenCase['kind'] | null {
  switch (moneyStateOf(transaction)) {
    case 'closed':
    case 'note-pending':
      return null;
    case 'owed':
      return 'owed';
    case 'undecided':
      return 'undecided';
    case 'case':
      return transaction.write === 'conflict' ? 'card-conflict' : 'note-unknown';
  }
}

function actCase(ledger: Ledger, act: IssuerAct): CaseOnRecord {
  const id = caseOfTransaction(act.id);
  const amount = amountOf(act);
  return {
    ...notesOn(ledger, id),
    id,
    kind: 'act',
    transaction: act.id,
    amount: amount === null ? null : dollars(amount),
    card: act.card.masked,
    claimCode: act.claimCode,
    sinceMs: act.openedAtMs,
    evidence: [{ says: 'card-contradicts' }, { says: 'issuer-holds' }],
    decisions: decisionsFor('act'),
  };
}
