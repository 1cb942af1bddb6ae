import type { zhHant } from './zh-Hant.ts';

/** What a message may be filled with. Amounts are whole NT$ as numbers. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** The id of a text. */
export type MessageId = keyof typeof zhHant;

/** Every text of the kiosk in one language: ICU messages by their ids. */
export type Catalogue = Readonly<Record<MessageId, string>>;
