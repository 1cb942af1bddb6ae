import type { Family } from './catalogueEntry.ts';
import { outOfService } from './closures.ts';

/** The machine itself: what closes it for everybody, beside its parts. */
export const machineErrors = {
  'journal-failed': {
    ...outOfService,
    code: 'E31',
    text: 'condition.journal-failed',
    remedy: 'Check the disk, then restart. What was not recorded is found again from the counters of the unit and from the cards.',
    clauses: ['R-003-75', 'R-003-49', 'R-003-79'],
  },
  'software-fault': {
    ...outOfService,
    code: 'E32',
    text: 'condition.software-fault',
    remedy: 'Keep the log, restart the station process, and send the log to the maintainers.',
  },
  'under-maintenance': {
    ...outOfService,
    code: 'E33',
    text: 'out-of-service.maintenance',
    remedy: 'The key switch stands on maintenance: turn it back when done.',
    clauses: ['R-003-78', 'R-000-08'],
  },
  starting: {
    ...outOfService,
    code: 'E34',
    text: 'out-of-service.starting',
    remedy: 'Wait: the journal is being compared with the note unit. Longer than two minutes: see the log.',
  },
  'clock-wrong': {
    ...outOfService,
    code: 'E35',
    text: 'condition.clock-wrong',
    remedy: 'Set the clock, and let it follow a time server: the doctor says how. The machine opens by itself once it is right.',
    clauses: ['R-000-04', 'R-003-79'],
  },
  'outside-hours': {
    ...outOfService,
    code: 'E36',
    text: 'out-of-service.hours',
    now: ['out-of-service.elsewhere'],
    remedy: 'Nothing is wrong: business hours are over, as `hours` in the configuration says. The machine opens by itself.',
    clauses: ['R-003-85'],
  },
} as const satisfies Family<'machine'>;
