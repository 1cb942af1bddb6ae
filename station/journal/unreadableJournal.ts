/** The file is no journal, or cannot be read at all: nothing can be said about any record. */
export class UnreadableJournal extends Error {}
