import type { AnyMachineSnapshot } from 'xstate';
import { inFlowWords } from './passOn.ts';
import type { VisitSnapshot } from './visit.ts';
import type { VisitEvent } from './visitEvents.ts';

/**
 * `accepted`: something comes of it. `ignored`: the state has a row for it that says that nothing does. `unforeseen`: no
 * state thought of it, so that whatever it says is lost.
 */
export type Hearing = 'accepted' | 'ignored' | 'unforeseen';

/** A note that comes while no flow can decide about it: that another region takes notice of it helps nobody. */
const FOR_A_FLOW: ReadonlySet<VisitEvent['type']> = new Set(['NOTE.SEEN', 'NOTE.ESCROWED']);

/**
 * What comes of an event now. Where the running flow knows such an event, it is asked: the visit would pass it on in any case.
 */
export function hearing(visit: VisitSnapshot, event: VisitEvent): Hearing {
  const flow = flowOf(visit);
  const told = inFlowWords(event);
  if (flow?.machine.events.includes(told.type) === true) return hearingOf(flow, told);
  if (FOR_A_FLOW.has(event.type)) return 'unforeseen';
  return hearingOf(visit as AnyMachineSnapshot, event);
}

/** Where a visit stands, for a log: its service and the state of the flow that runs. */
export function placeOf(visit: VisitSnapshot): string {
  const flow = flowOf(visit);
  return flow === undefined ? visit.value.service : `${visit.value.service} ${JSON.stringify(flow.value)}`;
}

function flowOf({ children: { topUp, cardAct, resolve, staff } }: VisitSnapshot): AnyMachineSnapshot | undefined {
  return (topUp ?? cardAct ?? resolve ?? staff)?.getSnapshot();
}

function hearingOf(snapshot: AnyMachineSnapshot, event: { readonly type: string }): Hearing {
  if (snapshot.can(event)) return 'accepted';
  return snapshot.machine.getTransitionData(snapshot, event).length > 0 ? 'ignored' : 'unforeseen';
}
