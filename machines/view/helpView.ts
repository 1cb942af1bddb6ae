import type { VisitContext } from '../flows/visit/visitContext.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import { contactsOn, mobileNumberOf } from '../rules/contacts.ts';
import { type HelpSubject, isCobranded, speaksOf } from './helpSubject.ts';
import { damagedCard, lostCard, lostCobranded } from './lossHelp.ts';
import { prompt } from './prompts.ts';
import { autoloadHelp, extensionHelp, refundHelp } from './serviceHelp.ts';
import { cobrandedHelp, concessionHelp, contactsHelp, recordsHelp, registrationHelp, termsHelp } from './termsHelp.ts';
import type { HelpView, Prompt } from './view.ts';
import { type HelpTopic, helpTopics } from '../words.ts';

const pages: Readonly<Record<HelpTopic, (subject: HelpSubject) => Prompt[]>> = {
  contacts: contactsHelp,
  'lost-card': lostCard,
  'lost-cobranded': lostCobranded,
  'damaged-card': damagedCard,
  autoload: autoloadHelp,
  refund: refundHelp,
  extension: extensionHelp,
  records: recordsHelp,
  registration: registrationHelp,
  cobranded: cobrandedHelp,
  'ipass-concession': concessionHelp,
  terms: termsHelp,
};

/** Topics that have nothing to say of the card that lies there. */
const aside: { readonly [Topic in HelpTopic]?: (subject: HelpSubject) => boolean } = {
  // A co-branded card finds its own page under the plain name.
  'lost-cobranded': ({ card }) => card !== null,
  registration: (subject) => !speaksOf(subject, 'easycard'),
  cobranded: (subject) => subject.card !== null && !isCobranded(subject),
  'ipass-concession': ({ card }) => card !== null && card.product !== 'concession-pingtung',
};

/** What can be asked about this card; without one, everything. */
export function topicsFor(card: VisitContext['card']): readonly HelpTopic[] {
  // Which topics a card has does not depend on the day.
  const subject: HelpSubject = { card, today: '' };
  return helpTopics.filter((topic) => aside[topic]?.(subject) !== true);
}

/** Pages of a special kind of card or step: offered from the pages that lead to them, so that no page offers too much at once. */
const leadsTo: { readonly [Topic in HelpTopic]?: readonly HelpTopic[] } = {
  contacts: ['cobranded'],
  'lost-card': ['lost-cobranded'],
  'damaged-card': ['cobranded'],
  autoload: ['registration', 'cobranded'],
  refund: ['ipass-concession'],
  extension: ['ipass-concession'],
};
const special = new Set(Object.values(leadsTo).flat());

/** The pages that can be turned to from the one that is open. */
export function turnsFrom({ helpTopic, card }: VisitContext): readonly HelpTopic[] {
  const near = leadsTo[helpTopic] ?? [];
  return topicsFor(card).filter((topic) => topic !== helpTopic && (!special.has(topic) || near.includes(topic)));
}

/** @param today the day of the hall, by which contacts and terms go */
export function helpView({ helpTopic, card }: VisitContext, today: CalendarDate): HelpView {
  return {
    topic: helpTopic,
    contacts: contactsOn(today, card?.issuer).map(({ issuer, hotline, prefix, hours, website, terms }) => ({
      issuer,
      hotline: mobileNumberOf({ hotline, ...(prefix === undefined ? {} : { prefix }) }),
      hours,
      website,
      terms: terms ?? null,
    })),
  };
}

/** The headings and the lines of a page, about the card from whose menu it was opened. */
export function helpPrompts({ helpTopic, card }: VisitContext, today: CalendarDate): Prompt[] {
  return [prompt('help.title'), prompt(`help.${helpTopic}`), ...pages[helpTopic]({ card, today })];
}
