import type { zhHant } from './zh-Hant.ts';

/** What a message may be filled with. Amounts are whole NT$ as numbers. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** The id of a text. */
export type MessageId = keyof typeof zhHant;

/** Every text of the kiosk in one language: ICU messages by their ids. */
export type Catalogue = Readonly<Record<MessageId, string>>;

/** What staff is told on a screen that stands open to passengers. */
type ToldInTheHall = 'staff.called' | 'staff.lay-card' | 'staff.notice.card-unreadable';

/** What only staff reads: behind card and PIN, and on the slips of box, day and tests. */
type StaffMessageId = Exclude<
  Extract<MessageId, `staff.${string}` | `printed.${'staff' | 'exchange' | 'count' | 'test' | 'day'}.${string}`>,
  ToldInTheHall
>;

/** Every text that a passenger can meet, on screens and on slips. A language that staff does not work in has these. */
export type PassengerCatalogue = Readonly<Record<Exclude<MessageId, StaffMessageId>, string>>;
