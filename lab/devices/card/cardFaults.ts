import { type CardCommand, changesCard, type CommandGroup, groupOf } from './cardCommand.ts';
import { type FaultPlan, FaultQueue } from '../faultQueue.ts';
import type { WriteCut } from './simulatedCard.ts';

/** What can go wrong with one command. Every row has been seen with real parts but `torn-write`, which readers cannot show. */
export type CardFaultName =
  | 'removed-before-execution' /** the card leaves; the command does nothing; no answer */
  | 'removed-after-execution' /** done, then the card leaves; no answer */
  | 'torn-write' /** a part of the block is stored, then the card leaves; no answer */
  | 'acknowledged-but-torn' /** answered as done, but only a part was stored; then the card leaves */
  | 'answer-lost' /** done, no answer; the card stays */
  | 'status-6300' /** not done, 63 00; the card stays */
  | 'status-6300-after-execution' /** done, and still 63 00; the card stays */
  | 'mute' /** not done and never answered, until the card leaves */
  | 'mute-after-execution' /** done and never answered, until the card leaves */
  | 'slow'; /** done and answered, late */

export interface CardFaultPlan extends FaultPlan {
  /** Only commands of this group count; left out, all do. `change` is whatever can change the memory. */
  readonly on?: CommandGroup | 'change';
  /** For torn writes: what of the block is stored; default its first 8 bytes. */
  readonly cut?: WriteCut;
  /** For `slow`: further milliseconds; default 1000. */
  readonly extraMs?: number;
}

/** A fault as it strikes, with its details. */
export interface StruckFault {
  readonly name: CardFaultName;
  readonly cut: WriteCut;
  readonly extraMs: number;
}

/** The faults that wait for their command. */
export class CardFaultScript extends FaultQueue<CardFaultName, CardFaultPlan> {
  /** Counts `command` and says what strikes it. */
  strike(command: CardCommand): StruckFault | null {
    const struck = this.take((plan) => counts(plan, command));
    if (struck === null) return null;
    return { name: struck.fault, cut: struck.plan.cut ?? { storedBytes: 8 }, extraMs: struck.plan.extraMs ?? 1000 };
  }
}

function counts(plan: CardFaultPlan, command: CardCommand): boolean {
  if (plan.on === undefined) return true;
  return plan.on === 'change' ? changesCard(command) : groupOf(command) === plan.on;
}
