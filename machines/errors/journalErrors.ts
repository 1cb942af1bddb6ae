import type { Family } from './catalogueEntry.ts';
import { outOfService } from './closures.ts';

/** The journal was refused at the start, and nothing on the disk was changed. */
const refused = {
  ...outOfService,
  journal: ['commissioned', 'repaired', 'carried-over'],
  clauses: ['R-003-75', 'R-003-48', 'R-003-79'],
} as const;

/** The journal and what belongs to it. */
export const journalErrors = {
  'journal-damaged': {
    ...refused,
    code: 'E70',
    text: 'condition.journal-damaged',
    remedy:
      'Records were changed or cannot be read. Keep the disk, save its files, then `kiosk journal repair` says what is left and serves again.',
  },
  'journal-behind': {
    ...refused,
    code: 'E71',
    text: 'condition.journal-behind',
    remedy:
      'The journal is older than its anchor: it was put back or copied. Bring back the newest one; if there is none, `kiosk commission --new-epoch`.',
  },
  'journal-other-machine': {
    ...refused,
    code: 'E72',
    text: 'condition.journal-other-machine',
    remedy: 'The journal is of another machine. Put in the disk of this one, or begin a new journal with `kiosk commission --new-epoch`.',
  },
  'journal-other-key': {
    ...refused,
    code: 'E73',
    text: 'condition.journal-other-key',
    remedy:
      'The key beside the journal is not the one that it was written with. Bring back the right one, or `kiosk commission --new-epoch`.',
  },
  'journal-missing': {
    ...refused,
    code: 'E74',
    text: 'condition.journal-missing',
    remedy: 'The journal, its key or its anchor is not there. Bring it back; a machine that is new is begun with `kiosk commission`.',
  },
  'journal-not-understood': {
    ...refused,
    code: 'E75',
    text: 'condition.journal-not-understood',
    remedy: 'Other software wrote the journal, most likely a newer version. Nothing is damaged: install that version again.',
  },
} as const satisfies Family<'journal'>;
