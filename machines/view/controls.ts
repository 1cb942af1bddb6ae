import type { VisitEvent, VisitMachine } from '../flows/visit.ts';
import type { SnapshotFrom } from 'xstate';
import { type Control, type Language, languages, type ScreenName, type Verb } from './view.ts';

type VisitSnapshot = SnapshotFrom<VisitMachine>;

/** The actor that offers a control and therefore judges it. `flow`: the child flow that is running. */
type Offerer = 'visit' | 'topUp' | 'query' | 'resolve';

function isLanguage(arg: string | undefined): arg is Language {
  return languages.some((language) => language === arg);
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
    case 'toggle-places':
      return { type: 'TOGGLE-PLACES' };
    case 'print-slip':
      return { type: 'PRINT-SLIP' };
    case 'call-staff':
      return { type: 'CALL-STAFF' };
    case 'give-up-card':
      return { type: 'GIVE-UP-CARD' };
    case 'claim-seen':
      return { type: 'CLAIM-SEEN' };
  }
}

function offererOf(verb: Verb, snapshot: VisitSnapshot): Offerer {
  switch (verb) {
    case 'choose-language':
    case 'toggle-places':
    case 'print-slip':
    case 'call-staff':
      return 'visit';
    case 'finish':
      return snapshot.children.query === undefined ? 'topUp' : 'query';
    case 'give-up-card':
    case 'claim-seen':
      return 'resolve';
    case 'more-time':
      return snapshot.children.resolve === undefined ? 'visit' : 'resolve';
  }
}

/**
 * The event that a control stands for, if the actor that offers it accepts it now; null otherwise. The root forwards
 * it to that actor: its own `can` would be true for whatever it forwards.
 */
export function acceptedEvent(snapshot: VisitSnapshot, verb: Verb, arg: string | undefined): VisitEvent | null {
  const event = eventOf(verb, arg);
  if (event === null) return null;
  const offerer = offererOf(verb, snapshot);
  if (offerer === 'visit') return snapshot.can(event) ? event : null;
  const flow = snapshot.children[offerer]?.getSnapshot();
  return flow !== undefined && snapshot.can(event) && flow.can(event as never) ? event : null;
}

function control(verb: Verb, labelId: Control['label']['id'], emphasis: Control['emphasis'], arg?: string): Control {
  return { verb, label: { id: labelId }, emphasis, ...(arg === undefined ? {} : { arg }) };
}

/** Everything that might be offered on a screen, in reading order; what is not accepted now is left out. */
function candidates({ context, children, value }: VisitSnapshot, screen: ScreenName): Control[] {
  const some: Control[] = [];
  if (screen === 'same-card') some.push(control('give-up-card', 'control.give-up-card', 'quiet'));
  if (screen === 'claim') some.push(control('claim-seen', 'control.claim-seen', 'primary'));
  if (value.attention === 'warning' || (screen === 'same-card' && children.resolve !== undefined)) {
    some.unshift(control('more-time', 'control.more-time', 'primary'));
  }
  if (screen === 'balance' || screen === 'added') some.push(control('finish', 'control.finish', 'secondary'));
  if (screen === 'balance' && (context.card?.transactions.length ?? 0) > 0) {
    some.push(control('toggle-places', context.placesShown ? 'control.hide-places' : 'control.show-places', 'quiet'));
  }
  if ((screen === 'added' || screen === 'take-card') && context.slip !== 'printed') {
    some.push(control('print-slip', 'control.print-slip', 'secondary'));
  }
  for (const language of languages) some.push(control('choose-language', 'language.name', 'quiet', language));
  if (!context.staffCalled) some.push(control('call-staff', 'control.call-staff', 'quiet'));
  return some;
}

/** The controls of a screen. Whatever is offered is accepted (an invariant of the simulated world). */
export function controlsOf(snapshot: VisitSnapshot, screen: ScreenName): Control[] {
  return candidates(snapshot, screen).filter((offer) => acceptedEvent(snapshot, offer.verb, offer.arg) !== null);
}
