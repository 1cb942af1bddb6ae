import type { Family } from './catalogueEntry.ts';
import { outOfService } from './closures.ts';

/** The card reader and what it is reached through. */
export const readerErrors = {
  'reader-service-absent': {
    ...outOfService,
    code: 'E11',
    text: 'condition.reader-service-absent',
    remedy: 'Start the PC/SC service: pcscd. It is found again within seconds.',
  },
  'reader-absent': {
    ...outOfService,
    code: 'E12',
    text: 'condition.reader-absent',
    remedy: 'Plug the reader in. The doctor lists the readers that are there, by their names.',
  },
  'reader-driver-absent': {
    ...outOfService,
    code: 'E13',
    text: 'condition.reader-driver-absent',
    remedy: 'Install anew: npm run setup says what it lacks.',
  },
  'reader-hangs': {
    ...outOfService,
    code: 'E14',
    text: 'condition.reader-hangs',
    remedy: 'Another process is begun by itself. When it lasts: unplug the reader, restart pcscd.',
  },
} as const satisfies Family<'reader'>;
