import type { CalendarDate } from '../../machines/rules/calendar.ts';
import type { Books } from './books.ts';
import type { IssuerCard } from './cardBook.ts';
import type { ActName, AnswerOf, RequestOf } from '../../station/issuer/protocol/operations.ts';

/** When and over what an act is decided. */
export interface Occasion {
  readonly books: Books;
  readonly card: IssuerCard;
  /** The issuer's own calendar date in Asia/Taipei: days and months are counted by it. */
  readonly today: CalendarDate;
}

/** An act as it lies in the books. */
export interface HeldAct {
  readonly key: string;
  readonly card: string;
  readonly amount: number;
  readonly request: string;
  readonly answer: string;
}

/** How one kind of act is decided, made final and undone. All three run inside the transaction of their request. */
export interface KindOfAct<Name extends ActName> {
  /** Decides, and takes what must not be promised twice. The card is known and neither blocked nor refunded. */
  hold(request: RequestOf<Name>, occasion: Occasion): AnswerOf<Name>;
  /** NT$ that an approved act has taken, for the limits. */
  amountOf(answer: AnswerOf<Name>): number;
  settle(act: HeldAct, books: Books): void;
  undo(act: HeldAct, books: Books): void;
}

/** An act that changes nothing but its own entry. */
export const nothing = (): void => undefined;
