import { type IssuerAct, purseChangeOf } from '../../station/journal/actLedger.ts';
import type { Ledger, LedgerTransaction } from '../../station/journal/ledger.ts';
import { moneyStateOf } from '../../station/journal/ledger.ts';

/** What really is, by the simulated parts themselves. NT$. */
export interface Truth {
  /** Sum of the notes that are in the machine for good. */
  readonly cashKept: number;
  /** By keyed hash of the card's number: what was added since the world began; null while the purse is torn. */
  readonly addedTo: ReadonlyMap<string, number | null>;
  /** Sales of which a card carries anything: no ticket is begun before the purse has paid for it. */
  readonly paidSales: ReadonlySet<string>;
  /** Value of a note that is stuck in the path, where staff will find it; 0 when there is none. */
  readonly stuck: number;
}

interface Bounds {
  least: number;
  most: number;
}

function cashBounds({ id, note, value }: LedgerTransaction, { lastCounted }: Ledger): Bounds {
  // It may have come out, and the station not have heard of it yet.
  if (lastCounted?.transaction === id) return { least: 0, most: value };
  switch (note) {
    case 'kept':
      return { least: value, most: value };
    case 'returned':
      return { least: 0, most: 0 };
    case 'pending':
    case 'unknown':
      return { least: 0, most: value };
  }
}

/** Value that is on its way to a card, or off it: cash, what an act of the issuer puts there, a ticket that is paid. */
type Credit = Pick<LedgerTransaction, 'id' | 'card' | 'write'> & { readonly value: number };

function creditOf(act: IssuerAct): Credit[] {
  const value = purseChangeOf(act);
  return value === null ? [] : [{ ...act, value }];
}

function creditsIn(ledger: Ledger): Credit[] {
  return [...ledger.transactions, ...ledger.acts.asked.flatMap(creditOf)];
}

function cardBounds({ id, write, value }: Credit, paidSales: Truth['paidSales']): Bounds {
  if (paidSales.has(id)) return { least: value, most: value };
  switch (write) {
    case 'written':
      return { least: value, most: value };
    case 'none':
      return { least: 0, most: 0 };
    case 'undecided':
    case 'conflict':
      // A ticket that is paid takes value off the card.
      return { least: Math.min(0, value), most: Math.max(0, value) };
  }
}

function sumOf(bounds: readonly Bounds[]): Bounds {
  return bounds.reduce((total, each) => ({ least: total.least + each.least, most: total.most + each.most }), { least: 0, most: 0 });
}

function within(name: string, actual: number, bounds: Bounds): string[] {
  if (actual >= bounds.least && actual <= bounds.most) return [];
  return [`${name} is NT$${actual}, the journal says NT$${bounds.least} to NT$${bounds.most}`];
}

/**
 * What must hold at every instant: what the parts hold lies within what the journal says - exactly, but for the one
 * note and the one card that are on their way.
 * @returns what is wrong, in words; empty when nothing is
 */
export function findImbalance(ledger: Ledger, truth: Truth): string[] {
  const { transactions } = ledger;
  const faults = within('cash in the machine', truth.cashKept, sumOf(transactions.map((each) => cashBounds(each, ledger))));
  const cards = new Map<string, Credit[]>();
  for (const credit of creditsIn(ledger)) cards.set(credit.card.find, [...(cards.get(credit.card.find) ?? []), credit]);
  for (const [find, added] of truth.addedTo) {
    const own = cards.get(find) ?? [];
    if (added === null) {
      if (!own.some((each) => each.write === 'undecided')) faults.push('a purse is torn and no transaction says so');
    } else faults.push(...within('value added to a card', added, sumOf(own.map((each) => cardBounds(each, truth.paidSales)))));
  }
  const pending = transactions.filter((each) => each.note === 'pending').length;
  if (pending > 1) faults.push(`${pending} notes are in doubt at once`);
  return faults;
}

/**
 * What must hold when everything is quiet and every card has been presented again:
 * cash in + value from the issuer = value on cards + owed (open, with its transaction on record) - to the dollar.
 */
export function findDebt(ledger: Ledger, truth: Truth): string[] {
  const faults: string[] = [];
  let owed = 0;
  let inDoubt = 0;
  for (const transaction of ledger.transactions) {
    const standing = moneyStateOf(transaction);
    if (standing === 'note-pending') faults.push(`transaction ${transaction.id} was never reconciled`);
    if (standing === 'undecided') faults.push(`transaction ${transaction.id} is undecided although its card came back`);
    if (standing === 'owed') owed += transaction.value;
    // The note may be anywhere, or the card may carry its value: what people must find out.
    if (standing === 'case') inDoubt += transaction.value;
  }
  let added = 0;
  for (const value of truth.addedTo.values()) added += value ?? 0;
  let issued = 0;
  let perhapsIssued = 0;
  for (const { write, value } of ledger.acts.asked.flatMap(creditOf)) {
    if (write === 'written') issued += value;
    if (write === 'conflict' && value > 0) perhapsIssued += value;
    if (write === 'conflict' && value < 0) inDoubt -= value;
  }
  const unexplained = truth.cashKept + truth.stuck + issued - added - owed;
  if (unexplained + perhapsIssued < 0) faults.push(`NT$${-unexplained} was given out twice`);
  if (unexplained > inDoubt) faults.push(`NT$${unexplained - inDoubt} in the machine is nobody's`);
  return faults;
}

/** A case that cries wolf: a note said to be nobody's although every note in the machine has its transaction. */
export function findFalseAlarm(ledger: Ledger, truth: Truth, unexplainedCases: number): string[] {
  const explained = ledger.transactions.reduce((total, each) => total + (each.note === 'kept' ? each.value : 0), 0);
  return unexplainedCases > 0 && explained === truth.cashKept ? ['a note is called unexplained that has its transaction'] : [];
}
