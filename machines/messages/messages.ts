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

/** What is said on the way of a top-up: from the hall to the card in the hand, on its screens and on its slips. */
type TopUpMessageId = Extract<
  MessageId,
  | 'language.name'
  | 'staff.called'
  | `${'chrome' | 'steps' | 'attract' | 'reading' | 'balance' | 'issuer' | 'date' | 'time' | 'history' | 'kind'}.${string}`
  | `${'note-seen' | 'note-returned' | 'writing' | 'added' | 'same-card' | 'claim' | 'take-card'}.${string}`
  | `${'out-of-service' | 'deadline' | 'slip' | 'part' | 'failure.elsewhere'}.${string}`
  | `control.${'finish' | 'more-time' | 'more-services' | 'help' | 'call-staff' | 'give-up-card' | 'claim-seen'}`
  | `control.${'print' | 'show' | 'hide'}-${string}`
  | `service.${'autoload' | 'collect' | 'period-pass' | 'reason.autoload'}`
  | `refused.${'K15' | 'code'}`
  | `printed.${'receipt.title' | 'claim.title' | 'claim.keep' | 'station' | 'machine' | 'time' | 'card' | 'transaction'}`
  | `printed.${'before' | 'added' | 'after' | 'check' | 'total' | 'code' | 'message' | 'channel' | 'channel.cash' | 'amount'}`
  | `printed.${'dollars' | 'unknown-amount' | 'not-invoice' | 'terms' | 'purpose' | 'purpose.top-up'}`
  | `printed.hotline.${string}`
>;

/** A language that knows the way of a top-up has these; whatever else there is is said in English, a whole screen or slip at a time. */
export type TopUpCatalogue = Readonly<Record<TopUpMessageId, string>>;
