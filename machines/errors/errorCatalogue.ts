import type { Condition } from '../../hardware/ports/condition.ts';
import type { DeclineCode } from '../rules/declineCode.ts';
import { auxiliariesErrors } from './auxiliariesErrors.ts';
import { cardErrors } from './cardErrors.ts';
import { cashErrors } from './cashErrors.ts';
import type { CatalogueEntry } from './catalogueEntry.ts';
import { declineErrors } from './declineErrors.ts';
import { journalErrors } from './journalErrors.ts';
import { machineErrors } from './machineErrors.ts';
import { readerErrors } from './readerErrors.ts';
import { slipErrors } from './slipErrors.ts';
import { transactionErrors } from './transactionErrors.ts';

/** Every code of the rulebook and every condition of a part has its entry, or this does not compile. */
const entries = {
  ...declineErrors,
  ...readerErrors,
  ...cashErrors,
  ...machineErrors,
  ...cardErrors,
  ...transactionErrors,
  ...slipErrors,
  ...journalErrors,
  ...auxiliariesErrors,
} as const satisfies Record<DeclineCode | Condition, CatalogueEntry>;

/** What went wrong, by its name: a code of the rulebook, or a cause that only this machine knows. */
export type ErrorName = keyof typeof entries;

/** Everything that can go wrong. Screens, slips, journal and staff take their words, codes and remedies from here. */
export const errorCatalogue: Readonly<Record<ErrorName, CatalogueEntry>> = entries;

export const errorNames = Object.keys(errorCatalogue) as ErrorName[]; // the keys of a literal, which `Object.keys` forgets

type Recorded<Name extends ErrorName> = 'case' extends (typeof entries)[Name]['journal'][number] ? Name : never;

/** What staff must look into, as a `case` of the journal names it; never money for anybody by itself. */
export type StaffCase = { [Name in ErrorName]: Recorded<Name> }[ErrorName];
