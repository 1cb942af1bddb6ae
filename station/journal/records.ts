import type { CardChangePlan } from '../../hardware/ports/cardChange.ts';
import type { AddValuePlan } from '../../hardware/ports/cardReader.ts';
import type { CashCounters, PowerUpNote } from '../../hardware/ports/cashAcceptor.ts';
import type { StaffCase } from '../../machines/errors/errorCatalogue.ts';
import type { ActApproval, ActRefusal, CardActDetails, Consent } from '../../machines/flows/cardAct.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { SealedCard, SealedText } from './cardSeal.ts';

/** A plan as the journal keeps it: the card's UID is personal data and lies sealed. */
export type SealedPlan = Omit<AddValuePlan, 'uid'> & { readonly uid: SealedText };

export type SealedChangePlan = Omit<CardChangePlan, 'uid'> & { readonly uid: SealedText };

/**
 * Everything the journal records: money, cards and what was promised about them. Amounts are whole NT$.
 * An `.intent` stands before an act that cannot be taken back, its `.outcome` after it; an intent without an outcome
 * is reconciled with the hardware, never guessed.
 */
export interface JournalBodies {
  /** A station process began. */
  readonly boot: { readonly software: string; readonly station: string; readonly machine: string };
  /** The acceptor was reset; what it counted and found. */
  readonly 'cash-ready': { readonly counters: CashCounters | null; readonly powerUp: readonly PowerUpNote[] };
  /** A note in escrow shall go into the machine, for this card. */
  readonly 'note-keep.intent': { readonly card: SealedCard; readonly value: number; readonly counters: CashCounters | null };
  readonly 'note-keep.outcome': {
    readonly end: 'kept' | 'returned' | 'unknown';
    /** NT$ as the unit named it when it kept the note; otherwise as intended. */
    readonly value: number;
    /** Who said so: the unit at once, or the comparison of counters after an interruption. */
    readonly by: 'device' | 'counters';
    readonly counters: CashCounters | null;
    readonly detail: string;
  };
  /** This plan shall be carried out on this card. */
  readonly 'card-write.intent': { readonly plan: SealedPlan };
  readonly 'card-write.outcome': {
    readonly verdict: 'written' | 'unknown' | 'conflict';
    /** NT$ as read back; null when the card was not heard. */
    readonly balance: number | null;
    /** The card had been written before: only the confirmation was lost. */
    readonly found: boolean;
    readonly detail: string;
  };
  /**
   * The issuer shall do this for this card: from here on it is to be undone at the issuer, until its answer or the card
   * says otherwise. `lock` needs nobody's approval.
   */
  readonly 'act.intent': {
    readonly card: SealedCard;
    readonly order: CardActDetails | { readonly act: 'lock' };
    /** NT$; null for a lock, which does not ask the purse. */
    readonly balance: number | null;
    readonly sequence: number | null;
    readonly consent: Consent;
    /** Names the act to the issuer for ever. */
    readonly key: string;
  };
  readonly 'act.answer':
    | { readonly outcome: 'approved'; readonly approval: ActApproval }
    | { readonly outcome: 'refused'; readonly refusal: ActRefusal }
    /** `no-answer`: the issuer may have done it. `unreachable`, `rejected`: it surely has not. */
    | { readonly outcome: 'no-answer' | 'unreachable' | 'rejected'; readonly detail: string };
  /** This plan shall be carried out on this card. */
  readonly 'card-change.intent': { readonly plan: SealedChangePlan };
  readonly 'card-change.outcome': {
    readonly verdict: 'written' | 'unknown' | 'conflict';
    readonly found: boolean;
    readonly detail: string;
  };
  /** The card does not carry the act and never will: it is to be undone at the issuer. */
  readonly 'act.released': { readonly reason: 'not-written' | 'given-up' | 'interrupted'; readonly detail: string };
  /** The issuer was told how the act ended, and said so. `disagrees`: its books say otherwise; a case stands beside it. */
  readonly 'act.closed': {
    readonly by: 'advice' | 'reversal';
    readonly end: 'settled' | 'reversed' | 'disagrees';
    readonly detail: string;
  };
  /** The passenger holds (or was shown) a claim for a transaction that is not finished. */
  readonly claim: { readonly code: string; readonly amount: number | null };
  /** Something that staff must look into. Never money for anybody by itself. */
  readonly case: {
    readonly cause: StaffCase;
    readonly detail: string;
  };
  readonly slip: { readonly what: 'claim' | 'receipt' | 'statement'; readonly printed: boolean; readonly detail: string };
}

export type JournalKind = keyof JournalBodies;

/** One record of the journal with its meaning. */
export type JournalRecord = {
  readonly [Kind in JournalKind]: {
    readonly seq: number;
    readonly kind: Kind;
    readonly transaction: TransactionId | null;
    readonly body: JournalBodies[Kind];
    readonly bootId: string;
    /** Milliseconds since this boot. */
    readonly monotonicMs: number;
    /** Milliseconds since 1970-01-01 UTC by the machine's clock, which may have been wrong. */
    readonly wallMs: number;
    readonly hash: string;
  };
}[JournalKind];
