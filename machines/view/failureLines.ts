import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import type { ClaimCause, ClaimFacts } from '../flows/events.ts';
import type { TransactionPurpose } from '../flows/openTransaction.ts';
import { type CalendarDate, taipeiDay } from '../rules/calendar.ts';
import { channelsOn } from '../rules/channels.ts';
import { contactsFor, mobileNumberOf } from '../rules/contacts.ts';
import { prompt } from './prompts.ts';
import type { FailurePart, Prompt } from './view.ts';

/** In this order they are said: what happened, where the money is, what to do now, and who helps. */
export const failureParts: readonly FailurePart[] = ['happened', 'money', 'now', 'help'];

export const inPart = (part: FailurePart, ...prompts: readonly Prompt[]): Prompt[] => prompts.map((each) => ({ ...each, part }));

/** Which texts of a refusal speak of the money, and which of those who help; the first says what happened, the others what to do. */
const ofMoney: ReadonlySet<string> = new Set([
  'service.nothing-taken',
  'service.undone',
  'extend.value-kept',
  'refund.bank-settles',
  'pass.nothing-loaded',
]);
/** What is said of the cause beside the first text of a refusal. */
const ofCause: ReadonlySet<string> = new Set(['refused.code', 'refused.unread']);
const ofHelp: ReadonlySet<string> = new Set([
  'service.ask-staff',
  'service.ask-bank',
  'refused.help-staff',
  'refused.help-still',
  'refused.help-bank',
  'refused.help-bus',
  'help.hotline.bank',
]);

/** What is said of a refusal, in the same four parts as every failure. The code stands beside what happened. */
export function inParts(prompts: readonly Prompt[]): Prompt[] {
  const [happened, ...rest] = prompts;
  if (happened === undefined) return [];
  const partOf = ({ id }: Prompt): FailurePart =>
    ofCause.has(id) || id.startsWith('condition.') ? 'happened' : ofMoney.has(id) ? 'money' : ofHelp.has(id) ? 'help' : 'now';
  const parted: Prompt[] = [{ ...happened, part: 'happened' }, ...rest.map((each) => ({ ...each, part: partOf(each) }))];
  // Where people must help, the card comes along.
  return parted.some(({ part }) => part === 'now') ? parted : parted.toSpliced(1, 0, ...inPart('now', prompt('refused.help-finish')));
}

/** Whom to call: the issuer of the card, as a telephone in the hall must dial it; of a card that nobody read, every issuer. */
export function whoHelps(issuer: Issuer | null, day: CalendarDate): Prompt[] {
  return contactsFor(issuer, day).map((contact) => {
    const called = { issuer: contact.issuer, hotline: mobileNumberOf(contact) };
    return contact.hours === 'always'
      ? prompt('claim.hotline.always', called)
      : prompt('claim.hotline.daily', { ...called, ...contact.hours });
  });
}

/** Where else value can be added to this card. */
export function elsewhere(issuer: Issuer, day: CalendarDate): Prompt[] {
  const channels = channelsOn(issuer, day);
  return channels === undefined ? [] : [prompt(channels.text)];
}

/** The card itself brings these to their end; all others are for people to settle. */
const settledByCard: ReadonlySet<ClaimCause> = new Set(['card-away', 'not-yet-added', 'note-in-doubt']);

function isSettledByCard({ cause }: Pick<ClaimFacts, 'cause'>): boolean {
  return settledByCard.has(cause);
}

/**
 * What a claim says, on the screen and on its slip: what happened, that the money is on record, what to do - and not to try
 * again blindly (R-000-12) - and who helps.
 */
export function claimLines(claim: Omit<ClaimFacts, 'qr'>, purpose: TransactionPurpose): Prompt[] {
  const { amount, balance, cause, issuer } = claim;
  const cash = purpose === 'top-up';
  const day = taipeiDay(claim.atMs);
  const happened = cause === 'card-away' && !cash ? 'claim.happened.act-away' : (`claim.happened.${cause}` as const);
  return [
    ...inPart('happened', prompt(happened)),
    ...inPart(
      'money',
      amount === null ? prompt('claim.money.act') : prompt('claim.money.recorded', { amount }),
      ...(balance === null ? [] : [prompt('claim.money.balance', { balance })]),
    ),
    ...inPart(
      'now',
      prompt(cash ? 'claim.now.stop' : 'claim.now.stop-act'),
      prompt(isSettledByCard(claim) ? 'claim.now.card' : 'claim.now.staff'),
    ),
    ...inPart('help', ...whoHelps(issuer, day), ...(cash && issuer !== null ? elsewhere(issuer, day) : [])),
  ];
}
