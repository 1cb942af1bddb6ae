import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import type { View } from '../../machines/view/view.ts';
import { type Ledger, type LedgerTransaction, moneyStateOf } from '../../station/journal/ledger.ts';

/** NT$ of every note that is on record as returned and had been told as waiting in escrow. */
function returnedOnRecord({ transactions }: Ledger): number[] {
  return transactions.filter(({ note }) => note === 'returned').map(({ value }) => value);
}

/**
 * What a screen says of notes, against the journal and against the unit's own book of what it gave back.
 * @param gaveBack NT$ of every note that the unit gave back
 * @param journalFailed a record may lie on the disk that the station could not confirm: it must take it for unknown, and say so
 */
export function findFalseWords(view: View, ledger: Ledger, gaveBack: readonly number[], journalFailed = false): string[] {
  const faults: string[] = [];
  const { claim, returned } = view;
  if (view.screen === 'note-returned' && (ledger.lastReturn === null || ledger.lastReturn.value !== (returned?.amount ?? null))) {
    faults.push(`the screen says that NT$${returned?.amount ?? '?'} was returned, the journal does not`);
  }
  if (view.screen === 'note-returned') {
    const left = [...gaveBack];
    for (const value of returnedOnRecord(ledger)) {
      const at = left.indexOf(value);
      if (at < 0) faults.push(`NT$${value} is called returned, and the unit did not give it back`);
      else left.splice(at, 1);
    }
  }
  const claimed = claim === null ? undefined : ledger.transactions.find(({ id }) => id === claim.transaction);
  if (claimed !== undefined && claim?.amount !== claimed.value) {
    faults.push(`the claim is over NT$${claim?.amount ?? '?'}, the note was NT$${claimed.value}`);
  }
  if (!journalFailed && claimed !== undefined && moneyStateOf(claimed) === 'closed' && claim?.slip === 'printing') {
    faults.push('a claim is opened for a note that is settled');
  }
  return faults;
}

/** Who was told what, by what the screen showed in this life of the station. */
export interface Told {
  /** Transactions whose claim or same-card screen was shown, or whose return. */
  readonly transactions: ReadonlySet<string>;
}

/**
 * With nobody served any more, everybody whose note was taken in by this process has been told what became of it: it is on the
 * card, or back in a hand with a screen that said so, or there is a claim.
 */
export function findUntold(ledger: Ledger, own: (transaction: LedgerTransaction) => boolean, { transactions }: Told): string[] {
  return ledger.transactions.flatMap((one) => {
    if (!own(one) || one.note === 'pending' || (one.note === 'kept' && one.write === 'written') || transactions.has(one.id)) return [];
    return [`nobody was told of note ${one.id} of NT$${one.value}: ${one.note}, ${one.write}`];
  });
}

/** Each note in doubt has exactly one case, no case is without evidence, and none is made twice. */
export function findCaseFaults(ledger: Ledger, records: readonly StoredRecord[]): string[] {
  const cases = records
    .filter(({ kind }) => kind === 'case')
    .map(({ txn, body }) => ({ txn, ...(JSON.parse(body) as { cause: string; detail: string }) }));
  const faults = cases.flatMap(({ cause, detail }) => (detail === '' ? [`case ${cause} has no evidence`] : []));
  for (const { id, note } of ledger.transactions) {
    const own = cases.filter(({ txn, cause }) => txn === id && cause === 'note-in-doubt').length;
    if (note === 'unknown' && own !== 1) faults.push(`note ${id} is in doubt and has ${own} cases`);
    if (own > 1) faults.push(`note ${id} has ${own} cases`);
  }
  return faults;
}

/** Cases about notes of nobody, and counters of another history: no more than the world made. */
export function findCasesTooMany(
  records: readonly StoredRecord[],
  made: { readonly orphans: number; readonly histories: number },
): string[] {
  const count = (cause: string): number => records.filter(({ kind, body }) => kind === 'case' && body.includes(cause)).length;
  const faults: string[] = [];
  if (count('unexplained-note') > made.orphans)
    faults.push(`${count('unexplained-note')} notes are nobody's, and the world made ${made.orphans}`);
  if (count('counters-disagree') > made.histories)
    faults.push(`${count('counters-disagree')} times other counters, and the world made ${made.histories}`);
  return faults;
}

/** The same the other way round: what the world made was noticed. */
export function findCasesMissing(
  records: readonly StoredRecord[],
  made: { readonly orphans: number; readonly histories: number },
): string[] {
  const count = (cause: string): number => records.filter(({ kind, body }) => kind === 'case' && body.includes(cause)).length;
  const faults: string[] = [];
  if (count('unexplained-note') < made.orphans) faults.push('notes that nobody brought were counted, and no case says so');
  if (made.histories > 0 && count('counters-disagree') === 0) faults.push('the counters told another history, and no case says so');
  return faults;
}
