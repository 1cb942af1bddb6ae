interface Screen {
  /** The card and what is on it are shown. Elsewhere nothing of a passenger stays. */
  readonly card: boolean;
  /** A slip of what was done is offered: the money of the visit is shown. */
  readonly slip: boolean;
}

/** What the picture on the passenger's screen is about. One question per screen. */
export const screens = {
  /** The machine waits for a card. */
  attract: { card: false, slip: false },
  /** A card was laid down and is being read; its balance stands there as soon as its purse is read, and nothing is offered yet. */
  reading: { card: false, slip: false },
  /** Balance, what can be added, the last six; takes notes right away when `cash` is present. */
  balance: { card: true, slip: false },
  /** A note was seen: it is being checked or taken in. */
  'note-seen': { card: true, slip: false },
  /** A note went back to the passenger, who is to take it; what comes next may begin meanwhile. */
  'note-returned': { card: true, slip: false },
  /** The card is being written and read back. Nothing may be pressed. */
  writing: { card: true, slip: false },
  /** Before → after; the next note may come. */
  added: { card: true, slip: true },
  /** Before → after; the card was taken. */
  result: { card: true, slip: true },
  /** Put the same card back: an add-value is undecided. */
  'same-card': { card: false, slip: false },
  /** The money is on record: slip, code, what to do. */
  claim: { card: false, slip: false },
  /** What else can be had for this card. */
  menu: { card: true, slip: false },
  /** The choice among period tickets, with a card or before one is laid down. */
  passes: { card: true, slip: false },
  /** What the issuer may do for this card: one question, with the facts it rests on. */
  service: { card: true, slip: false },
  /** The issuer is being asked. Nothing may be pressed. */
  'asking-issuer': { card: true, slip: false },
  /** It is done, and the card carries it. */
  'service-done': { card: true, slip: true },
  /** It is not done: why, and what to do instead. Nothing was taken. */
  'service-refused': { card: true, slip: false },
  /** Hotlines, terms, what to do when a card is lost. */
  help: { card: false, slip: false },
  /** The card cannot be served; says why and what to do instead. */
  'card-refused': { card: false, slip: false },
  /** Please take your card. */
  'take-card': { card: true, slip: true },
  /** Staff is at work: nothing on it is for passengers. */
  staff: { card: false, slip: false },
  'out-of-service': { card: false, slip: false },
} as const satisfies Record<string, Screen>;

export type ScreenName = keyof typeof screens;

/** Where somebody may be told that they do not get what they came for: a slip of that is offered. */
export const refusalScreens: ReadonlySet<ScreenName> = new Set<ScreenName>(['balance', 'card-refused', 'service', 'service-refused']);
