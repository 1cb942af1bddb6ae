import type { Family } from './catalogueEntry.ts';
import { outOfService } from './closures.ts';

/** The machine itself: what closes it for everybody, beside its parts. */
export const machineErrors = {
  'journal-failed': {
    ...outOfService,
    code: 'E31',
    text: 'condition.journal-failed',
    remedy:
      "Transactions cannot be recorded: look at the disk (the doctor's `disk-space` and `journal`), then restart. What was open is found again in the counters of the unit and on the cards.",
    clauses: ['R-003-75', 'R-003-49', 'R-003-79'],
  },
  'software-fault': {
    ...outOfService,
    code: 'E32',
    text: 'condition.software-fault',
    remedy: 'Keep the log (`journalctl -u kiosk`), restart the station, and send the log to the maintainers.',
  },
  'under-maintenance': {
    ...outOfService,
    code: 'E33',
    text: 'out-of-service.maintenance',
    remedy: 'The key switch stands on maintenance: turn it back when done.',
    clauses: ['R-003-78', 'R-000-08'],
  },
  'door-open': {
    ...outOfService,
    code: 'E38',
    text: 'out-of-service.door',
    remedy:
      'The door stands open and nobody of the staff came in with card and PIN: close it, and find out who opened it and what is missing. The journal says when (`door`).',
    journal: ['door'],
    clauses: ['R-003-79', 'R-000-17'],
  },
  starting: {
    ...outOfService,
    code: 'E34',
    text: 'out-of-service.starting',
    remedy: 'Wait: the journal is being compared with the devices. Longer than two minutes: the log, then the doctor.',
  },
  'clock-wrong': {
    ...outOfService,
    code: 'E35',
    text: 'condition.clock-wrong',
    remedy:
      "The clock stands before 2024, before the journal's last record or more than 30 days after it, more than five minutes from the issuer's, or the issuer's certificate is not valid yet for it: set it and let it follow a time server (the doctor's `clock` says how). The machine opens within a minute, or as soon as the issuer is heard; where no issuer is: `journal confirm-clock`.",
    clauses: ['R-000-04', 'R-003-79'],
  },
  'window-refused': {
    ...outOfService,
    code: 'E37',
    text: 'out-of-service.title',
    remedy:
      'A machine with real parts does not open a plain browser, nor any window as root: install the package with Electron (docs/install.md), or say KIOSK_SHELL=browser for a full-screen Chromium. Told on the console: there is no screen.',
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
