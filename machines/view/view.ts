import type { MaskedCardNumber } from '../../hardware/ports/cardNumber.ts';
import type { TransactionKind } from '../../hardware/ports/cardFacts.ts';
import type { Language } from '../messages/languages.ts';
import type { MessageId, MessageParams } from '../messages/messages.ts';
import type { StaffPerson } from '../flows/staff.ts';
import type { HelpTopic, Service } from '../words.ts';
import type { ScreenName } from './screens.ts';

/** A text by its message id; words live in the catalogues. */
export interface Prompt {
  readonly id: MessageId;
  readonly params?: MessageParams;
  /** Where it stands among the four things that everybody is told who leaves without the value. */
  readonly part?: FailurePart;
}

/** What happened, where the money is, what to do now, who helps. */
export type FailurePart = 'happened' | 'money' | 'now' | 'help';

/** Something that can be pressed. Every control that a View offers is accepted by the station. */
export interface Control {
  readonly verb: Verb;
  /** What the verb is about, e.g. a language. */
  readonly arg?: string;
  readonly label: Prompt;
  /** Stands under the label. */
  readonly about?: Prompt;
  /** Primary controls answer the screen's question; the others stand aside. */
  readonly emphasis: 'primary' | 'secondary' | 'quiet';
}

/** The verbs a passenger's screen may send. */
export const verbs = [
  /** `arg`: the language. */
  'choose-language',
  /** Ends the visit: please give my card back. */
  'finish',
  /** Gives more time when the screen is about to end the visit. */
  'more-time',
  /** Unfolds or folds the last six. */
  'toggle-history',
  /** Hides or shows how much is on the card, from who stands behind. */
  'toggle-amounts',
  /** Shows or hides where the last six were made. */
  'toggle-places',
  /** Prints a slip of this visit. */
  'print-slip',
  /** Calls the station staff. The bell stands in the same place on every screen. */
  'call-staff',
  /** The passenger cannot put the card back; goes on to the claim slip. */
  'give-up-card',
  /** Shows what else can be had for this card. */
  'more-services',
  /** `arg`: the service. Begins it; a note path that is open is closed first. */
  'choose-service',
  /** `arg`: product and start of a period ticket. Chooses it, before a card is laid down or after. */
  'choose-pass',
  /** Fills the purse with notes first, for what is offered. */
  'add-cash',
  /** Agrees to what the screen asks. */
  'confirm',
  /** Leaves a service without doing it. */
  'cancel',
  /** Prints balance, dates and the last six. */
  'print-statement',
  /** `arg`: the topic. Shows it. */
  'help',
  /** The claim has been seen; the machine is free for the next passenger. */
  'claim-seen',
  /** `arg`: a digit, a capital letter or `erase`. Types on the staff's keypad. */
  'staff-key',
  /** `arg`: what of the page that staff sees. */
  'staff-choose',
] as const;
export type Verb = (typeof verbs)[number];

/** One row of the last six. */
export interface HistoryRow {
  readonly sequence: number;
  /** ISO 8601 with +08:00 and no fraction. */
  readonly at: string;
  readonly kind: TransactionKind;
  /** NT$ */
  readonly amount: number;
  /** NT$ */
  readonly balanceAfter: number;
  /** Present only when the passenger asked for places. */
  readonly place?: number;
}

/** One line of what an offer, a result or the help rests on: a label and what stands beside it. */
export interface FactRow {
  readonly label: Prompt;
  readonly value: Prompt;
}

/** A service beside cash. */
export interface ServiceView {
  readonly service: Service;
  /**
   * `offer`: the first question; `confirm`: asked again, because it cannot be undone; `weigh`: the issuer's answer must be
   * agreed to; `inform`: nothing can be done here, but this is known, and where to go.
   */
  readonly step: 'offer' | 'confirm' | 'weigh' | 'inform' | 'asking' | 'writing' | 'done' | 'refused';
  readonly facts: readonly FactRow[];
  /** It can never be undone: said louder, and the way out is the easier one to press. */
  readonly grave: boolean;
}

/** One line of a page for staff. */
export interface StaffRow {
  readonly label: Prompt;
  readonly value: Prompt | null;
  readonly tone: 'plain' | 'good' | 'watch' | 'wrong';
  /** The `staff-choose` that it stands for. */
  readonly choice?: string;
}

/** What staff sees. */
export interface StaffView {
  readonly page:
    | 'pin'
    | 'locked'
    | 'choose-pin'
    | 'repeat-pin'
    | 'busy'
    | 'today'
    | 'cases'
    | 'search'
    | 'case'
    | 'reason'
    | 'confirm'
    | 'found'
    | 'confirm-found'
    | 'box-serial'
    | 'box-seal'
    | 'confirm-out'
    | 'exchange'
    | 'new-box'
    | 'boxes'
    | 'count'
    | 'confirm-count'
    | 'counted'
    | 'statements'
    | 'service'
    | 'work-day'
    | 'confirm-statement'
    | 'stated';
  /** Who is in; null before that. */
  readonly person: StaffPerson | null;
  readonly title: Prompt;
  readonly notice: Prompt | null;
  /** A keypad, and what was typed on it: of a PIN dots only. */
  readonly typed: { readonly keys: 'pin' | 'code'; readonly text: string } | null;
  readonly rows: readonly StaffRow[];
}

/** Whom to ask about the cards of one issuer. */
export interface ContactView {
  readonly issuer: 'easycard' | 'ipass';
  /** As a mobile telephone dials it; right from a fixed line too. */
  readonly hotline: string;
  readonly hours: 'always' | { readonly from: string; readonly to: string };
  readonly website: string;
  /** Version of the terms; null where they have none. */
  readonly terms: string | null;
}

export interface HelpView {
  readonly topic: HelpTopic;
  readonly contacts: readonly ContactView[];
}

export interface CardView {
  readonly number: MaskedCardNumber;
  readonly issuer: 'easycard' | 'ipass';
  /** NT$ on the card now, as read; null while that is undecided. */
  readonly balance: number | null;
  /** Most that it may hold, NT$; null without terms in force. */
  readonly cap: number | null;
  /** `YYYY-MM-DD`, Asia/Taipei. */
  readonly expiresOn: string | null;
  /** Automatic top-up: what card and issuer say together; null when neither does. */
  readonly autoload: 'on' | 'linked' | 'off' | null;
  /** Amounts that wait for this card, NT$ together; 0 when none. */
  readonly pending: number;
  /** The last six, newest first; null while they are folded. */
  readonly history: readonly HistoryRow[] | null;
  readonly placesShown: boolean;
  /** The passenger does not want amounts to be read over the shoulder. */
  readonly amountsHidden: boolean;
}

/** What the machine takes at this moment. Never shows what would be refused. */
export interface CashView {
  /** Denominations in NT$ that are accepted now, ascending; empty while the path is closed. */
  readonly accepts: readonly number[];
  /** NT$ that can still be added to the card. */
  readonly headroom: number;
}

/** A note on its way to the card, or just added. NT$. */
export interface MoneyView {
  readonly note: number;
  readonly before: number;
  readonly after: number;
  /** Sum of the visit so far, this note included once it is on the card. */
  readonly visitTotal: number;
}

/** A note that went back. */
export interface ReturnedNoteView {
  /** NT$; null when it was not recognised. */
  readonly amount: number | null;
}

/** The screen for an undecided add-value. */
export interface SameCardView {
  readonly number: MaskedCardNumber;
  /** NT$; null when the act leaves the purse alone. */
  readonly amount: number | null;
  /** What is happening at the reader. */
  readonly phase: 'waiting' | 'other-card' | 'settling';
  readonly attemptsLeft: number;
}

/** What a claim slip says. */
export interface ClaimView {
  /** Short code to tell staff or the hotline. */
  readonly code: string;
  readonly transaction: string;
  readonly number: MaskedCardNumber | null;
  readonly amount: number | null;
  /** ISO 8601 with +08:00 and no fraction. */
  readonly at: string;
  readonly machine: string;
  readonly station: string;
  readonly slip: 'printing' | 'printed' | 'not-printed';
  /** What the QR on the screen holds. */
  readonly qr: string;
}

/** The frame around every screen. */
export interface ChromeView {
  /** What the screen speaks, from its first word to its last. */
  readonly language: Language;
  /** What was chosen; it may not reach as far as this screen. */
  readonly chosen: Language;
  readonly station: string;
  readonly machine: string;
  /** Whom to call. Kept by the screen for when nobody answers behind it any more. */
  readonly hotlines: readonly Prompt[];
  /** Staff was called and has not come yet. */
  readonly staffCalled: boolean;
}

/**
 * The whole picture of the passenger's screen, under 4 kB. The renderer draws it and nothing else.
 * Times are milliseconds that remain from the moment the View was made.
 */
export interface View {
  readonly bootId: string;
  /** Grows within one bootId; a restarted station starts again. */
  readonly seq: number;
  readonly screen: ScreenName;
  readonly controls: readonly Control[];
  readonly prompts: readonly Prompt[];
  readonly chrome: ChromeView;
  readonly card: CardView | null;
  readonly cash: CashView | null;
  readonly money: MoneyView | null;
  readonly returned: ReturnedNoteView | null;
  readonly sameCard: SameCardView | null;
  readonly claim: ClaimView | null;
  readonly service: ServiceView | null;
  readonly help: HelpView | null;
  readonly staff: StaffView | null;
  /** Something ends when this runs out. */
  readonly deadline: { readonly remainingMs: number; readonly totalMs: number } | null;
  /** The slip of this visit: null when there is nothing to print. */
  readonly slip: 'offered' | 'printing' | 'printed' | 'failed' | null;
  /** What a voice would say, in order. */
  readonly speech: readonly Prompt[];
}
