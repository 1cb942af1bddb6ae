import { headroomOf } from '../flows/topUp/topUp.ts';
import type { VisitSnapshot } from '../flows/visit/visit.ts';
import { isBroken, type ReturnedView } from '../flows/visit/visitContext.ts';
import type { MessageId } from '../messages/messages.ts';
import { prompt, told } from './prompts.ts';
import type { ScreenName } from './screens.ts';
import type { Prompt, ReturnedNoteView } from './view.ts';

/** Screens about money that is on its way or owed: what they say cannot wait for a note that is back in somebody's hand. */
const PRECEDING: ReadonlySet<ScreenName> = new Set(['note-seen', 'writing', 'asking-issuer', 'same-card', 'claim']);

/** Is a note that went back what the screen is about now? */
export function tellsReturned(snapshot: VisitSnapshot, flowScreen: ScreenName): boolean {
  const { context, value } = snapshot;
  const stands = value.notes === 'returned' || value.notes === 'held';
  return stands && context.returned !== null && !PRECEDING.has(flowScreen) && !isBroken(context.facts);
}

export function returnedView({ context: { returned } }: VisitSnapshot): ReturnedNoteView | null {
  return returned === null ? null : { amount: returned.value };
}

/** Why a note went back, in the passenger's words; null where nobody knows more than that. */
function reasonOf({ reason, cardLifted }: ReturnedView, headroom: number | null): Prompt | null {
  switch (reason) {
    case 'host':
      return prompt(cardLifted ? 'note-returned.card-gone' : 'note-returned.not-now');
    case 'not-recognised':
    case 'fraud':
      return prompt('note-returned.not-recognised');
    case 'not-let-in':
      if (cardLifted) return prompt('note-returned.card-gone');
      return headroom === null ? prompt('note-returned.not-let-in') : prompt('note-returned.too-much', { headroom });
    case 'second-note':
      return prompt('note-returned.second-note');
    case 'not-moved-well':
      return prompt('note-returned.not-moved-well');
    case 'escrow-timeout':
      return prompt('note-returned.too-slow');
    case 'unknown':
      return null;
  }
}

/** What takes the note's place: another one, where one is taken, or the card that still lies there. */
function nextOf(snapshot: VisitSnapshot): MessageId | null {
  if (snapshot.children.topUp?.getSnapshot().matches('inviting') === true) return 'note-returned.another';
  return snapshot.value.service === 'takeCard' ? 'take-card.title' : null;
}

export function returnedPrompts(snapshot: VisitSnapshot): Prompt[] {
  const { returned } = snapshot.context;
  if (returned === null) return [];
  const flow = snapshot.children.topUp?.getSnapshot();
  // Only while notes are let in it was its value that kept this one out.
  const reason = reasonOf(returned, flow?.matches('inviting') === true ? headroomOf(flow.context) : null);
  const next = nextOf(snapshot);
  return [
    told('note-returned'),
    ...(returned.value === null ? [] : [prompt('note-returned.amount', { amount: returned.value })]),
    ...(reason === null ? [] : [reason]),
    ...(next === null ? [] : [prompt(next)]),
  ];
}
