/**
 * Why a part of the machine gives no service. One list for drivers, flows, screen, log and command line; the code that staff
 * tell the workshop, the words and the remedy to each stand in the catalogue of errors.
 */
export const readerConditions = [
  /** pcscd does not answer. */
  'reader-service-absent',
  /** The service runs, but has no reader of the configured name. */
  'reader-absent',
  /** The library that speaks to the service was not built on this machine. */
  'reader-driver-absent',
  /** The process that owns the reader died or keeps us waiting; another one is begun. */
  'reader-hangs',
  /** Another program holds the reader, or the card on it. */
  'reader-in-use',
  /** The service takes this user in and does not let it use cards: half of its access rule is missing. */
  'reader-forbidden',
] as const;

export const acceptorConditions = [
  /** The serial line is not there, is in use, or was lost. */
  'acceptor-line-absent',
  /** The line is open, and nobody answers. */
  'acceptor-silent',
  /** Answers, but must not be used: wrong currency, contradicting values, too old a protocol. */
  'acceptor-refused',
  'acceptor-jammed',
  'cash-box-removed',
  'cash-box-full',
  'fraud-attempt',
  'acceptor-not-understood',
  /** Answers and does not do what it is asked for. */
  'acceptor-out-of-order',
  /** In order, and a note whose end was not heard may still move in it: it is listened to before it takes another one. */
  'note-being-checked',
] as const;

export const auxiliariesConditions = [
  /** The line to key switch, door and lights is not there, is in use, or was lost. */
  'auxiliaries-line-absent',
  'auxiliaries-silent',
  /** Answers, and does not do what it is asked for. */
  'auxiliaries-refused',
  /** A wire of key switch or door is broken. */
  'contact-broken',
] as const;

export const journalConditions = [
  /** A record could not be written. */
  'journal-failed',
  /** Something in it is not as it was written, or cannot be read. */
  'journal-damaged',
  /** It ends before the record that its anchor names: it was put back or copied. */
  'journal-behind',
  'journal-other-machine',
  /** The key beside it is not the one that it was written with. */
  'journal-other-key',
  /** The journal, its key or its anchor is not there. */
  'journal-missing',
  /** A record holds, and says what this software does not know: other software wrote it. */
  'journal-not-understood',
] as const;

const stationConditions = [
  ...journalConditions,
  'software-fault',
  /** The calendar clock contradicts the issuer's, or stands before this software was made. */
  'clock-wrong',
] as const;

export type ReaderCondition = (typeof readerConditions)[number];
export type JournalCondition = (typeof journalConditions)[number];
export type AcceptorCondition = (typeof acceptorConditions)[number];
export type AuxiliariesCondition = (typeof auxiliariesConditions)[number];
export type Condition = ReaderCondition | AcceptorCondition | AuxiliariesCondition | (typeof stationConditions)[number];

export const conditions: readonly Condition[] = [
  ...readerConditions,
  ...acceptorConditions,
  ...auxiliariesConditions,
  ...stationConditions,
];
