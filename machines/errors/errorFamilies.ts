import type { DeclineCode } from '../rules/declineCode.ts';

/**
 * Families of the codes that only this machine knows. A code is E, the digit of its family and a number: ten have one figure
 * (E20 to E29), a hundred more have two (E200 to E299). A code that was told once keeps its number; a new one takes the next free.
 */
export const errorFamilies = {
  reader: { digit: 1, about: 'the card reader and what it is reached through' },
  cash: { digit: 2, about: 'the cash unit and its line' },
  machine: { digit: 3, about: 'the machine itself' },
  card: { digit: 4, about: 'a card, where the rulebook has no code for it' },
  transaction: { digit: 5, about: 'notes, transactions and records that somebody must look into' },
  slip: { digit: 6, about: 'slips that did not come out' },
  journal: { digit: 7, about: 'the journal, and what belongs to it' },
  auxiliaries: { digit: 8, about: 'key switch, door, bell and lights' },
} as const;

export type FamilyName = keyof typeof errorFamilies;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type FamilyDigit<Name extends FamilyName> = (typeof errorFamilies)[Name]['digit'];

/** The codes that a family may use. */
export type CodeOf<Name extends FamilyName> = `E${FamilyDigit<Name>}${Digit}` | `E${FamilyDigit<Name>}${Digit}${Digit}`;

/** What staff and hotline tell each other (R-000-09): K as in the rulebook, E for what only this machine knows. */
export type ErrorCode = DeclineCode | CodeOf<FamilyName>;
