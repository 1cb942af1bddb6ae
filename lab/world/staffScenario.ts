import { caseOfTransaction } from '../../machines/flows/staff.ts';
import { type Interruption, isEffect, type Step } from './interruption.ts';
import { Passenger } from './passenger.ts';
import { comeToRest, START_MS } from './scenario.ts';
import { count, doErrands, exchange, sign, worldStaff } from './staffAtWork.ts';
import { findStaffFaults } from './staffInvariants.ts';
import { makeCard } from './worldCards.ts';
import { World } from './world.ts';

export interface StaffResult {
  readonly violations: readonly string[];
  /** The steps while staff was at work. */
  readonly steps: readonly Step[];
  readonly happened: readonly Interruption[];
  readonly kinds: readonly string[];
  readonly events: readonly string[];
}

/**
 * A day of the staff: one passenger paid in, another one's note jammed. A clerk signs the case as paid at the counter and exchanges the box;
 * a second person signs too and counts it; then the card of the case comes back. What is interrupted is gone on with by what the screen says.
 * @param interruptions counted from the first step of the staff
 */
export async function runStaffDay(interruptions: readonly Interruption[], keepEvents = 0): Promise<StaffResult> {
  const staff = worldStaff(Date.UTC(2026, 2, 5));
  const world = new World({ seed: 'staff', staff: staff.source, keepEvents });
  const [saver, unlucky] = [1, 2].map((index) => makeCard('ordinary', world.clock.wallMs(), index));
  if (saver === undefined || unlucky === undefined) throw new Error('no cards');
  world.adopt(saver);
  world.adopt(unlucky);
  world.boot();
  await world.until(() => world.view?.screen === 'attract', START_MS);
  await new Passenger(world, { card: saver, otherCard: unlucky, notes: [100, 500], whenAsked: 'puts-it-back' }).visit();
  await comeToRest(world);
  world.validator.faults.failNext('stack', 'jam-safe');
  const passenger = new Passenger(world, { card: unlucky, otherCard: saver, notes: [500], whenAsked: 'puts-it-back' });
  await passenger.visit();
  world.validator.clearJam();
  const doubtful = world.ledger().transactions.find(({ note }) => note === 'unknown');
  if (doubtful === undefined) throw new Error('the note did not jam');
  const id = caseOfTransaction(doubtful.id);
  const first = world.steps.length;
  world.interrupt(interruptions);
  const isSigned = (): boolean => world.ledger().staff.noteOn(id).signed !== null || isSettled();
  const isSettled = (): boolean => world.ledger().find(doubtful.id)?.settled !== undefined;
  await doErrands(world, staff.clerk, [sign(id, isSigned), exchange]);
  await doErrands(world, staff.second, [sign(id, isSettled), count]);
  const last = world.steps.length;
  await comeToRest(world);
  await passenger.comeBack();
  await comeToRest(world);
  for (const fault of findStaffFaults(world.disk.records, world.ledger())) world.violate(fault);
  const added = world.truth().addedTo.get(world.cards.findOf(unlucky) ?? '');
  if (added !== 0) world.violate(`NT$${added} that were paid at the counter are on the card too`);
  if (world.ledger().staff.noteOn(id).signed !== null) world.violate('a settled case is still signed');
  world.close();
  return {
    violations: world.violations,
    steps: world.steps.slice(first, last).map((each) => ({ ...each, index: each.index - first })),
    happened: world.happened,
    kinds: world.disk.records.map(({ kind }) => kind),
    events: world.log.lines,
  };
}

/** Where something of consequence is done by staff: a record, a slip. */
export function staffEffects({ steps }: StaffResult): readonly Step[] {
  return steps.filter(isEffect);
}
