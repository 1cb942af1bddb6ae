import type { AddValuePlan } from '../../hardware/ports/cardReader.ts';
import type { CashCounters } from '../../hardware/ports/cashAcceptor.ts';
import type { CashDevice } from '../../hardware/ports/cashStorage.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { OpenTransaction } from '../../machines/flows/openTransaction.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { ActLedger, actStandingOf, amountOf } from './actLedger.ts';
import type { CardHash, CardSeal, SealedCard } from './cardSeal.ts';
import type { JournalRecord } from './records.ts';

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
  readonly plan: AddValuePlan | null;
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

/** The journal's records folded into transactions. Knows nothing that the journal does not say. */
export class Ledger {
  readonly acts: ActLedger;
  readonly #transactions = new Map<TransactionId, LedgerTransaction>();
  readonly #seal: CardSeal;
  #counters: CashCounters | null = null;
  #device: CashDevice | null = null;

  constructor(seal: CardSeal) {
    this.#seal = seal;
    this.acts = new ActLedger(seal);
  }

  /** Cash that was paid in, or was about to be. */
  get transactions(): readonly LedgerTransaction[] {
    return [...this.#transactions.values()];
  }

  /** The acceptor's counters as last written down. */
  get lastCounters(): CashCounters | null {
    return this.#counters;
  }

  /** The cash unit as last written down. */
  get cashDevice(): CashDevice | null {
    return this.#device;
  }

  find(id: TransactionId): LedgerTransaction | undefined {
    return this.#transactions.get(id);
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

  #openCash(cardHash: CardHash): OpenTransaction[] {
    return this.transactions.flatMap((transaction) => {
      const standing = moneyStateOf(transaction);
      if (transaction.card.find !== cardHash || standing === 'closed') return [];
      const { id, value, claimShown } = transaction;
      const open = { transaction: id, purpose: 'top-up', amount: value } as const;
      if (standing === 'owed' || standing === 'undecided') return [{ ...open, state: standing }];
      return unclaimed(open, claimShown);
    });
  }

  #openActs(cardHash: CardHash): OpenTransaction[] {
    return this.acts.asked.flatMap((act) => {
      if (act.card.find !== cardHash) return [];
      const open = { transaction: act.id, purpose: act.order.act, amount: amountOf(act) } as const;
      const standing = actStandingOf(act);
      if (standing === 'undecided') return [{ ...open, state: 'undecided' }];
      return standing === 'case' ? unclaimed(open, act.claimShown) : [];
    });
  }

  apply(record: JournalRecord): void {
    this.acts.apply(record);
    switch (record.kind) {
      case 'cash-ready':
        this.#counters = record.body.counters ?? this.#counters;
        break;
      case 'cash-unit':
        this.#device = record.body;
        break;
      case 'note-keep.intent':
        if (record.transaction !== null) {
          this.#counters = record.body.counters ?? this.#counters;
          this.#transactions.set(record.transaction, {
            id: record.transaction,
            card: record.body.card,
            value: dollars(record.body.value),
            openedAtMs: record.wallMs,
            countersBefore: record.body.counters,
            note: 'pending',
            plan: null,
            write: 'none',
            balanceAfter: null,
            claimCode: null,
            claimShown: false,
          });
        }
        break;
      case 'note-keep.outcome':
        this.#counters = record.body.counters ?? this.#counters;
        this.#change(record.transaction, { note: record.body.end, value: dollars(record.body.value) });
        break;
      case 'card-write.intent': {
        const { uid, ...plan } = record.body.plan;
        this.#change(record.transaction, { plan: { ...plan, uid: this.#seal.openText(uid) }, write: 'undecided' });
        break;
      }
      case 'card-write.outcome':
        if (record.body.verdict === 'written') {
          this.#change(record.transaction, {
            write: 'written',
            balanceAfter: record.body.balance === null ? null : dollars(record.body.balance),
          });
        } else if (record.body.verdict === 'conflict') this.#change(record.transaction, { write: 'conflict' });
        else if (record.body.verdict === 'untouched') this.#change(record.transaction, { write: 'none' });
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
      case 'act.released':
      case 'act.closed':
        break;
    }
  }

  #change(id: TransactionId | null, change: Partial<LedgerTransaction>): void {
    const transaction = id === null ? undefined : this.#transactions.get(id);
    if (transaction !== undefined) this.#transactions.set(transaction.id, { ...transaction, ...change });
  }
}

/** A case is staff's business once its claim has been handed out - not when it was only written down. */
function unclaimed(open: Omit<OpenTransaction, 'state'>, claimShown: boolean): OpenTransaction[] {
  return claimShown ? [] : [{ ...open, state: 'unclaimed' }];
}

function rank({ state }: OpenTransaction): number {
  return state === 'undecided' ? 0 : 1;
}
