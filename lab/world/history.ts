import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { ValidatorChoice } from '../devices/validator/config.ts';
import { ELSEWHERE, type Elsewhere } from '../devices/card/cardElsewhere.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { allFaults, type Interruption } from './interruption.ts';
import { Passenger, type ServiceWish, type WhenAsked } from './passenger.ts';
import { type CardStory, liveOn } from './cardStories.ts';
import { cashOf, drawCard, drawWish, drawWire, NOTES, validators } from './randomRun.ts';
import { comeToRest, findEndFaults, isOpen, isTold, ISSUER_MS, QUIET_MS, RETURNS, START_MS, waitForNotes } from './scenario.ts';
import { DISK_LIES, type DiskLie } from './simulatedDisk.ts';
import type { WireFault } from './wireFaults.ts';
import { type CardBefore, isIssuerCard, makeCard } from './worldCards.ts';
import { World } from './world.ts';

/** One visit of a machine's life, and what goes wrong in it. Plain data. */
export interface HistoryVisit {
  /** Who comes; the same number is the same person with the same card. */
  readonly passenger: number;
  /** How that card stood when the history began. */
  readonly card: CardBefore;
  /** NT$ */
  readonly notes: readonly number[];
  readonly whenAsked: WhenAsked;
  readonly wish?: ServiceWish | undefined;
  readonly receipt: boolean;
  readonly wire: readonly { readonly fault: WireFault; readonly after: number }[];
  /** Steps are counted from the beginning of the visit. */
  readonly interruptions: readonly Interruption[];
  /** Where the card is used after the visit. */
  readonly elsewhere: readonly Elsewhere[];
  /** Comes back at once, to see what is on the card. */
  readonly looksAgain: boolean;
  /** After the visit the hall is closed until the next day; or staff switches the machine off and on, and another disk is found. */
  readonly afterwards: 'goes-on' | 'closes' | DiskLie;
}

/** The life of one machine over one journal. Plain data: it repeats itself. */
export interface History {
  readonly validator?: ValidatorChoice | undefined;
  /** An issuer is at the other end of a wire. */
  readonly issuer: boolean;
  readonly visits: readonly HistoryVisit[];
}

export interface HistoryReport {
  readonly visits: number;
  /** Everything that is in the event log. */
  readonly events: number;
  /** Faults that happened, disks that lied among them. */
  readonly faults: number;
  /** Visits in which a note was taken in or the issuer was asked for an act. */
  readonly moneyVisits: number;
  readonly violations: readonly string[];
  /** Number of the visit after which the first violation was known, from 0; null: there is none, or it showed at the very end. */
  readonly failedIn: number | null;
  readonly digest: string;
  readonly log: readonly string[];
}

export type FaultChoice = 'all' | 'none';

/** Visits of one history; what is left of a larger number is the last one. */
export const VISITS_OF_A_HISTORY = 200;

/** Of so many visits one is of somebody who was here before, or closes the day, or finds another disk behind it. */
const ONE_IN_AGAIN = 3;
const ONE_IN_CLOSES = 15;
const ONE_IN_LIES = 25;
const ONE_IN_LOOKS_AGAIN = 5;
/** Of so many histories one has an issuer. */
const ONE_IN_WITH_ISSUER = 3;
/** Somebody who was here before is one of so many. */
const REMEMBERED = 8;
/** Steps of a visit, roughly: where faults are worth placing. */
const STEPS = 120;
/** How often a card is used until its passenger comes again. */
const USES = [0, 0, 1, 1, 2, 4, 8];
const WHEN_ASKED: readonly WhenAsked[] = ['puts-it-back', 'puts-it-back', 'puts-another', 'walks-away'];

/** The history of this number that a seed holds; the first is 0. */
export function drawHistory(seed: number, index: number, length: number, faults: FaultChoice): History {
  const random = new SeededRandom(seed).fork(`history ${index}`);
  const issuer = random.integer(1, ONE_IN_WITH_ISSUER) === 1;
  const passengers: CardBefore[] = [];
  const visits = Array.from({ length }, (): HistoryVisit => {
    const again = passengers.length > 0 && random.integer(1, ONE_IN_AGAIN) === 1;
    const passenger = again ? Math.max(0, passengers.length - random.integer(1, REMEMBERED)) : passengers.length;
    const card = passengers[passenger] ?? newcomer(random, issuer, passengers);
    if (passenger === passengers.length) passengers.push(card);
    const wish = isIssuerCard(card) ? drawWish(random, card) : undefined;
    const notes = Array.from({ length: random.integer(wish === undefined ? 1 : 0, 2) }, () => random.pick(NOTES));
    const visit = {
      passenger,
      card,
      notes,
      wish,
      whenAsked: random.pick(WHEN_ASKED),
      receipt: random.integer(1, ONE_IN_AGAIN) === 1,
      elsewhere: Array.from({ length: random.pick(USES) }, () => random.pick(ELSEWHERE)),
      looksAgain: random.integer(1, ONE_IN_LOOKS_AGAIN) === 1,
    };
    const closes = random.integer(1, ONE_IN_CLOSES) === 1 ? 'closes' : 'goes-on';
    if (faults === 'none') return { ...visit, wire: [], interruptions: [], afterwards: closes };
    const interruptions = Array.from({ length: random.integer(0, 3) }, () => ({
      at: random.integer(1, STEPS),
      fault: random.pick(allFaults),
    }));
    const afterwards = random.integer(1, ONE_IN_LIES) === 1 ? random.pick(DISK_LIES) : closes;
    return { ...visit, wire: wish === undefined ? [] : drawWire(random), interruptions, afterwards };
  });
  return { issuer, validator: random.pick(validators), visits };
}

/** A card of the issuer's is one of its kind: nobody else can come with it. */
function newcomer(random: SeededRandom, issuer: boolean, known: readonly CardBefore[]): CardBefore {
  const drawn = drawCard(random, issuer);
  return isIssuerCard(drawn) && known.includes(drawn) ? cashOf(random) : drawn;
}

/** Worlds differ in what happens in them, not in their chance. */
const WORLD_SEED = 'history';

/** Longest that a machine whose disk is not its own is looked at, milliseconds. */
const REFUSED_MS = 20_000;

/** Lives through a history, and proves its books: at every event, and to the dollar at its end. */
export async function runHistory(history: History, keepEvents = 0): Promise<HistoryReport> {
  const world = new World({ seed: WORLD_SEED, keepEvents, issuer: history.issuer, validator: history.validator });
  const cards = new Map<number, SimulatedCard>();
  // Number 0 is the card that somebody lays down in place of another.
  const otherCard = makeCard('ordinary', world.clock.wallMs(), 0);
  world.adopt(otherCard);
  const stories: CardStory[] = [];
  let moneyVisits = 0;
  let lies = 0;
  let failedIn: number | null = null;
  const passengerOf = (visit: HistoryVisit): Passenger => {
    const known = cards.get(visit.passenger);
    const card = known ?? makeCard(visit.card, world.clock.wallMs(), visit.passenger + 1);
    if (known === undefined) {
      cards.set(visit.passenger, card);
      world.adopt(card);
    }
    return new Passenger(world, { ...visit, card, otherCard });
  };

  world.boot();
  await world.until(() => world.view?.screen === 'attract', START_MS);
  for (const [index, visit] of history.visits.entries()) {
    const first = world.steps.length;
    const passenger = passengerOf(visit);
    world.interrupt(visit.interruptions);
    for (const { fault, after } of visit.wire) world.issuer?.wire.failNext(fault, { after });
    await passenger.visit();
    await world.pass(QUIET_MS);
    world.interrupt([]);
    world.validator.clearJam();
    world.issuer?.wire.clear();
    world.time.setRight();
    await comeToRest(world);
    await waitForNotes(world);
    if (visit.looksAgain) {
      await passenger.comeBack();
      await comeToRest(world);
    }
    if (world.steps.slice(first).some(isMoneyAct)) moneyVisits += 1;
    const card = cards.get(visit.passenger);
    if (card !== undefined) stories.push(...liveOn(world, card, visit.elsewhere));
    if (visit.afterwards === 'closes') {
      world.sleepUntilTomorrow();
      await comeToRest(world);
    } else if (visit.afterwards !== 'goes-on') {
      lies += 1;
      await findAnotherDisk(world, visit.afterwards);
    }
    if (world.violations.length > 0) {
      failedIn = index;
      break;
    }
  }
  if (failedIn === null) await everybodyComesBack(world, history, passengerOf);
  const usedHereOnly = history.visits.every(({ elsewhere }) => elsewhere.length === 0);
  if (failedIn === null) for (const fault of findEndFaults(world, stories, usedHereOnly, [...cards.values()])) world.violate(fault);
  world.close();
  return {
    visits: history.visits.length,
    events: world.log.count,
    faults: world.happened.length + lies,
    moneyVisits,
    violations: world.violations,
    failedIn,
    digest: world.log.digest(),
    log: world.log.lines,
  };
}

function isMoneyAct({ part, what }: World['steps'][number]): boolean {
  return (part === 'journal' && what === 'note-keep.intent') || (part === 'issuer' && what === 'authorisation');
}

/** Whoever is owed something comes back, until nothing more can be settled. */
async function everybodyComesBack(world: World, history: History, passengerOf: (visit: HistoryVisit) => Passenger): Promise<void> {
  const passengers = [...new Map(history.visits.map((visit) => [visit.passenger, visit])).values()];
  for (let time = 0; time < RETURNS && isOpen(world); time += 1) {
    for (const visit of passengers) {
      const passenger = passengerOf({ ...visit, whenAsked: 'puts-it-back' });
      if (!isOpen(world, passenger.card)) continue;
      await passenger.comeBack();
      await comeToRest(world);
    }
  }
  await world.until(() => isTold(world), ISSUER_MS);
}

/**
 * The machine is switched off, and on again with another disk, or another anchor, than its own. It serves nobody and changes nothing,
 * until its own is there again. An anchor that is some records behind is no reason to refuse: the journal itself is the machine's own.
 */
async function findAnotherDisk(world: World, lie: DiskLie): Promise<void> {
  world.cutPower();
  world.disk.pretend(lie);
  world.log.write(world.clock.monotonicMs(), `disk ${lie}`);
  if (lie === 'anchor-old') {
    await comeToRest(world);
    return;
  }
  const { found } = world.disk;
  await world.until(() => world.view?.screen === 'out-of-service', START_MS);
  await world.pass(REFUSED_MS);
  if (world.view?.screen !== 'out-of-service') world.violate(`a machine with ${lie} shows ${world.view?.screen ?? 'nothing'}`);
  if (world.validator.accepting) world.violate(`a machine with ${lie} takes notes`);
  if (world.disk.found !== found) world.violate(`a machine with ${lie} writes to it`);
  world.cutPower();
  world.disk.pretend(null);
  await comeToRest(world);
}
