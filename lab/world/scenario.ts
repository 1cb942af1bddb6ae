import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { Elsewhere } from '../devices/card/cardElsewhere.ts';
import type { StaffCase } from '../../machines/errors/errorCatalogue.ts';
import { limits } from '../../machines/flows/limits.ts';
import { findChainFault } from '../../station/journal/chain.ts';
import { actStandingOf } from '../../station/journal/actLedger.ts';
import { type Ledger, moneyStateOf } from '../../station/journal/ledger.ts';
import { findActDebt } from './actInvariants.ts';
import { LAST_PAUSE_MS } from '../../station/effects/settlement.ts';
import type { ValidatorChoice } from '../devices/validator/config.ts';
import type { Interruption, Step } from './interruption.ts';
import { type CardStory, findBareCases, findMisread, findSpoiled, liveOn } from './cardStories.ts';
import { findDebt, findFalseAlarm } from './invariants.ts';
import { Passenger, type ServiceWish, type WhenAsked } from './passenger.ts';
import type { WireFault } from './wireFaults.ts';
import { type CardBefore, isIssuerCard, makeCard } from './worldCards.ts';
import { World } from './world.ts';

/** One visit of one passenger, and everything that goes wrong in it. Plain data. */
export interface Scenario {
  readonly card: CardBefore;
  /** NT$ */
  readonly notes: readonly number[];
  readonly whenAsked: WhenAsked;
  readonly wish?: ServiceWish | undefined;
  /** The passenger wants a receipt. */
  readonly receipt?: boolean | undefined;
  /** What requests to the issuer suffer until the visit is over: each fault strikes once, after so many requests. */
  readonly wire?: readonly { readonly fault: WireFault; readonly after: number; readonly on?: string }[] | undefined;
  readonly interruptions: readonly Interruption[];
  /** Where the card is used after the visit, before it comes back. */
  readonly elsewhere?: readonly Elsewhere[] | undefined;
  /** What the note validator is like; left out, as the manual says. */
  readonly validator?: ValidatorChoice | undefined;
}

export interface ScenarioResult {
  readonly violations: readonly string[];
  readonly steps: readonly Step[];
  /** How many of the steps belong to the visit itself and its recovery; the rest is looking at the card again. */
  readonly visitSteps: number;
  /** Interruptions that really happened: a fault earlier may have led elsewhere. */
  readonly happened: readonly Interruption[];
  /** Hash of everything that happened. */
  readonly digest: string;
  readonly boots: number;
  /** The same card was asked for: what the passenger then does made a difference. */
  readonly askedForCard: boolean;
  /** What the screen showed since the first interruption. */
  readonly screens: readonly (string | null)[];
  /** What the station called an error of its own. */
  readonly errors: readonly string[];
  /** How each transaction of the visit stands at the very end. */
  readonly ends: readonly TransactionEnd[];
  /** Virtual milliseconds. */
  readonly tookMs: number;
  readonly events: readonly string[];
}

/** Worlds differ in what happens in them, not in their chance: a scenario alone repeats one. */
const WORLD_SEED = 'world';

/** Longest that a station may need from its start to a screen, milliseconds of virtual time. */
export const START_MS = 60_000;

/** Longest that a screen waits for somebody who has gone: the same card, then the claim, with what lies between. */
const DESERTED_MS = limits.sameCardMs + limits.claimShownMs + 2 * (limits.idleMs + limits.idleWarningMs);

/** Time without faults after which everything must have come to rest. */
export const QUIET_MS = 15_000;

/** Longest that a note, and the unit's word about it, is waited for, milliseconds: one that stands still on its way goes on. */
const WORD_MS = 180_000;

/** Nothing is on its way any more, and every note has its end. */
export async function waitForNotes(world: World): Promise<void> {
  await world.until(() => world.ledger().pendingNotes().length === 0 && world.validator.phase === null, WORD_MS);
}

/** With the network there again, time in which the issuer must have heard everything: its longest pause and the requests. */
export const ISSUER_MS = LAST_PAUSE_MS + 60_000;

/** How often a passenger comes back to see what is on the card. */
export const RETURNS = 3;

/** Lets the machine come to rest; staff starts it again, and sets it right, when it is openly out of service. */
export async function comeToRest(world: World): Promise<void> {
  const resting = (): boolean => world.view?.screen === 'attract';
  if (await world.until(() => resting() || world.view?.screen === 'out-of-service', DESERTED_MS)) {
    // A machine that only needs a moment is not out of service.
    if (await world.until(resting, START_MS)) return;
  }
  // Openly out of service (the journal failed, say): staff restarts the machine.
  if (world.view?.screen !== 'out-of-service') world.violate(`no rest: the screen is ${world.view?.screen ?? 'dark'}`);
  const clockIsWrong = world.view?.prompts.some(({ id }) => id === 'condition.clock-wrong') ?? false;
  world.kill();
  if (clockIsWrong) world.confirmClock();
  if (!(await world.until(resting, START_MS)))
    world.violate(`does not come back into service: ${world.view?.prompts.map((prompt) => prompt.id).join()}`);
}

/** Does the machine still owe something that it could settle with a card, or with this one? */
export function isOpen(world: World, only?: SimulatedCard): boolean {
  const { acts, transactions } = world.ledger();
  const find = only === undefined ? null : world.cards.findOf(only);
  const waiting = ['owed', 'undecided', 'note-pending'];
  return (
    transactions.some((each) => (find === null || each.card.find === find) && waiting.includes(moneyStateOf(each))) ||
    acts.asked.some((each) => (find === null || each.card.find === find) && actStandingOf(each) === 'undecided')
  );
}

/** Has everything that the issuer is to hear been told? */
export function isTold(world: World): boolean {
  return world.ledger().acts.asked.every((act) => ['closed', 'undecided', 'case'].includes(actStandingOf(act)));
}

function countCases(world: World, cause: StaffCase): number {
  return world.disk.records.filter((record) => record.kind === 'case' && record.body.includes(cause)).length;
}

/** `done`: the card carries it; `not-done`: neither the card nor anybody's purse was touched; `open`: on record, with a claim. */
export type TransactionEnd = 'done' | 'not-done' | 'open';

function endsIn({ transactions, acts }: Ledger): TransactionEnd[] {
  const writes = [
    ...transactions.map((each) => ({ write: each.write, over: moneyStateOf(each) === 'closed' })),
    ...acts.all.map((each) => ({ write: each.write, over: actStandingOf(each) === 'closed' })),
  ];
  return writes.map(({ write, over }) => (write === 'written' ? 'done' : over ? 'not-done' : 'open'));
}

/** What must hold at the very end, with everything quiet, every card seen again and the issuer told. */
export function findEndFaults(
  world: World,
  stories: readonly CardStory[],
  usedHereOnly: boolean,
  cards: readonly SimulatedCard[],
): string[] {
  const alarms = countCases(world, 'unexplained-note');
  const faults = [
    ...findDebt(world.ledger(), world.truth()),
    ...findFalseAlarm(world.ledger(), world.truth(), alarms - world.disturbances.made.orphans - world.disturbances.toldTwice),
  ];
  const issuer = world.issuerTruth();
  if (issuer !== null) faults.push(...findActDebt(world.ledger(), issuer));
  faults.push(...findMisread(world, stories), ...findBareCases(world), ...cards.flatMap((card) => findSpoiled(world, card)));
  if (usedHereOnly && countCases(world, 'card-conflict') > 0) faults.push('a card that was used nowhere else contradicts itself');
  faults.push(...world.findNoteFaults());
  if (countCases(world, 'journal-forked') > 0) faults.push('the centre keeps other records than the disk');
  const broken = findChainFault(world.disk.records);
  if (broken !== null) faults.push(`the journal's chain is broken at ${broken.seq}`);
  return faults;
}

/** Runs one scenario from an empty disk to the last look at the card, and proves the books. */
export async function runScenario(scenario: Scenario, keepEvents = 0): Promise<ScenarioResult> {
  const world = new World({
    seed: WORLD_SEED,
    interruptions: scenario.interruptions,
    keepEvents,
    issuer: isIssuerCard(scenario.card),
    validator: scenario.validator,
  });
  const card = makeCard(scenario.card, world.clock.wallMs(), 1);
  const otherCard = makeCard('ordinary', world.clock.wallMs(), 2);
  world.adopt(card);
  world.adopt(otherCard);
  const passenger = new Passenger(world, {
    card,
    otherCard,
    notes: scenario.notes,
    whenAsked: scenario.whenAsked,
    wish: scenario.wish,
    receipt: scenario.receipt,
  });

  for (const { fault, ...plan } of scenario.wire ?? []) world.issuer?.wire.failNext(fault, plan);
  world.boot();
  await world.until(() => world.view?.screen === 'attract', START_MS);
  await passenger.visit();
  await world.pass(QUIET_MS);
  world.validator.clearJam();
  world.issuer?.wire.clear();
  world.time.setRight();
  await comeToRest(world);
  await waitForNotes(world);
  const visitSteps = world.steps.length;
  if (scenario.whenAsked === 'comes-another-day') {
    world.sleepUntilTomorrow();
    await comeToRest(world);
  }
  const stories = liveOn(world, card, scenario.elsewhere ?? []);
  for (let time = 0; time < RETURNS; time += 1) {
    await passenger.comeBack();
    await comeToRest(world);
    if (!isOpen(world)) break;
  }
  await world.until(() => isTold(world), ISSUER_MS);
  const usedHereOnly = (scenario.elsewhere ?? []).length === 0;
  for (const fault of findEndFaults(world, stories, usedHereOnly, [card])) world.violate(fault);
  world.close();
  return {
    violations: world.violations,
    steps: world.steps,
    visitSteps,
    happened: world.happened,
    digest: world.log.digest(),
    boots: world.boots,
    askedForCard: world.askedForCard,
    screens: world.screens,
    errors: world.errors,
    ends: endsIn(world.ledger()),
    tookMs: world.clock.monotonicMs(),
    events: world.log.lines,
  };
}
