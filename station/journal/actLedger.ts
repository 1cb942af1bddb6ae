import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { ActApproval, CardActDetails } from '../../machines/flows/cardAct.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { SealedChangePlan, SealedPlan } from './bodyWords.ts';
import type { CardHash, SealedCard } from './cardSeal.ts';
import { type ClaimTold, claimTold } from './claimTold.ts';
import type { JournalBodies, JournalRecord } from './records.ts';
import { TransactionBook } from './transactionBook.ts';

/** How an act is to be brought onto its card: an amount that waited for it is added like cash, all else is a change. */
export type SealedActPlan =
  | { readonly by: 'add-value'; readonly plan: SealedPlan }
  | { readonly by: 'change'; readonly plan: SealedChangePlan };

/** One act for one card, and what became of it at the issuer and on the card, as the journal tells it. */
export interface LedgerAct extends ClaimTold {
  readonly id: TransactionId;
  /** Number of the record that began it. */
  readonly seq: number;
  readonly card: SealedCard;
  readonly order: CardActDetails | { readonly act: 'lock' };
  /** NT$ in the purse and sequence of its newest record when the issuer was asked. */
  readonly balance: Dollars | null;
  readonly sequence: number | null;
  /** Names the act to the issuer. */
  readonly key: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly openedAtMs: number;
  readonly answer: 'none' | JournalBodies['act.answer']['outcome'];
  /** What the issuer holds or held; null when it approved nothing. */
  readonly approval: ActApproval | null;
  readonly plan: SealedActPlan | null;
  readonly write: 'none' | 'undecided' | 'written' | 'conflict';
  /** NT$ in the purse after the write, once it is known; null while it is not, and when the purse was left alone. */
  readonly balanceAfter: Dollars | null;
  readonly released: JournalBodies['act.released']['reason'] | null;
  readonly closed: JournalBodies['act.closed']['end'] | null;
}

/** An act that the issuer was asked for. */
export type IssuerAct = LedgerAct & { readonly order: CardActDetails; readonly balance: Dollars };

/** Where an act stands between issuer and card. */
export type ActStanding =
  /** Nothing is held at the issuer, or it knows how the act ended. */
  | 'closed'
  /** Sent, or about to be: after a restart nobody waits for the answer any more. */
  | 'asked'
  /** Held by the issuer, and not one byte of the card was written. */
  | 'approved'
  /** Held by the issuer, a write was begun: the card must tell. */
  | 'undecided'
  /** The card carries it: the issuer is to be told. */
  | 'advice-due'
  /** The card does not carry it: the issuer is to undo what it may hold. */
  | 'reversal-due'
  /** The card was changed elsewhere: staff decides, and the issuer holds until then. */
  | 'case';

export function actStandingOf({ closed, write, released, answer, order }: LedgerAct): ActStanding {
  if (closed !== null) return 'closed';
  if (write === 'undecided') return 'undecided';
  // A lock is nobody's but the machine's: no issuer waits to hear of it.
  if (order.act === 'lock') return 'closed';
  if (write === 'written') return 'advice-due';
  if (write === 'conflict') return 'case';
  switch (answer) {
    case 'refused':
    case 'unreachable':
    case 'rejected':
      return 'closed';
    case 'no-answer':
      return 'reversal-due';
    case 'none':
      return released === null ? 'asked' : 'reversal-due';
    case 'approved':
      return released === null ? 'approved' : 'reversal-due';
  }
}

/** NT$ that an act puts into the purse; null when it leaves the purse alone. */
export function amountOf({ order }: Pick<LedgerAct, 'order'>): Dollars | null {
  return 'amount' in order ? order.amount : null;
}

/** NT$ by which an act changes the purse: a period ticket takes its price, less what is loaded for it. */
export function purseChangeOf(act: Pick<LedgerAct, 'order'>): Dollars | null {
  const { order } = act;
  return order.act === 'buy-pass' ? dollars(order.autoload - order.pass.price) : amountOf(act);
}

/** The records about acts of the issuer, folded. Knows nothing that the journal does not say. */
export class ActLedger {
  readonly #acts = new TransactionBook<LedgerAct>();
  readonly #closed: ClosedActs;

  /** @param closed where an act is found that is over; `kept`: it stays here */
  constructor(closed: ClosedActs, open: readonly LedgerAct[] = []) {
    this.#closed = closed;
    for (const act of open) this.#acts.set(act);
  }

  /** Oldest first. */
  get all(): readonly LedgerAct[] {
    return this.#acts.all;
  }

  /** Those that are not over. */
  get open(): readonly LedgerAct[] {
    return this.all.filter((act) => !isOver(act));
  }

  findOpen(id: TransactionId): LedgerAct | undefined {
    return this.#acts.get(id);
  }

  find(id: TransactionId): LedgerAct | undefined {
    return this.#acts.get(id) ?? (this.#closed === 'kept' ? undefined : this.#closed(id));
  }

  /** Acts for the card with this keyed hash of which the issuer was asked something, oldest first. */
  askedFor(cardHash: CardHash): readonly IssuerAct[] {
    return this.#acts.ofCard(cardHash).filter(isIssuerAct);
  }

  /** An act for the card with this keyed hash was given up, and the issuer, which may hold it, has not heard so yet. */
  mayBeHeldFor(cardHash: CardHash): boolean {
    return this.askedFor(cardHash).some((act) => ['asked', 'approved', 'reversal-due'].includes(actStandingOf(act)));
  }

  /** Acts of which the issuer was asked something, oldest first. */
  get asked(): readonly IssuerAct[] {
    return this.all.filter(isIssuerAct);
  }

  /** The same, where it was for an issuer. */
  findAsked(id: TransactionId): IssuerAct | undefined {
    const act = this.find(id);
    return act !== undefined && isIssuerAct(act) ? act : undefined;
  }

  /** A lock that was begun on the card with this keyed hash and never confirmed. */
  unfinishedLock(cardHash: CardHash): LedgerAct | undefined {
    return this.#acts.ofCard(cardHash).findLast((act) => act.order.act === 'lock' && act.write === 'undecided');
  }

  apply(record: JournalRecord): void {
    const { transaction: id } = record;
    if (id === null) return;
    switch (record.kind) {
      case 'act.intent': {
        const { card, order, balance, sequence, key } = record.body;
        this.#acts.set({
          ...NEW_ACT,
          id,
          seq: record.seq,
          card,
          order,
          balance: balance === null ? null : dollars(balance),
          sequence,
          key,
          openedAtMs: record.wallMs,
        });
        break;
      }
      case 'act.answer':
        this.#change(id, {
          answer: record.body.outcome,
          approval: record.body.outcome === 'approved' ? record.body.approval : null,
        });
        break;
      case 'card-write.intent':
        this.#change(id, { plan: { by: 'add-value', plan: record.body.plan }, write: 'undecided' });
        break;
      case 'card-change.intent':
        this.#change(id, { plan: { by: 'change', plan: record.body.plan }, write: 'undecided' });
        break;
      case 'card-write.outcome':
      case 'card-change.outcome':
        this.#written(id, record.body.verdict);
        break;
      case 'act.released':
        this.#change(id, { released: record.body.reason });
        break;
      case 'act.closed':
        this.#change(id, { closed: record.body.end });
        break;
      case 'claim':
        this.#change(id, { claimCode: record.body.code });
        break;
      case 'slip':
        if (record.body.what === 'claim') this.#change(id, claimTold(record.body.printed, this.#acts.get(id)));
        break;
      case 'not-begun':
        this.#notBegun(id, record.body.intent);
        break;
      case 'carried-over':
        this.#carriedOver(id, record);
        break;
      case 'boot':
      case 'cash-ready':
      case 'cash-unit':
      case 'note-escrow':
      case 'note-told':
      case 'note-under-way':
      case 'note-returned':
      case 'note-found':
      case 'note-keep.intent':
      case 'note-keep.outcome':
      case 'card-evidence':
      case 'clock-confirmed':
      case 'case':
      case 'staff-roster':
      case 'staff-entry':
      case 'staff-left':
      case 'staff-refused':
      case 'staff-pin':
      case 'door':
      case 'case-signed':
      case 'case-withdrawn':
      case 'case-settled':
      case 'money-found':
      case 'case-doubted':
      case 'staff-carried-over':
      case 'commissioned':
      case 'repaired':
      case 'checkpoint':
      case 'centre-keeps':
      case 'archive-pruned':
      case 'service-set':
      case 'day-statement':
      case 'box-out':
      case 'box-in':
      case 'exchange-closed':
      case 'box-counted':
      case 'box-variance':
      case 'staff-slip':
      case 'box-carried-over':
        break;
    }
  }

  #written(id: TransactionId, verdict: JournalBodies['card-write.outcome']['verdict']): void {
    if (verdict === 'unknown') return;
    if (verdict === 'untouched') {
      this.#change(id, { write: 'none' });
      return;
    }
    const plan = this.#acts.get(id)?.plan ?? null;
    this.#change(id, { write: verdict, balanceAfter: verdict === 'written' ? balanceAfter(plan) : null });
  }

  /** What was only intended left nothing behind. */
  #notBegun(id: TransactionId, intent: JournalBodies['not-begun']['intent']): void {
    if (intent === 'act.intent') this.#change(id, { answer: 'rejected' });
    else if (intent !== 'note-keep.intent') this.#change(id, { write: 'none' });
  }

  /** Whatever was open when another journal of this machine ended is for staff to settle. */
  #carriedOver(id: TransactionId, { seq, body }: Extract<JournalRecord, { kind: 'carried-over' }>): void {
    if (body.what.kind !== 'act') return;
    const { order, key } = body.what;
    const { card, openedAtMs, claimCode, claimShown } = body;
    this.#acts.set({ ...NEW_ACT, id, seq, card, order, key, openedAtMs, write: 'conflict', claimCode, claimShown });
  }

  #change(id: TransactionId, change: Partial<LedgerAct>): void {
    const act = this.#acts.get(id);
    if (act === undefined) return;
    const changed = { ...act, ...change };
    this.#acts.set(changed);
    if (this.#closed !== 'kept' && isOver(changed)) this.#acts.delete(changed);
  }
}

const NEW_ACT = {
  balance: null,
  sequence: null,
  answer: 'none',
  approval: null,
  plan: null,
  write: 'none',
  balanceAfter: null,
  released: null,
  closed: null,
  claimCode: null,
  claimShown: false,
} as const;

/** Where acts are that are over: they stay in the ledger, or are looked up. */
export type ClosedActs = 'kept' | ((id: TransactionId) => LedgerAct | undefined);

/** Nothing will happen to it any more. A lock that was only intended may still be carried out. */
function isOver(act: LedgerAct): boolean {
  if (act.order.act === 'lock') return act.released !== null || act.write === 'written' || act.write === 'conflict';
  return actStandingOf(act) === 'closed';
}

function isIssuerAct(act: LedgerAct): act is IssuerAct {
  return act.order.act !== 'lock';
}

function balanceAfter(plan: SealedActPlan | null): Dollars | null {
  const after = plan?.by === 'add-value' ? plan.plan.balanceAfter : plan?.plan.purse?.balanceAfter;
  return after === undefined ? null : dollars(after);
}
