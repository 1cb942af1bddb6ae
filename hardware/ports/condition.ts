/**
 * Why a part of the machine gives no service, and the short code that staff tell the workshop: 1x the card reader, 2x
 * the note acceptor, 3x the machine itself. One list for the screen, the log and the command line; the words to each
 * are the message `condition.<name>`.
 */
export const conditionCodes = {
  /** pcscd does not answer. */
  'reader-service-absent': 'E11',
  /** The service runs, but has no reader of the configured name. */
  'reader-absent': 'E12',
  /** The library that speaks to the service was not built on this machine. */
  'reader-driver-absent': 'E13',
  /** The process that owns the reader died or keeps us waiting; another one is begun. */
  'reader-hangs': 'E14',
  /** The serial line is not there, is in use, or was lost. */
  'acceptor-line-absent': 'E21',
  /** The line is open, and nobody answers. */
  'acceptor-silent': 'E22',
  /** Answers, but must not be used: wrong currency, contradicting values, too old a protocol. */
  'acceptor-refused': 'E23',
  'acceptor-jammed': 'E24',
  'cash-box-removed': 'E25',
  'cash-box-full': 'E26',
  'fraud-attempt': 'E27',
  'acceptor-not-understood': 'E28',
  /** Answers and does not do what it is asked for. */
  'acceptor-out-of-order': 'E29',
  'journal-failed': 'E31',
  'software-fault': 'E32',
  /** The calendar clock contradicts the issuer's, or stands before this software was made. */
  'clock-wrong': 'E35',
} as const;

export type Condition = keyof typeof conditionCodes;

export type ReaderCondition = Extract<Condition, `reader-${string}`>;

export type AcceptorCondition = Extract<Condition, `acceptor-${string}` | `cash-box-${string}` | 'fraud-attempt'>;
