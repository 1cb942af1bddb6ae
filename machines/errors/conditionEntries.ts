import { type Condition, conditionCodes } from '../../hardware/ports/condition.ts';
import type { CatalogueEntry } from './catalogueEntry.ts';
import { noNotes, outOfService } from './closures.ts';

/** The troubles of the machine's parts: E1x the card reader, E2x the note unit, E3x the machine itself. */
export const conditionEntries = {
  'reader-service-absent': {
    ...outOfService,
    code: conditionCodes['reader-service-absent'],
    text: 'condition.reader-service-absent',
    remedy: 'Start the PC/SC service: pcscd. It is found again within seconds.',
  },
  'reader-absent': {
    ...outOfService,
    code: conditionCodes['reader-absent'],
    text: 'condition.reader-absent',
    remedy: 'Plug the reader in. The doctor lists the readers that are there, by their names.',
  },
  'reader-driver-absent': {
    ...outOfService,
    code: conditionCodes['reader-driver-absent'],
    text: 'condition.reader-driver-absent',
    remedy: 'Install anew: npm run setup says what it lacks.',
  },
  'reader-hangs': {
    ...outOfService,
    code: conditionCodes['reader-hangs'],
    text: 'condition.reader-hangs',
    remedy: 'Another process is begun by itself. When it lasts: unplug the reader, restart pcscd.',
  },
  'acceptor-line-absent': {
    ...noNotes,
    code: conditionCodes['acceptor-line-absent'],
    text: 'condition.acceptor-line-absent',
    remedy: 'Check the cable; nobody else may use the line. It is opened again by itself.',
  },
  'acceptor-silent': {
    ...noNotes,
    code: conditionCodes['acceptor-silent'],
    text: 'condition.acceptor-silent',
    remedy: 'Check the power and the cable of the note unit. It is asked again by itself.',
  },
  'acceptor-refused': {
    ...noNotes,
    code: conditionCodes['acceptor-refused'],
    text: 'condition.acceptor-refused',
    remedy: 'The unit is not for this machine: currency, protocol or values. The log says what it told.',
  },
  'acceptor-jammed': {
    ...noNotes,
    code: conditionCodes['acceptor-jammed'],
    text: 'condition.acceptor-jammed',
    remedy: "Open the note path and take the note out. The journal says to whom it belongs; never pay it out on somebody's word.",
  },
  'cash-box-removed': {
    ...noNotes,
    code: conditionCodes['cash-box-removed'],
    text: 'condition.cash-box-removed',
    remedy: 'Put the cash box in.',
  },
  'cash-box-full': { ...noNotes, code: conditionCodes['cash-box-full'], text: 'condition.cash-box-full', remedy: 'Empty the cash box.' },
  'fraud-attempt': {
    ...noNotes,
    code: conditionCodes['fraud-attempt'],
    text: 'condition.fraud-attempt',
    remedy: 'Somebody pulled at a note: look at the note path.',
  },
  'acceptor-not-understood': {
    ...noNotes,
    code: conditionCodes['acceptor-not-understood'],
    text: 'condition.acceptor-not-understood',
    remedy: 'The unit said something unknown: send the bytes of the case to the maintainers.',
  },
  'acceptor-out-of-order': {
    ...noNotes,
    code: conditionCodes['acceptor-out-of-order'],
    text: 'condition.acceptor-out-of-order',
    remedy: 'Switch the note unit off and on.',
  },
  'journal-failed': {
    ...outOfService,
    code: conditionCodes['journal-failed'],
    text: 'condition.journal-failed',
    remedy: 'Check the disk, then restart. What was not recorded is found again from the counters of the unit and from the cards.',
    clauses: ['R-003-75', 'R-003-49', 'R-003-79'],
  },
  'software-fault': {
    ...outOfService,
    code: conditionCodes['software-fault'],
    text: 'condition.software-fault',
    remedy: 'Keep the log, restart the station process, and send the log to the maintainers.',
  },
  'clock-wrong': {
    ...outOfService,
    code: conditionCodes['clock-wrong'],
    text: 'condition.clock-wrong',
    remedy: 'Set the clock, and let it follow a time server: the doctor says how. The machine opens by itself once it is right.',
    clauses: ['R-000-04', 'R-003-79'],
  },
} as const satisfies Record<Condition, CatalogueEntry>;
