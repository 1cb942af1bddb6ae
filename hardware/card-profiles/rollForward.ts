import { type BlockChange, stateOf } from './blockChange.ts';
import type { CardBlocks } from './cardBlocks.ts';

export type RollForward =
  /** Write these in this order, then look again. */
  | { readonly decision: 'write'; readonly rest: readonly BlockChange[] }
  /** The card stands at the end of the plan. */
  | { readonly decision: 'written' }
  /** Somebody else changed the card since the plan was made. It must not be touched. */
  | { readonly decision: 'conflict'; readonly detail: string };

/**
 * Where a card stands on the way from "before" to "after", and what brings it to the end.
 *
 * The blocks are written in the order of `changes`, each only after the one before it was answered. So an interrupted run
 * leaves some first blocks new, then at most one block torn, then old ones; every other picture was painted by somebody
 * else. For an add-value (record, backup, purse; `~` torn):
 *
 * | record | backup | purse  | |
 * |--------|--------|--------|-|
 * | old    | before | before | nothing happened: write all three |
 * | ~      | before | before | write all three |
 * | ours   | before | before | write backup and purse |
 * | ours   | ~      | before | write backup and purse |
 * | ours   | after  | before | write the purse |
 * | ours   | after  | ~      | write the purse |
 * | ours   | after  | after  | written |
 */
export function decideRollForward(changes: readonly BlockChange[], seen: CardBlocks): RollForward {
  const states = changes.map((change) => stateOf(change, seen.get(change.place.block)));
  const first = states.findIndex(({ after }) => !after);
  if (first === -1) return { decision: 'written' };
  const fits = states.every(({ before, torn }, index) => index < first || before || (index === first && torn));
  if (!fits) return { decision: 'conflict', detail: describe(changes, states) };
  return { decision: 'write', rest: changes.slice(first) };
}

/** `10 after, 9 before, 8 foreign`: says where it does not fit, and no content. */
function describe(changes: readonly BlockChange[], states: readonly ReturnType<typeof stateOf>[]): string {
  const words = states.map((state, index) => {
    const word = state.after ? 'after' : state.before ? 'before' : state.torn ? 'torn' : 'foreign';
    return `${changes[index]?.place.block} ${word}`;
  });
  return `blocks that do not belong together: ${words.join(', ')}`;
}
