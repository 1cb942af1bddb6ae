import type { CardChangeOrder, CardChangePlan } from './cardChange.ts';
import type { CardFacts, Issuer } from './cardFacts.ts';
import type { CardNumber } from './cardNumber.ts';
import type { ReaderCondition } from './condition.ts';
import type { Dollars } from './dollars.ts';
import type { Result } from './result.ts';

export type CardReaderEvent =
  /** `name`: what the PC/SC service calls it. */
  | { readonly type: 'reader-online'; readonly name: string }
  /** Told again when the reason changes. */
  | { readonly type: 'reader-offline'; readonly why: ReaderCondition }
  /** Something lies on the reader; `readCard` says what. */
  | { readonly type: 'card-placed' }
  | { readonly type: 'card-removed' };

/** What the answer to reset says about a contactless card. */
export type CardTechnology =
  | 'mifare-classic-1k'
  | 'mifare-classic-4k'
  | 'mifare-ultralight'
  | 'mifare-mini'
  | 'other-storage-card'
  /** A card with its own commands (ISO 14443-4): DESFire, bank cards, passports, telephones. */
  | 'iso-14443-4'
  | 'unknown';

/** Why a card could not be read or planned for. Nothing on the card was changed. */
export type CardFault =
  | {
      readonly kind:
        | 'no-card'
        | 'brushed' /** it was gone before it had given its number: lay it down and leave it there (K11) */
        | 'several' /** more than one card in the field (K10) */
        | 'other-card' /** not the card that was expected */
        | 'contradictory' /** purse and records disagree beyond what an interrupted write explains (K16): never write */
        | 'not-writable' /** the card keeps no such thing, or this machine has no right to write it */
        | 'no-credit' /** the security module's add-value credit is used up, or the module does not answer */
        | 'reader-offline';
      readonly detail: string;
    }
  /** Contact lost or damaged: lay it down again (K11). `sector`: the one that the card said no about, and of nothing else was heard. */
  | { readonly kind: 'unreadable'; readonly detail: string; readonly sector?: number }
  /** Another kind of card (K12). `cardType` as the reader tells; a card of our own kind has other keys or contents. */
  | { readonly kind: 'unsupported'; readonly detail: string; readonly cardType: CardTechnology };

/** What shall be added to which card. */
export interface AddValueOrder {
  readonly card: CardNumber;
  readonly amount: Dollars;
  /** When, in milliseconds since 1970-01-01 UTC: becomes the time of the card's record. */
  readonly atMs: number;
  /** Place and machine id for the card's record. */
  readonly place: number;
  readonly device: number;
  /** A plan for this card and the same payment that will never be carried out: what it left in the record's place may be written over. */
  readonly abandoned?: AddValuePlan;
}

/**
 * Everything that is needed to carry out, repeat or judge one add-value on one card, on any later day: whole blocks
 * before and after. Made before the first write and kept in the journal. Plain data (JSON); amounts in NT$.
 */
export interface AddValuePlan {
  readonly profile: string;
  readonly uid: string;
  readonly amount: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  /** Sequence of the newest record before this add-value, or null on a card without records. */
  readonly sequenceBefore: number | null;
  /** The last add-value record before and after, 16 bytes in hexadecimal. */
  readonly recordBefore: string;
  readonly recordAfter: string;
}

/** What reading the card back after (or instead of) writing showed. */
export type WriteVerdict =
  /**
   * Every block reads back as planned. `found` = nothing had to be written any more. `usedSince`: the card was used
   * elsewhere since, and this is how its records tell that it had been written; it was not touched.
   */
  | { readonly verdict: 'written'; readonly found: boolean; readonly usedSince?: string }
  /**
   * The card was used elsewhere since, and its records tell that nothing of this had come into its purse: it was not
   * touched and never will be by this plan. What it was for needs a new one.
   */
  | { readonly verdict: 'untouched'; readonly detail: string }
  /** The card could not be heard: it may hold anything. Only the same card can tell. */
  | { readonly verdict: 'unknown'; readonly detail: string }
  /** A different card lies on the reader; it was not touched. */
  | { readonly verdict: 'other-card' }
  /** The card was changed elsewhere since, and nobody can tell from it what became of the plan; it was not touched. */
  | { readonly verdict: 'conflict'; readonly detail: string };

/** The same of an add-value; `balance` is what it left in the purse. */
export type AddValueVerdict =
  | (Extract<WriteVerdict, { readonly verdict: 'written' }> & { readonly balance: Dollars })
  | Exclude<WriteVerdict, { readonly verdict: 'written' }>;

/** Everything on a card that tells of its purse and of what was done with it, as it stands there. */
export interface CardEvidence {
  /** The card profile that knows what the blocks mean. */
  readonly profile: string;
  /** Absolute block numbers, 16 bytes each in hexadecimal. */
  readonly blocks: readonly { readonly block: number; readonly content: string }[];
}

/** What a card's purse says before anything else of the card was read: nothing may be offered or refused by it. */
export interface PurseSeen {
  readonly number: CardNumber;
  readonly issuer: Issuer;
  /** NT$ */
  readonly balance: Dollars;
}

/**
 * A place to lay one card. Reading is tolerant, writing is strict.
 *
 * Partial failure: no method throws; whatever is not heard from the card is `unknown` or `unreadable`.
 */
export interface CardReader {
  onEvent(listener: (event: CardReaderEvent) => void): void;
  start(): void;
  stop(): Promise<void>;
  /**
   * Reads the card.
   * @param onPurse hears its purse as soon as that is read and valid, while the rest is still being read; once more for each
   * time that the reading has to begin anew. Whatever it hears, only the answer counts.
   */
  readCard(onPurse?: (purse: PurseSeen) => void): Promise<Result<CardFacts, CardFault>>;
  /** Reads out the blocks of this very card for a case that people must decide. Changes nothing. */
  readEvidence(card: CardNumber): Promise<Result<CardEvidence, CardFault>>;
  /** NT$ that this machine may still add to cards; null: without limit. 0 when its security module does not answer. */
  creditLeft(): Promise<Dollars | null>;
  /**
   * Reads the card again (its number first) and makes the plan of an add-value. Changes nothing.
   * Fails with `other-card` when another card lies there, with `contradictory` when the card must not be written.
   */
  planAddValue(order: AddValueOrder): Promise<Result<AddValuePlan, CardFault>>;
  /**
   * Brings the card to the end of `plan`, from wherever it stands: reads, decides by the roll-forward table,
   * writes absolute values in order record, backup, purse, reads all three back. Safe to repeat. Right after
   * {@link planAddValue} on the same card it is quick: what was read then need not be read again.
   * @param payment names what the plan is for: however many plans it takes, the security module's credit is used for it once
   */
  applyAddValue(plan: AddValuePlan, payment: string): Promise<AddValueVerdict>;
  /** The same for everything else that changes a card. */
  planChange(order: CardChangeOrder): Promise<Result<CardChangePlan, CardFault>>;
  applyChange(plan: CardChangePlan, payment: string): Promise<WriteVerdict>;
  /**
   * Takes back what was begun of an add-value or another change of the purse, as long as the purse has not got there: block by block, from the last one that was
   * written to the first. Safe to repeat. `untouched`: the card stands as it stood before the plan. `written`: the purse had got there
   * already, and nothing was written: what is left of the plan may still be missing. After a use elsewhere nothing is written either,
   * and the card's records tell.
   */
  undoChange(plan: AddValuePlan | CardChangePlan): Promise<WriteVerdict>;
}
