/** What a field of an event holds: `text`, a number of something, milliseconds, bytes; with `?` where it may be missing. */
type FieldKind = 'text' | 'number' | 'ms' | 'bytes' | 'text?' | 'number?';

interface LogEvent {
  /** `info`: as it should be; `warn`: the machine helps itself, or somebody outside is at fault; `error`: a defect or a broken part. */
  readonly level: 'info' | 'warn' | 'error';
  /** In plain words. `{field}` stands for one of its fields. */
  readonly says: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
}

/**
 * Everything that a process of the kiosk can write to its log, by a name that others may look for: a name keeps its meaning, a
 * sentence may become a better one. No field holds a whole card number; `docs/log.md` is made of this table.
 */
export const logEvents = {
  'station.parts': {
    level: 'info',
    says: 'the parts of this machine',
    fields: { reader: 'text', acceptor: 'text', printer: 'text', auxiliaries: 'text', issuer: 'text' },
  },
  'station.glyphs-missing': {
    level: 'warn',
    says: 'no font has some characters of the station’s name: slips show a mark in their place',
    fields: { name: 'text', characters: 'text' },
  },
  'station.in-service': { level: 'info', says: 'in service', fields: { boot: 'text' } },
  'station.stopping': { level: 'info', says: 'stopping', fields: { why: 'text' } },
  'station.stop-failed': { level: 'error', says: 'the station did not stop cleanly', fields: { cause: 'text' } },
  'station.refused': { level: 'error', says: 'the station cannot run', fields: { reason: 'text' } },
  'station.message-dropped': { level: 'warn', says: 'a message from the shell was dropped', fields: { fault: 'text?' } },
  'flows.event-unforeseen': { level: 'warn', says: 'an event that no row of the flows foresees', fields: { event: 'text', place: 'text' } },
  'flows.broke': { level: 'error', says: 'the flows broke', fields: { cause: 'text' } },
  'flows.touch-dropped': { level: 'info', says: 'a touch was dropped', fields: { verb: 'text', why: 'text' } },
  'effect.broke': { level: 'error', says: 'an effect broke', fields: { effect: 'text', cause: 'text' } },
  'clock.wrong': { level: 'error', says: 'the clock of this machine is wrong', fields: { issuer: 'text?' } },
  'clock.right': { level: 'info', says: 'the clock of this machine is right again', fields: {} },
  'journal.write-failed': { level: 'error', says: 'the journal cannot be written', fields: { cause: 'text' } },
  'journal.refused': {
    level: 'error',
    says: 'the journal is refused: nobody is served, and nothing was changed',
    fields: { code: 'text', refusal: 'text', detail: 'text' },
  },
  'journal.no-checkpoint': { level: 'warn', says: 'no checkpoint could be written', fields: { cause: 'text' } },
  'journal.head': {
    level: 'info',
    says: 'the end of the journal with the end of the day: keep it elsewhere',
    fields: { record: 'number', hash: 'text', epoch: 'number' },
  },
  'journal.history-sound': { level: 'info', says: 'the old part of the journal was looked through', fields: { records: 'number' } },
  'journal.history-damaged': {
    level: 'error',
    says: 'the old part of the journal is damaged: nobody is served any more',
    fields: { record: 'number', detail: 'text' },
  },
  'journal.archive-failed': { level: 'error', says: 'old records cannot be moved to the archive now', fields: { cause: 'text' } },
  'journal.archived': { level: 'info', says: 'old records were moved to the archive', fields: { segment: 'text' } },
  'journal.archive-damaged': {
    level: 'error',
    says: 'the archive is damaged; passengers are served on',
    fields: { detail: 'text' },
  },
  'journal.log-grows': { level: 'warn', says: 'somebody has been reading the journal for long: its log grows', fields: { size: 'bytes' } },
  'staff.roster': { level: 'info', says: 'another roster of the staff holds', fields: { version: 'number', persons: 'number' } },
  'staff.count-refused': { level: 'warn', says: 'a count of a cash box is refused', fields: { from: 'text', why: 'text' } },
  'staff.export-failed': { level: 'warn', says: 'a statement could not be exported', fields: { number: 'number', why: 'text' } },
  'staff.roster-refused': { level: 'warn', says: 'a roster of the staff is refused', fields: { from: 'text', why: 'text' } },
  'reader.online': { level: 'info', says: 'the card reader is there', fields: { reader: 'text' } },
  'reader.offline': { level: 'warn', says: 'the card reader is away', fields: { why: 'text', code: 'text' } },
  'auxiliaries.fault': {
    level: 'warn',
    says: 'something is wrong with key switch, door and lights',
    fields: { why: 'text', code: 'text', detail: 'text' },
  },
  'auxiliaries.well': { level: 'info', says: 'nothing is wrong with key switch, door and lights any more', fields: {} },
  'card.unreadable': { level: 'info', says: 'a card could not be read', fields: { kind: 'text', detail: 'text' } },
  'card.written': { level: 'info', says: 'card written', fields: { transaction: 'text', verdict: 'text' } },
  'card.taken-back': {
    level: 'info',
    says: 'what was begun on a card and paid at the counter is taken back',
    fields: { transaction: 'text', verdict: 'text' },
  },
  'card.not-read-out': {
    level: 'warn',
    says: 'a card that must tell what became of a transaction cannot be read out',
    fields: { transaction: 'text', kind: 'text', detail: 'text' },
  },
  'lock.failed': { level: 'warn', says: 'a card on the lock list cannot be locked', fields: { transaction: 'text', detail: 'text' } },
  'lock.done': { level: 'warn', says: 'a card on the lock list was to be locked', fields: { transaction: 'text', verdict: 'text' } },
  'cash.ready': { level: 'info', says: 'the note acceptor is there', fields: { serial: 'text?', takes: 'text' } },
  'cash.out-of-order': { level: 'warn', says: 'the note acceptor is out of order', fields: { kind: 'text', detail: 'text' } },
  'cash.closed': { level: 'warn', says: 'no notes are taken', fields: { why: 'text', code: 'text', detail: 'text?' } },
  'cash.reset-failed': { level: 'error', says: 'the acceptor could not be reset', fields: { cause: 'text' } },
  'cash.note-given-back': { level: 'error', says: 'a note is given back: its keeping could not be prepared', fields: { cause: 'text' } },
  'cash.note-lost': { level: 'warn', says: 'a note left escrow without a word', fields: { detail: 'text' } },
  'cash.note-in-doubt': { level: 'warn', says: 'a note is in doubt', fields: { transaction: 'text', detail: 'text' } },
  'cash.note-found': { level: 'info', says: 'a note in doubt turned up in the machine', fields: { transaction: 'text', end: 'text' } },
  'cash.note-reconciled': { level: 'info', says: 'an interrupted note was reconciled', fields: { transaction: 'text', end: 'text' } },
  'slip.failed': { level: 'warn', says: 'a slip could not be printed', fields: { slip: 'text', detail: 'text' } },
  'act.not-held': {
    level: 'error',
    says: 'an act that the issuer does not hold is not written',
    fields: { transaction: 'text', standing: 'text' },
  },
  'act.written': { level: 'info', says: 'an act was carried out', fields: { transaction: 'text', act: 'text', verdict: 'text' } },
  'act.not-written': {
    level: 'warn',
    says: 'an act cannot be brought onto its card',
    fields: { transaction: 'text', act: 'text', kind: 'text', detail: 'text' },
  },
  'act.not-released': { level: 'error', says: 'an act cannot be released', fields: { transaction: 'text', standing: 'text' } },
  'act.contradicted': {
    level: 'error',
    says: 'the issuer approved what nobody asked for',
    fields: { transaction: 'text', contradiction: 'text' },
  },
  'act.unanswered': {
    level: 'warn',
    says: 'the issuer did not answer to an act',
    fields: { transaction: 'text', act: 'text', kind: 'text', detail: 'text' },
  },
  'act.closed': {
    level: 'info',
    says: 'the issuer knows how an act ended',
    fields: { transaction: 'text', act: 'text', by: 'text', end: 'text', detail: 'text' },
  },
  'issuer.lookup-failed': { level: 'warn', says: 'the issuer says nothing of a card', fields: { kind: 'text', detail: 'text' } },
  'issuer.not-configured': {
    level: 'warn',
    says: 'no issuer is configured to hear how these acts ended: configure it again',
    fields: { transactions: 'text' },
  },
  'issuer.settlement-broke': { level: 'error', says: 'telling the issuer broke', fields: { cause: 'text' } },
  'issuer.certificate-renewed': { level: 'info', says: 'the certificate for the issuer was renewed', fields: { cert: 'text' } },
  'issuer.certificate-refused': {
    level: 'warn',
    says: 'the certificate for the issuer on the disk cannot be used; the last good one stays',
    fields: { why: 'text' },
  },
  'issuer.lock-list-new': { level: 'warn', says: 'the issuer has begun a new lock list', fields: { had: 'number', upto: 'number' } },
  'issuer.errand-failed': { level: 'warn', says: '{errand} failed; it is tried again', fields: { errand: 'text', why: 'text' } },
  'issuer.errand-works': { level: 'info', says: '{errand} works again', fields: { errand: 'text', failures: 'number' } },
  'issuer.kept-unsigned': {
    level: 'warn',
    says: 'what the centre says that it keeps is not signed by it; it is not written down',
    fields: { upto: 'number', why: 'text' },
  },
  'issuer.journal-forked': {
    level: 'error',
    says: 'the centre has another journal of this machine; nothing more is uploaded',
    fields: { detail: 'text' },
  },
  'process.start-failed': { level: 'error', says: '{process} could not be started', fields: { process: 'text', why: 'text' } },
  'process.message-dropped': {
    level: 'warn',
    says: '{process} sent something that is no message of this version; dropped',
    fields: { process: 'text' },
  },
  'process.restarted': {
    level: 'warn',
    says: '{process} ended and is started again',
    fields: { process: 'text', how: 'text', afterMs: 'ms' },
  },
  'process.hangs': { level: 'error', says: '{process} hangs; killing it', fields: { process: 'text' } },
  'process.terminated': { level: 'warn', says: '{process} did not end when asked; sending SIGTERM', fields: { process: 'text' } },
  'process.killed': { level: 'warn', says: '{process} did not end by SIGTERM; killing it', fields: { process: 'text' } },
  'shell.station-ready': { level: 'info', says: 'the station is ready', fields: {} },
  'bench.message-dropped': { level: 'warn', says: 'something that is no message was dropped', fields: {} },
  'bench.issuer-ready': { level: 'info', says: 'the reference issuer is ready', fields: {} },
  'shell.station-refused': { level: 'error', says: 'the station cannot run', fields: { why: 'text' } },
  'shell.watchdog-failed': { level: 'warn', says: 'the service manager could not be told that the shell lives', fields: { why: 'text' } },
  'screen.view-too-large': {
    level: 'error',
    says: 'the station sent a View that is too large; dropped',
    fields: { bytes: 'bytes', allowed: 'bytes' },
  },
  'screen.too-much': { level: 'warn', says: 'the screen sends too much; dropped', fields: {} },
  'screen.frame-too-large': { level: 'warn', says: 'the screen sent a frame that is too large; dropped', fields: { allowed: 'bytes' } },
  'screen.message-dropped': { level: 'warn', says: 'the screen sent no valid message; dropped', fields: { why: 'text' } },
  'screen.dock-refused': { level: 'warn', says: 'the screen sent a dock command, but no dock is offered; dropped', fields: {} },
  'screen.request-failed': { level: 'error', says: 'a request could not be answered', fields: { why: 'text' } },
  'screen.token-refused': { level: 'warn', says: 'a browser came with a wrong or used token; refused', fields: {} },
  'screen.not-built': { level: 'error', says: 'the screen is not built: the folder has no index.html', fields: { folder: 'text' } },
  'screen.connection-refused': {
    level: 'warn',
    says: 'a connection to the screen channel was refused: wrong host, origin, path or cookie',
    fields: {},
  },
  'screen.connection-failed': { level: 'warn', says: 'the connection of the screen failed', fields: { why: 'text' } },
  'window.no-chromium': {
    level: 'warn',
    says: 'no Chromium was found for a window; open the address in a browser on this machine',
    fields: {},
  },
  'window.browser-failed': { level: 'warn', says: 'the browser could not be started', fields: { why: 'text' } },
  'window.electron-failed': { level: 'error', says: 'Electron could not be started', fields: { why: 'text' } },
  'window.second': { level: 'warn', says: 'another kiosk window runs already', fields: {} },
  'window.page-failed': { level: 'warn', says: 'the page could not be loaded; it is tried again', fields: { why: 'text' } },
  'window.page-gone': { level: 'warn', says: 'the page is gone and is loaded again', fields: { why: 'text' } },
  'window.page-hangs': { level: 'warn', says: 'the page hangs; ending its process', fields: {} },
  'window.broken': { level: 'error', says: 'the window is broken', fields: { why: 'text' } },
  'window.open-failed': { level: 'error', says: 'the window could not be opened', fields: { why: 'text' } },
} as const satisfies Record<string, LogEvent>;

export type LogName = keyof typeof logEvents;

type ValueOf<Kind> = Kind extends `${infer Plain}?` ? ValueOf<Plain> | null | undefined : Kind extends 'text' ? string : number;

/** The fields of an event, each of its kind. */
export type LogFields<Name extends LogName> = {
  readonly [Field in keyof (typeof logEvents)[Name]['fields']]: ValueOf<(typeof logEvents)[Name]['fields'][Field]>;
};
