import type { CatalogueEntry } from './catalogueEntry.ts';
import { conditionEntries } from './conditionEntries.ts';
import { declineEntries } from './declineEntries.ts';
import { machineEntries } from './machineEntries.ts';

/** What went wrong, by its name: a code of the rulebook, or a cause that only this machine knows. */
export type ErrorName = keyof typeof declineEntries | keyof typeof conditionEntries | keyof typeof machineEntries;

/** Everything that can go wrong. Screens, slips, journal and staff take their words, codes and remedies from here. */
export const errorCatalogue: Readonly<Record<ErrorName, CatalogueEntry>> = {
  ...declineEntries,
  ...conditionEntries,
  ...machineEntries,
};

export const errorNames = Object.keys(errorCatalogue) as ErrorName[]; // the keys of a literal, which `Object.keys` forgets

/** What staff must look into, as the journal names it; never money for anybody by itself. */
export type StaffCase = Extract<
  ErrorName,
  'unexplained-note' | 'note-in-doubt' | 'unit-not-understood' | 'card-conflict' | 'journal-forked' | 'issuer-disagrees' | 'issuer-rejected'
>;
