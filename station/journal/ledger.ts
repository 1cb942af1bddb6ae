import type { CashCounters } from '../../hardware/ports/cashAcceptor.ts';
import type { CashDevice } from '../../hardware/ports/cashStorage.ts';
import { add, type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { OpenTransaction } from '../../machines/flows/openTransaction.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { ActLedger, actStandingOf, amountOf, type LedgerAct } from './actLedger.ts';
import type { SealedPlan } from './bodyWords.ts';
import { ClockWitness } from './clockWitness.ts';
import type { CardHash, SealedCard } from './cardSeal.ts';
import type { JournalRecord } from './records.ts';
import { TransactionBook } from './transactionBook.ts';

/** One note and what became of it, as the journal tells it. */
export interface LedgerTransaction {
  readonly id: TransactionId;
  readonly card: SealedCard;
  /** NT$ */
  readonly value: Dollars;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly openedAtMs: number;
  readonly countersBefore: CashCounters | null;
  /** `pending`: intended, and nobody wrote down the end. */
  readonly note: 'pending' | 'kept' | 'returned' | 'unknown';
  /** The last one; abandoned where the card was found to be untouched by it (`write` is `none`). */
  readonly plan: SealedPlan | null;
  readonly write: 'none' | 'undecided' | 'written' | 'conflict';
  /** NT$ on the card after the write, once it is known. */
  readonly balanceAfter: Dollars | null;
  readonly claimCode: string | null;
  /** The claim has stood on the screen, and printing its slip was tried. */
  readonly claimShown: boolean;
}

/** Where the money of a transaction is. */
export type MoneyState =
  /** Nothing of it is in the machine, or all of it is on the card. */
  | 'closed'
  /** The note may be in the machine: the acceptor must tell. */
  | 'note-pending'
  /** In the machine, nothing written: owed to that card. */
  | 'owed'
  /** In the machine, a write was begun: the card must tell. */
  | 'undecided'
  /** Nothing that the machine can do by itself settles it: staff decides. */
  | 'case';

export function moneyStateOf({ note, write }: Pick<LedgerTransaction, 'note' | 'write'>): MoneyState {
  switch (note) {
    case 'pending':
      return 'note-pending';
    case 'returned':
      return 'closed';
    case 'unknown':
      return 'case';
    case 'kept':
      switch (write) {
        case 'none':
          return 'owed';
        case 'undecided':
          return 'undecided';
        case 'conflict':
          return 'case';
        case 'written':
          return 'closed';
      }
  }
}

/** Sums over a journal's whole life; NT$, and how many. */
export interface Totals {
  /** Notes that went into the machine. */
  readonly notes: number;
  readonly kept: Dollars;
  /** What of their value is on cards. */
  readonly written: Dollars;
  /** What acts of the issuer put onto cards. */
  readonly issued: Dollars;
}

const NO_TOTALS: Totals = { notes: 0, kept: dollars(0), written: dollars(0), issued: dollars(0) };

/** Everything that a ledger must know to be continued: what is open, and nothing that is closed. */
export interface LedgerState {
  readonly transactions: readonly LedgerTransaction[];
  readonly acts: readonly LedgerAct[];
  readonly counters: CashCounters | null;
  readonly device: CashDevice | null;
  /** When the machine's clock was right last, milliseconds since 1970-01-01 UTC; left out: nothing says so. */
  readonly clockRightMs?: number | undefined;
  readonly totals: Totals;
}

export interface LedgerOptions {
  /** Where it continues. Default: at the beginning of a journal. */
  readonly state?: LedgerState;
  /** Finds the records of a transaction that is closed, which then need not stay in memory. Default: everything stays. */
  readonly history?: (id: TransactionId) => readonly JournalRecord[];
}

/** The journal's records folded into transactions. Knows nothing that the journal does not say, and opens nothing that is sealed. */
export class Ledger {
  readonly acts: ActLedger;
  readonly #transactions = new TransactionBook<LedgerTransaction>();
  readonly #history: LedgerOptions['history'];
  #counters: CashCounters | null;
  #totals: Totals;
  readonly #clock: ClockWitness;
  #device: CashDevice | null;

  constructor({ state, history }: LedgerOptions = {}) {
    this.#history = history;
    this.#counters = state?.counters ?? null;
    this.#device = state?.device ?? null;
    this.#totals = state?.totals ?? NO_TOTALS;
    this.#clock = new ClockWitness(state?.clockRightMs);
    for (const transaction of state?.transactions ?? []) this.#transactions.set(transaction);
    this.acts = new ActLedger(history === undefined ? 'kept' : (id) => this.#closed(id)?.acts.find(id), state?.acts);
  }

  /** Cash that was paid in, or was about to be. Oldest first. */
  get transactions(): readonly LedgerTransaction[] {
    return this.#transactions.all;
  }

  /** The acceptor's counters as last written down. */
  get lastCounters(): CashCounters | null {
    return this.#counters;
  }

  /** The cash unit as last written down. */
  get cashDevice(): CashDevice | null {
    return this.#device;
  }

  /** When the machine's clock was right last, milliseconds since 1970-01-01 UTC; null: nothing says so. */
  get clockRightMs(): number | null {
    return this.#clock.lastMs;
  }

  get totals(): Totals {
    return this.#totals;
  }

  get state(): LedgerState {
    return {
      transactions: this.transactions.filter((each) => moneyStateOf(each) !== 'closed'),
      acts: this.acts.open,
      counters: this.#counters,
      device: this.#device,
      ...(this.#clock.lastMs !== null && { clockRightMs: this.#clock.lastMs }),
      totals: this.#totals,
    };
  }

  find(id: TransactionId): LedgerTransaction | undefined {
    return this.#transactions.get(id) ?? this.#closed(id)?.find(id);
  }

  /** Notes whose end nobody wrote down; more than one cannot be. */
  pendingNotes(): readonly LedgerTransaction[] {
    return this.transactions.filter((transaction) => transaction.note === 'pending');
  }

  /**
   * What must be said or done when the card with this keyed hash is presented. First what was begun on the card itself:
   * nothing else can be written to it before. Otherwise oldest first, cash before acts of the issuer.
   */
  openFor(cardHash: CardHash): readonly OpenTransaction[] {
    return [...this.#openCash(cardHash), ...this.#openActs(cardHash)].sort((a, b) => rank(a) - rank(b));
  }

  /** The ledger of one transaction alone. */
  #closed(id: TransactionId): Ledger | undefined {
    if (this.#history === undefined) return undefined;
    const alone = new Ledger();
    for (const record of this.#history(id)) alone.apply(record);
    return alone;
  }

  #openCash(cardHash: CardHash): OpenTransaction[] {
    return this.#transactions.ofCard(cardHash).flatMap((transaction) => {
      const standing = moneyStateOf(transaction);
      if (standing === 'closed') return [];
      const { id, value, claimShown } = transaction;
      const open = { transaction: id, purpose: 'top-up', amount: value } as const;
      if (standing === 'owed' || standing === 'undecided') return [{ ...open, state: standing }];
      return unclaimed(open, claimShown);
    });
  }

  #openActs(cardHash: CardHash): OpenTransaction[] {
    return this.acts.askedFor(cardHash).flatMap((act) => {
      const open = { transaction: act.id, purpose: act.order.act, amount: amountOf(act) } as const;
      const standing = actStandingOf(act);
      if (standing === 'undecided') return [{ ...open, state: 'undecided' }];
      return standing === 'case' ? unclaimed(open, act.claimShown) : [];
    });
  }

  apply(record: JournalRecord): void {
    this.#countIssued(record);
    this.acts.apply(record);
    this.#clock.apply(record);
    switch (record.kind) {
      case 'cash-ready':
        this.#counters = record.body.counters ?? this.#counters;
        break;
      case 'cash-unit':
        this.#device = record.body;
        break;
      case 'note-keep.intent':
        if (record.transaction === null) break;
        this.#counters = record.body.counters ?? this.#counters;
        this.#transactions.set({
          ...NEW_TRANSACTION,
          id: record.transaction,
          card: record.body.card,
          value: dollars(record.body.value),
          openedAtMs: record.wallMs,
          countersBefore: record.body.counters,
        });
        break;
      case 'note-keep.outcome':
        this.#counters = record.body.counters ?? this.#counters;
        this.#change(record.transaction, { note: record.body.end, value: dollars(record.body.value) });
        break;
      case 'card-write.intent':
        this.#change(record.transaction, { plan: record.body.plan, write: 'undecided' });
        break;
      case 'card-write.outcome':
        if (record.body.verdict === 'written') {
          this.#change(record.transaction, {
            write: 'written',
            balanceAfter: record.body.balance === null ? null : dollars(record.body.balance),
          });
        } else if (record.body.verdict === 'conflict') this.#change(record.transaction, { write: 'conflict' });
        else if (record.body.verdict === 'untouched') this.#change(record.transaction, { write: 'none' });
        break;
      case 'not-begun':
        if (record.body.intent === 'note-keep.intent') this.#change(record.transaction, { note: 'returned' });
        else if (record.body.intent === 'card-write.intent') this.#change(record.transaction, { write: 'none' });
        break;
      case 'carried-over':
        this.#carriedOver(record);
        break;
      case 'claim':
        this.#change(record.transaction, { claimCode: record.body.code });
        break;
      case 'slip':
        if (record.body.what === 'claim') this.#change(record.transaction, { claimShown: true });
        break;
      case 'boot':
      case 'case':
      case 'act.intent':
      case 'act.answer':
      case 'card-change.intent':
      case 'card-change.outcome':
      case 'card-evidence':
      case 'clock-confirmed':
      case 'act.released':
      case 'act.closed':
      case 'commissioned':
      case 'repaired':
      case 'checkpoint':
        break;
    }
  }

  /** Whatever was open when another journal of this machine ended is for staff to settle. */
  #carriedOver({ transaction, body }: Extract<JournalRecord, { kind: 'carried-over' }>): void {
    if (transaction === null || body.what.kind !== 'cash') return;
    const { card, openedAtMs, claimCode, claimShown } = body;
    const value = dollars(body.what.value);
    this.#transactions.set({ ...NEW_TRANSACTION, id: transaction, card, value, openedAtMs, note: 'unknown', claimCode, claimShown });
  }

  #change(id: TransactionId | null, change: Partial<LedgerTransaction>): void {
    const transaction = id === null ? undefined : this.#transactions.get(id);
    if (transaction === undefined) return;
    const changed = { ...transaction, ...change };
    this.#transactions.set(changed);
    this.#count(transaction, changed);
    if (this.#history !== undefined && moneyStateOf(changed) === 'closed') this.#transactions.delete(changed);
  }

  #count(before: LedgerTransaction, after: LedgerTransaction): void {
    const { notes, kept, written } = this.#totals;
    if (before.note !== 'kept' && after.note === 'kept') this.#totals = { ...this.#totals, notes: notes + 1, kept: add(kept, after.value) };
    if (before.write !== 'written' && after.write === 'written') this.#totals = { ...this.#totals, written: add(written, after.value) };
  }

  #countIssued(record: JournalRecord): void {
    if (record.transaction === null || (record.kind !== 'card-write.outcome' && record.kind !== 'card-change.outcome')) return;
    if (record.body.verdict !== 'written') return;
    const act = this.acts.findOpen(record.transaction);
    const amount = act === undefined || act.write === 'written' ? null : amountOf(act);
    if (amount !== null) this.#totals = { ...this.#totals, issued: add(this.#totals.issued, amount) };
  }
}

const NEW_TRANSACTION = {
  countersBefore: null,
  note: 'pending',
  plan: null,
  write: 'none',
  balanceAfter: null,
  claimCode: null,
  claimShown: false,
} as const;

/** A case is staff's business once its claim has been handed out - not when it was only written down. */
function unclaimed(open: Omit<OpenTransaction, 'state'>, claimShown: boolean): OpenTransaction[] {
  return claimShown ? [] : [{ ...open, state: 'unclaimed' }];
}

function rank({ state }: OpenTransaction): number {
  return state === 'undecided' ? 0 : 1;
}
