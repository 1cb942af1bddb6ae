import { hearing } from '../flows/visit/hearing.ts';
import { tellsRefusal, type VisitSnapshot } from '../flows/visit/visit.ts';
import type { CardActSnapshot } from '../flows/cardAct/cardActFlow.ts';
import type { VisitContext } from '../flows/visit/visitContext.ts';
import type { VisitEvent } from '../flows/visit/visitEvents.ts';
import type { ServiceOffer } from '../flows/cardAct/serviceOffer.ts';
import { offersOf } from '../flows/visit/visitDecisions.ts';
import { type PassToChoose, passesFor, passesOnSale, passOfWord, passWord } from '../flows/cardAct/passOffers.ts';
import { askedOf } from '../flows/cardAct/asked.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import { passNameOf } from '../rules/passNames.ts';
import { turnsFrom } from './helpView.ts';
import { serviceView } from './serviceView.ts';
import { refusalScreens, type ScreenName, screens } from './screens.ts';
import { staffControls } from './staffView.ts';
import type { Control, Verb } from './view.ts';
import { hallLanguages, type Language, languages, languageTable } from '../messages/languages.ts';
import { helpTopics, type HelpTopic, type Service, services } from '../words.ts';

function isLanguage(arg: string | undefined): arg is Language {
  return languages.some((language) => language === arg);
}

function isService(arg: string | undefined): arg is Service {
  return services.some((service) => service === arg);
}

function isHelpTopic(arg: string | undefined): arg is HelpTopic {
  return helpTopics.some((topic) => topic === arg);
}

/** What a verb means to the machines, or null when its argument makes no sense. */
function eventOf(verb: Verb, arg: string | undefined): VisitEvent | null {
  switch (verb) {
    case 'choose-language':
      return isLanguage(arg) ? { type: 'LANGUAGE', language: arg } : null;
    case 'finish':
      return { type: 'FINISH' };
    case 'more-time':
      return { type: 'MORE-TIME' };
    case 'toggle-history':
      return { type: 'TOGGLE-HISTORY' };
    case 'toggle-amounts':
      return { type: 'TOGGLE-AMOUNTS' };
    case 'toggle-places':
      return { type: 'TOGGLE-PLACES' };
    case 'print-slip':
      return { type: 'PRINT-SLIP' };
    case 'call-staff':
      return { type: 'CALL-STAFF' };
    case 'print-statement':
      return { type: 'PRINT-STATEMENT' };
    case 'more-services':
      return { type: 'MORE-SERVICES' };
    case 'choose-service':
      return isService(arg) ? { type: 'CHOOSE-SERVICE', service: arg } : null;
    case 'choose-pass': {
      const pass = passOfWord(arg);
      return pass === null ? null : { type: 'CHOOSE-PASS', choice: pass };
    }
    case 'add-cash':
      return { type: 'ADD-CASH' };
    case 'confirm':
      return { type: 'CONFIRM' };
    case 'cancel':
      return { type: 'CANCEL' };
    case 'help':
      return isHelpTopic(arg) ? { type: 'HELP', topic: arg } : null;
    case 'give-up-card':
      return { type: 'GIVE-UP-CARD' };
    case 'claim-seen':
      return { type: 'CLAIM-SEEN' };
    case 'staff-key':
      return arg === undefined ? null : { type: 'STAFF.KEY', key: arg };
    case 'staff-choose':
      return arg === undefined ? null : { type: 'STAFF.CHOOSE', choice: arg };
  }
}

/** The event that a control stands for, if it is accepted now; null otherwise. */
export function acceptedEvent(snapshot: VisitSnapshot, verb: Verb, arg: string | undefined): VisitEvent | null {
  const event = eventOf(verb, arg);
  return event !== null && hearing(snapshot, event) === 'accepted' ? event : null;
}

function control(verb: Verb, labelId: Control['label']['id'], emphasis: Control['emphasis'], arg?: string): Control {
  return { verb, label: { id: labelId }, emphasis, ...(arg === undefined ? {} : { arg }) };
}

/**
 * The one service that there is a reason for now, if any: a card that has run out can be used again, money that waits can be
 * had, a purse that is low can be filled (autoload is only offered then, K06).
 */
function recommendedOf(context: VisitContext): Service | null {
  const done = new Set(offersOf(context).flatMap(({ service, act }) => (act === null ? [] : [service])));
  const reasons = [...(context.refusal === 'K01' ? (['extend'] as const) : []), 'collect', 'autoload'] as const;
  return reasons.find((service) => done.has(service)) ?? null;
}

/** Stands out where there is a reason for it; what can only be told of here lies flat. */
function choice(offer: ServiceOffer, recommended: Service | null): Control {
  const { service } = offer;
  const toldOnly = offer.act === null && offer.reason !== 'choose';
  const emphasis = toldOnly ? 'quiet' : service === recommended ? 'primary' : 'secondary';
  return control('choose-service', `service.${service}`, emphasis, service);
}

/** What cannot wait stands on the first screen; everything else is one touch away. */
const pressing: ReadonlySet<Service> = new Set(['autoload', 'collect']);

function ofBalance({ context }: VisitSnapshot): Control[] {
  // A card that has run out is extended before it can be used.
  const expired = context.refusal === 'K01';
  const urgent = offersOf(context).filter(
    ({ act, service }) => act !== null && (pressing.has(service) || (service === 'extend' && expired)),
  );
  return [
    // Whoever looks at the last six has one thing before the eyes; what is urgent stands there again when they are folded.
    ...(context.historyShown ? [] : urgent).map((offer) => choice(offer, recommendedOf(context))),
    control('finish', 'control.finish', 'secondary'),
    control('more-services', 'control.more-services', 'secondary'),
  ];
}

function ofMenu({ context }: VisitSnapshot): Control[] {
  return [
    ...offersOf(context).map((offer) => choice(offer, recommendedOf(context))),
    control('print-statement', 'control.print-statement', 'secondary'),
    control('help', 'control.help', 'secondary', 'contacts'),
    control('cancel', 'control.back', 'secondary'),
    control('finish', 'control.finish', 'quiet'),
  ];
}

/** Those that the card can have; before one is laid down, all that are sold. */
function passesToChoose({ card, host, readAtMs }: VisitContext, today: CalendarDate): readonly PassToChoose[] {
  const asked = card === null ? null : askedOf(card, host, readAtMs);
  return asked === null ? passesOnSale(today) : passesFor(asked);
}

/** Period tickets, each with its price and days; the one that was chosen stands out. */
function ofPasses({ context }: VisitSnapshot, today: CalendarDate): Control[] {
  const { language, wantedPass } = context;
  const chosen = wantedPass === null ? null : passWord(wantedPass.choice);
  const choices = passesToChoose(context, today).map(({ choice: one, price, firstDay, lastDay }): Control => {
    const word = passWord(one);
    return {
      verb: 'choose-pass',
      arg: word,
      label: { id: 'pass.name', params: { name: passNameOf(one.product, language).name } },
      about: { id: 'pass.about', params: { price, from: firstDay, until: lastDay } },
      emphasis: word === chosen ? 'primary' : 'secondary',
    };
  });
  return [...choices, control('cancel', 'control.back', 'secondary')];
}

/** The answers to a service's question. Where it can never be undone, the way out is the one that stands out. */
function ofService(flow: CardActSnapshot | undefined, language: Language): Control[] {
  const view = serviceView(flow, language);
  if (view === null) return [];
  switch (view.step) {
    case 'offer':
    case 'confirm':
    case 'weigh':
      if (view.service === 'period-pass') {
        return [
          control('confirm', 'control.confirm', 'primary'),
          control('add-cash', 'control.add-cash', 'secondary'),
          control('cancel', 'control.back', 'secondary'),
        ];
      }
      return view.grave
        ? [control('cancel', 'control.cancel', 'primary'), control('confirm', 'control.agree', 'secondary')]
        : [control('confirm', 'control.confirm', 'primary'), control('cancel', 'control.cancel', 'secondary')];
    case 'inform':
      return flow?.can({ type: 'ADD-CASH' }) === true
        ? [control('add-cash', 'control.add-cash', 'primary'), control('cancel', 'control.back', 'secondary')]
        : [control('finish', 'control.finish', 'primary'), control('cancel', 'control.back', 'secondary')];
    case 'refused':
    case 'done':
      return [control('finish', 'control.finish', 'primary'), control('cancel', 'control.back', 'secondary')];
    case 'asking':
    case 'writing':
      return [];
  }
}

/** Named as itself, whatever language the screen speaks. */
function languageChoice(language: Language): Control {
  const label = { id: 'language.name', params: { name: languageTable[language].name } } as const;
  return { verb: 'choose-language', arg: language, label, emphasis: 'quiet' };
}

function ofHelp(context: VisitSnapshot['context']): Control[] {
  const turns = turnsFrom(context).map((one) => control('help', `help.${one}`, 'secondary', one));
  return [...turns, control('cancel', 'control.back', 'primary')];
}

/** Everything that might be offered on a screen, in reading order; what is not accepted now is left out. */
function candidates(snapshot: VisitSnapshot, screen: ScreenName, today: CalendarDate): Control[] {
  const { context, children, value } = snapshot;
  const some: Control[] = [];
  if (value.attention === 'warning' || (screen === 'same-card' && children.resolve !== undefined)) {
    some.push(control('more-time', 'control.more-time', 'primary'));
  }
  if (screen === 'same-card') some.push(control('give-up-card', 'control.give-up-card', 'quiet'));
  if (screen === 'claim') some.push(control('claim-seen', 'control.claim-seen', 'primary'));
  if (screen === 'balance') some.push(...ofBalance(snapshot));
  if (screen === 'added' || screen === 'result') some.push(control('finish', 'control.finish', 'secondary'));
  // Not after a note: what else can be had goes by the card as it was read.
  if (screen === 'added') some.push(control('more-services', 'control.more-services', 'secondary'));
  if (screen === 'menu') some.push(...ofMenu(snapshot));
  if (screen === 'passes') some.push(...ofPasses(snapshot, today));
  if (screen === 'attract' && passesOnSale(today).length > 0) {
    some.push(control('choose-service', 'service.period-pass', 'secondary', 'period-pass'));
  }
  some.push(...ofService(children.cardAct?.getSnapshot(), context.language));
  if (screen === 'help') some.push(...ofHelp(context));
  const staff = children.staff?.getSnapshot();
  if (screen === 'staff' && staff !== undefined) some.push(...staffControls(staff));
  if (screen === 'attract') some.push(control('help', 'control.help', 'quiet', 'contacts'));
  if (screen === 'balance' && context.card !== null) {
    some.push(control('toggle-history', context.historyShown ? 'control.hide-history' : 'control.show-history', 'quiet'));
    some.push(control('toggle-amounts', context.amountsHidden ? 'control.show-amounts' : 'control.hide-amounts', 'quiet'));
  }
  if (screen === 'balance' && context.historyShown && (context.card?.transactions.length ?? 0) > 0) {
    some.push(control('toggle-places', context.placesShown ? 'control.hide-places' : 'control.show-places', 'quiet'));
  }
  const refused = refusalScreens.has(screen) && tellsRefusal(snapshot);
  const done = screens[screen].slip && !context.cardForgotten && context.completed.length > 0;
  if ((refused || done) && context.slip !== 'printed') {
    some.push(control('print-slip', 'control.print-slip', 'secondary'));
  }
  for (const language of screen === 'staff' ? hallLanguages : languages) some.push(languageChoice(language));
  if (!context.staffCalled && screen !== 'staff') some.push(control('call-staff', 'control.call-staff', 'quiet'));
  return some;
}

/** The controls of a screen. Whatever is offered is accepted (an invariant of the simulated world). */
export function controlsOf(snapshot: VisitSnapshot, screen: ScreenName, today: CalendarDate): Control[] {
  return candidates(snapshot, screen, today).filter((offer) => acceptedEvent(snapshot, offer.verb, offer.arg) !== null);
}
