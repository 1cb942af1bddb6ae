import type { Family } from './catalogueEntry.ts';
import { outOfService } from './closures.ts';

/** The card reader and what it is reached through. */
export const readerErrors = {
  'reader-service-absent': {
    ...outOfService,
    code: 'E11',
    text: 'condition.reader-service-absent',
    remedy: "The PC/SC service does not answer: start pcscd; the doctor's `pcsc-service` looks at it. It is found again within seconds.",
  },
  'reader-absent': {
    ...outOfService,
    code: 'E12',
    text: 'condition.reader-absent',
    remedy: "The PC/SC service has no reader of the configured name: plug it in. The doctor's `reader` lists what is there.",
  },
  'reader-driver-absent': {
    ...outOfService,
    code: 'E13',
    text: 'condition.reader-driver-absent',
    remedy: 'The library nfc-pcsc was not built on this machine: `npm run setup` says what it lacks.',
  },
  'reader-hangs': {
    ...outOfService,
    code: 'E14',
    text: 'condition.reader-hangs',
    remedy: 'Reader or pcscd do not respond; another process is begun by itself. When it lasts: unplug the reader, restart pcscd.',
  },
  'reader-in-use': {
    ...outOfService,
    code: 'E15',
    text: 'condition.reader-in-use',
    remedy:
      'Another program holds the card reader: the doctor names those that speak to pcscd. End it; the machine serves again within seconds.',
  },
  'reader-forbidden': {
    ...outOfService,
    code: 'E16',
    text: 'condition.reader-forbidden',
    remedy:
      'The service does not let the kiosk use cards: its access rule must allow both actions, access_pcsc and access_card. The doctor gives the rule.',
  },
} as const satisfies Family<'reader'>;
