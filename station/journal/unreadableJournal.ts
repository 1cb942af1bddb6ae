/** The file is no journal, or cannot be read at all: nothing can be said about any record. */
export class UnreadableJournal extends Error {}

/** The file has a format that this software does not know: a newer version made it. */
export class NewerJournal extends UnreadableJournal {}
