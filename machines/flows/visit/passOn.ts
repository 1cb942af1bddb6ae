import type { CardActEvent } from '../cardAct/cardActFlow.ts';
import type { ResolveEvent } from '../resolve/resolve.ts';
import type { StaffFlowEvent } from '../staff/staffSetup.ts';
import type { TopUpEvent } from '../topUp/topUp.ts';
import type { FactEvent, VisitEvent } from './visitEvents.ts';

/** The flows that a visit starts: for a passenger one at a time, and staff's. */
export type FlowName = 'topUp' | 'cardAct' | 'resolve' | 'staff';

/** What a running flow is told when something becomes of the machine or its passenger; null: it is nothing to a flow. */
const toldAs = {
  // A reader that is away is as good as a card that is gone.
  'READER.OFFLINE': 'CARD.REMOVED',
  'JOURNAL.FAILED': 'MACHINE.BROKEN',
  'STATION.FAULTY': 'MACHINE.BROKEN',
  'IDLE.EXPIRED': 'FINISH',
  'CASH.OUT': 'CASH.OUT',
  'CASH.READY': null,
  'READER.ONLINE': null,
  'STATION.RECOVERED': null,
  'AUXILIARIES.JUDGED': null,
  'CLOCK.JUDGED': null,
  'HOURS.JUDGED': null,
  'SERVICE.SET': null,
  'OPERATOR.SWITCH': null,
  DOOR: null,
} as const satisfies Record<FactEvent['type'] | 'IDLE.EXPIRED', FlowEvent['type'] | null>;

/** Everything that a flow can be told. A word that nobody says does not compile. */
export type FlowEvent = Heard<TopUpEvent | CardActEvent | ResolveEvent | StaffFlowEvent>;
/** What the operator region and the staff flow itself say to it. */
type StaffOwnWord = 'STAFF.CLOSE' | 'STAFF.REOPEN' | 'STAFF.IDLE';
type Heard<Event extends { readonly type: VisitEvent['type'] | 'MACHINE.BROKEN' | 'WIND-UP' | StaffOwnWord }> = Event;

function isTranslated(type: string): type is keyof typeof toldAs {
  return Object.hasOwn(toldAs, type);
}

/** The event in the words of a flow. */
export function inFlowWords(event: VisitEvent): FlowEvent {
  const told = isTranslated(event.type) ? toldAs[event.type] : null;
  return (told === null ? event : { type: told }) as FlowEvent;
}

/** What the visit can do itself when it passes an event on. */
type Also = 'rememberWritten' | 'rememberAdded' | 'goOnToPass' | 'rememberLifted' | 'passengerActed';
type PassedOn = { readonly actions: (Also | { readonly type: 'tell'; readonly params: FlowName })[] };

/**
 * Passes on to a flow whatever it accepts in any of its states, so that nothing it waits for can be forgotten here.
 *
 * @param flow its machine
 * @param also what the visit does itself, before it passes the event on
 */
export function passOn(
  name: FlowName,
  flow: { readonly events: readonly string[] },
  also: { readonly [Type in VisitEvent['type']]?: readonly Also[] },
): { readonly [Type in VisitEvent['type']]?: PassedOn } {
  const heard = new Set(flow.events);
  const ownWords = flow.events.map((type) => type as VisitEvent['type']);
  const translated = Object.entries(toldAs).flatMap(([type, told]) =>
    told !== null && heard.has(told) ? [type as keyof typeof toldAs] : [],
  );
  const types = [...ownWords, ...translated, ...(Object.keys(also) as VisitEvent['type'][])];
  return Object.fromEntries(types.map((type) => [type, { actions: [...(also[type] ?? []), { type: 'tell', params: name }] }]));
}
