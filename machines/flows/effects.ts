import type { CardFacts, Issuer } from '../../hardware/ports/cardFacts.ts';
import type { CardNumber, MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { Language } from '../messages/languages.ts';
import type { CardActOrder } from './cardAct.ts';
import type { StaffEffect } from './staff.ts';
import type { TransactionId } from './transactionId.ts';

/**
 * What a machine wants done in the world. Effects are data: the station's runner journals the intent where the act
 * cannot be taken back, calls the port, journals the outcome and answers with an event.
 */
export type Effect =
  /** Answered by CARD.READ or CARD.UNREADABLE with the same ticket, before it perhaps by PURSE.READ: an answer about an earlier card is not for us. */
  | { readonly do: 'read-card'; readonly ticket: number }
  /** Is this very card still there and fit to be written? Answered by CARD.CHECKED with the same ticket: an answer for an earlier note is none for this. */
  | { readonly do: 'check-card'; readonly ticket: number; readonly card: CardNumber; readonly amount: Dollars }
  /** Takes notes for this card. Answered by CASH.OPENED or CASH.FAILED; a note may come before. */
  | { readonly do: 'cash-in-start'; readonly card: CardNumber; readonly accept: readonly Dollars[] }
  /** Closes the note path and gives back a note that is in it. Answered by CASH.CLOSED, once the end of that note was told. */
  | { readonly do: 'cash-in-rollback' }
  /** Irrevocable. Moves the note in escrow into the machine. Answered by NOTE.KEPT, NOTE.RETURNED or NOTE.IN-DOUBT. */
  | { readonly do: 'keep-note'; readonly transaction: TransactionId }
  /** What does the issuer know of this card? Answered by HOST.ANSWERED with the same ticket. */
  | { readonly do: 'look-up-card'; readonly ticket: number; readonly card: CardNumber }
  /**
   * Asks the issuer to approve, and to hold, what shall be done to a card. Its undoing is durable before it is sent.
   * Answered by ACT.APPROVED, ACT.REFUSED or ACT.UNANSWERED with the same ticket; after the last two nothing is held, or is undone.
   */
  | { readonly do: 'ask-issuer'; readonly ticket: number; readonly order: CardActOrder }
  /** The card was not written and will not be: what the issuer holds is undone, now or as soon as it can be reached. Not answered. */
  | { readonly do: 'release-act'; readonly transaction: TransactionId }
  /** Locks a card that is on the lock list (R-001-29). Answered by CARD.LOCKED whatever came of it. */
  | { readonly do: 'lock-card'; readonly card: CardNumber }
  /** Carries out what was paid for or approved. Irrevocable, safe to repeat. Answered by CARD.WRITTEN, CARD.UNDECIDED, CARD.CONFLICT or, where nothing of it is on the card and cannot come there so, CARD.UNTOUCHED. */
  | { readonly do: 'write-card'; readonly transaction: TransactionId }
  /** Opens a claim for a transaction that cannot be finished now, and prints its slip. Answered by CLAIM.OPENED, then CLAIM.SLIP. */
  | {
      readonly do: 'open-claim';
      readonly transaction: TransactionId;
      readonly language: Language;
      readonly issuer: Issuer | null;
      /** NT$ on the card when it was last read; null when that is not known. */
      readonly balance: Dollars | null;
    }
  /** Answered by SLIP.PRINTED or SLIP.FAILED with the same ticket: an earlier slip says nothing of this one. */
  | {
      readonly do: 'print-receipt';
      readonly ticket: number;
      readonly transactions: readonly TransactionId[];
      /** Whose card it is; null when nobody read it. */
      readonly issuer: Issuer | null;
      readonly language: Language;
    }
  /** Prints what the screen says of a refusal. Answered by SLIP.PRINTED or SLIP.FAILED with the same ticket. */
  | { readonly do: 'print-refusal'; readonly ticket: number; readonly card: MaskedCardNumber | null }
  /** Prints balance, dates and the last six. Answered by SLIP.PRINTED or SLIP.FAILED with the same ticket. */
  | {
      readonly do: 'print-statement';
      readonly ticket: number;
      readonly facts: CardFacts;
      readonly places: boolean;
      readonly language: Language;
    }
  /** Rings for the staff. */
  | { readonly do: 'call-staff' }
  /** The door was opened or closed: goes on record. Not answered. `alarm`: it stands open, and nobody came in. */
  | { readonly do: 'record-door'; readonly door: 'opened' | 'closed' | 'alarm' }
  | StaffEffect;

/** The one way by which a machine acts on the world. */
export type Perform = (effect: Effect) => void;
