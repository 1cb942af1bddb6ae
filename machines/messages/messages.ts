import type { zhHant } from './zh-Hant.ts';

/** What a message may be filled with. Amounts are whole NT$ as numbers. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** The id of a text. Every catalogue holds every id (a test compares them). */
export type MessageId = keyof typeof zhHant;
