import type { CardFacts, Issuer } from '../../hardware/ports/cardFacts.ts';
import type { MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CardFault, PurseSeen } from '../../hardware/ports/cardReader.ts';
import type { ReturnReason } from '../../hardware/ports/cashAcceptor.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { ActApproval, ActRefusal } from './cardAct.ts';
import type { HostView } from './hostFacts.ts';
import type { OpenTransaction } from './openTransaction.ts';
import type { TransactionId } from './transactionId.ts';

/** A note and the transaction that it is: its name from escrow to its end. */
export interface NamedNote {
  readonly transaction: TransactionId;
  readonly value: Dollars;
}

/** A note of which more is known than that it waits, and whose it is. */
export interface DecidedNote extends NamedNote {
  readonly card: MaskedCardNumber;
  /** An earlier process of the station took it in: whoever brought it may have left long ago. */
  readonly earlier: boolean;
}

/** What happened at the note path. */
export type NoteEvent =
  | { readonly type: 'NOTE.SEEN' }
  | ({ readonly type: 'NOTE.ESCROWED' } & NamedNote)
  /**
   * It went back, and the journal says so. `transaction` is null when it never waited in escrow, `value` when it was not
   * recognised.
   */
  | {
      readonly type: 'NOTE.RETURNED';
      readonly transaction: TransactionId | null;
      readonly value: Dollars | null;
      readonly reason: ReturnReason;
    }
  /** It is in the machine for good and the credit is durable. May come late, when nothing waits for it any more. */
  | ({ readonly type: 'NOTE.KEPT' } & DecidedNote)
  /** Jam, power loss of the unit, silence: the note may be anywhere. The transaction stays open. May come late, too. */
  | ({ readonly type: 'NOTE.IN-DOUBT' } & DecidedNote);

/** What went back sticks out of the unit's mouth, and was taken out of it. Only of a unit that tells it. */
export type BezelEvent = { readonly type: 'NOTE.HELD' } | { readonly type: 'NOTE.TAKEN' };

/** Answers about opening and closing the note path, in the order in which that was asked for. */
export type CashPathEvent = { readonly type: 'CASH.OPENED' } | { readonly type: 'CASH.FAILED' } | { readonly type: 'CASH.CLOSED' };

export type CardWriteEvent =
  /** Read back as planned. `found` = it had been written already. NT$ before and after, the same when the purse was left alone. */
  | {
      readonly type: 'CARD.WRITTEN';
      readonly transaction: TransactionId;
      readonly before: Dollars;
      readonly after: Dollars;
      readonly found: boolean;
    }
  /** The card may hold anything: only the same card can tell. `otherCard`: a different card lies there. */
  | { readonly type: 'CARD.UNDECIDED'; readonly transaction: TransactionId; readonly otherCard: boolean }
  /**
   * Nothing of it is on the card, and cannot come there so: not one byte was sent, or the card was used elsewhere since
   * and tells that it never had it. What the issuer held is undone; cash is owed to the card.
   */
  | { readonly type: 'CARD.UNTOUCHED'; readonly transaction: TransactionId; readonly fault: CardFault['kind'] | 'day-over' }
  /** The card contradicts itself or no longer tells: never touched by this transaction again. */
  | { readonly type: 'CARD.CONFLICT'; readonly transaction: TransactionId };

export type CardPlaceEvent = { readonly type: 'CARD.PLACED' } | { readonly type: 'CARD.REMOVED' };

export type CardReadEvent =
  /**
   * The purse alone, while the rest of the card is still being read. Only of a card for which this machine has nothing open and
   * which nobody wants locked: what the journal knows of a card is told with everything else, or not at all.
   */
  | { readonly type: 'PURSE.READ'; readonly ticket: number; readonly purse: PurseSeen }
  | {
      readonly type: 'CARD.READ';
      readonly ticket: number;
      readonly facts: CardFacts;
      /** When it was read, milliseconds since 1970-01-01 UTC: the date the rules go by. */
      readonly atMs: number;
      /** NT$ that the machine may still add to cards, by its security module; null: without limit. */
      readonly credit: Dollars | null;
      /** Money that this machine still owes this card. */
      readonly open: readonly OpenTransaction[];
      /** The issuer may still hold an earlier act for this card, which is given up: it is told as soon as it can be reached. */
      readonly mayBeHeld?: true;
    }
  | { readonly type: 'CARD.UNREADABLE'; readonly ticket: number; readonly fault: CardFault['kind'] };

/** The answer to the `look-up-card` of the same ticket. */
export type HostEvent = { readonly type: 'HOST.ANSWERED'; readonly ticket: number; readonly host: HostView };

/** What the issuer said to the `ask-issuer` of the same ticket. */
export type ActEvent =
  /** It is held until the card is written, or released. */
  | { readonly type: 'ACT.APPROVED'; readonly ticket: number; readonly transaction: TransactionId; readonly approval: ActApproval }
  | { readonly type: 'ACT.REFUSED'; readonly ticket: number; readonly refusal: ActRefusal }
  /** No answer: whatever the issuer may have held is undone, as soon as it can be told. `perhapsHeld`: it may have heard. */
  | { readonly type: 'ACT.UNANSWERED'; readonly ticket: number; readonly perhapsHeld: boolean };

/** A blocked card was locked, or could not be: either way it is not served. Nothing else is done until this is said. */
export type LockEvent = { readonly type: 'CARD.LOCKED'; readonly locked: boolean };

/** The answer to the `check-card` of the same ticket. */
export type CardCheckEvent = { readonly type: 'CARD.CHECKED'; readonly ticket: number; readonly fit: boolean };

/** The journal or the software failed: nothing new is begun, and whoever is left with open money gets a claim. */
export type BrokenEvent = { readonly type: 'MACHINE.BROKEN' };

/** Why a transaction cannot be finished now. */
export type ClaimCause =
  /** The card left while it was being written: only the card can tell. */
  | 'card-away'
  /** The note is kept and not one byte of the card is written. */
  | 'not-yet-added'
  /** The note is in the machine, which has not said yet whether it was kept. */
  | 'note-in-doubt'
  /** The machine cannot say whether the note was kept: people look for it. */
  | 'note-unknown'
  /** The card was changed elsewhere since: nothing is written onto it any more. */
  | 'changed-elsewhere'
  /** A period ticket that is paid, or may be, and not on the card: people decide. */
  | 'pass-unfinished';

export interface ClaimFacts {
  readonly transaction: TransactionId;
  readonly code: string;
  /** NT$; null when nobody can say yet. */
  readonly amount: Dollars | null;
  readonly card: `****${string}` | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  readonly cause: ClaimCause;
  /** Null when no card was ever read. */
  readonly issuer: Issuer | null;
  /** NT$ on the card when it was last read; null when that is not known. */
  readonly balance: Dollars | null;
  readonly qr: string;
}

export type ClaimEvent =
  | { readonly type: 'CLAIM.OPENED'; readonly claim: ClaimFacts }
  /** The last word of an `open-claim`: the slip came out or did not. Alone, where the claim could not even be opened. */
  | { readonly type: 'CLAIM.SLIP'; readonly transaction: TransactionId; readonly printed: boolean };

/** What became of the `print-receipt` or `print-statement` of the same ticket. */
export type SlipEvent =
  | { readonly type: 'SLIP.PRINTED'; readonly ticket: number }
  | { readonly type: 'SLIP.FAILED'; readonly ticket: number };
