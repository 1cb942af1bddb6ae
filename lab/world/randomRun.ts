import { createHash } from 'node:crypto';
import { SeededRandom } from '../devices/seededRandom.ts';

import type { ValidatorChoice } from '../devices/validator/config.ts';
import { allFaults, type Interruption } from './interruption.ts';
import { ELSEWHERE } from '../devices/card/cardElsewhere.ts';
import type { Service } from '../../machines/words.ts';
import type { ServiceWish, WhenAsked } from './passenger.ts';
import { runScenario, type Scenario } from './scenario.ts';
import { WIRE_FAULTS, type WireFault } from './wireFaults.ts';
import type { CardBefore } from './worldCards.ts';

export interface RandomOptions {
  readonly seed: number;
  readonly visits: number;
}

export interface RandomReport {
  readonly visits: number;
  /** Visits in which money moved, as a share of all. */
  readonly moneyShare: number;
  /** Visits in which the issuer was asked for an act, as a share of all. */
  readonly actShare: number;
  /** Faults that happened, per visit. */
  readonly faultsPerVisit: number;
  /** Virtual hours that passed. */
  readonly virtualHours: number;
  readonly boots: number;
  readonly failed: readonly { readonly visit: number; readonly scenario: Scenario; readonly violations: readonly string[] }[];
  readonly digest: string;
}

const cards: readonly CardBefore[] = ['ordinary', 'ordinary', 'ordinary', 'nearly-full', 'new', 'after-debit', 'advance'];
/** Of so many visits one has a card whose story lies with the issuer. */
const ONE_IN_FOR_THE_ISSUER = 3;
/** What passengers want of the issuer: mostly what they can have. */
export const wishes: readonly (readonly [CardBefore, Service])[] = [
  ['autoload', 'autoload'],
  ['autoload', 'autoload'],
  ['autoload-not-enabled', 'enable-easy-wallet'],
  ['autoload-no-funds', 'autoload'],
  ['cobranded', 'enable-cobranded'],
  ['cobranded', 'refund'],
  ['near-expiry', 'extend'],
  ['student-near-expiry', 'extend'],
  ['adjustment', 'collect'],
  ['pass-enough', 'period-pass'],
  ['pass-short', 'period-pass'],
  ['pass-runs-out', 'period-pass'],
  ['adjustment', 'autoload'],
  ['blocked', 'autoload'],
];
const resolves: readonly ServiceWish['resolve'][] = ['agrees', 'agrees', 'agrees', 'declines', 'changes-mind', 'lifts-card', 'tries-again'];
/** NT$ */
export const NOTES = [100, 200, 500, 1000] as const;
/** Validators as they are built: most count as they credit, some count otherwise, or not at all, and some say everything once. */
export const validators: readonly (ValidatorChoice | undefined)[] = [
  undefined,
  undefined,
  undefined,
  { counters: false },
  { counters: false, tellsOnce: true },
  { counting: 'late' },
  { counting: 'early' },
  { counting: 'on-the-way' },
  { tellsOnce: true },
  { holdsInBezel: true },
];
const answers: readonly WhenAsked[] = ['puts-it-back', 'puts-it-back', 'puts-another', 'walks-away'];
/** How often a card is used before it comes back: mostly not, sometimes more often than its ring reaches. */
const uses = [0, 0, 0, 1, 1, 2, 4, 8];
/** Steps of a top-up that is not disturbed, roughly: where faults are worth placing. */
const STEPS = 160;
/** Requests to the issuer in a visit with a wish, roughly. */
const REQUESTS = 4;

/** Somebody's card: of an issuer's world now and then one whose story lies with it. */
export function drawCard(random: SeededRandom, issuer: boolean): CardBefore {
  return issuer && random.integer(1, ONE_IN_FOR_THE_ISSUER) === 1 ? random.pick(wishes)[0] : cashOf(random);
}

export function cashOf(random: SeededRandom): CardBefore {
  return random.pick(cards);
}

/** What somebody with this card wants of the issuer. */
export function drawWish(random: SeededRandom, card: CardBefore): ServiceWish {
  const wanted = wishes.filter(([of]) => of === card).map(([, service]) => service);
  return { service: random.pick(wanted), resolve: random.pick(resolves) };
}

export function drawWire(random: SeededRandom): { readonly fault: WireFault; readonly after: number }[] {
  return Array.from({ length: random.integer(0, 3) }, () => ({ fault: random.pick(WIRE_FAULTS), after: random.integer(0, REQUESTS) }));
}

function draw(random: SeededRandom): Scenario {
  const interruptions: Interruption[] = [];
  for (let left = random.integer(0, 4); left > 0; left -= 1)
    interruptions.push({ at: random.integer(1, STEPS), fault: random.pick(allFaults) });
  const elsewhere = Array.from({ length: random.pick(uses) }, () => random.pick(ELSEWHERE));
  const visit = {
    whenAsked: random.pick(answers),
    interruptions: interruptions.sort((a, b) => a.at - b.at),
    elsewhere,
    validator: random.pick(validators),
    receipt: random.integer(1, 3) === 1,
  };
  const someNotes = (least: number): number[] => Array.from({ length: random.integer(least, 3) }, () => random.pick(NOTES));
  if (random.integer(1, ONE_IN_FOR_THE_ISSUER) > 1) return { ...visit, card: random.pick(cards), notes: someNotes(1) };
  const [card, service] = random.pick(wishes);
  const wire = drawWire(random);
  return { ...visit, card, notes: someNotes(0), wish: { service, resolve: random.pick(resolves) }, wire };
}

/** One of the visits that a seed holds; the first is 1. */
export function drawVisit(seed: number, visit: number): Scenario {
  return draw(new SeededRandom(seed).fork(`visit ${visit}`));
}

/** Visits drawn from one seed: other cards, notes, people and faults each time. */
export async function runRandom(options: RandomOptions): Promise<RandomReport> {
  const digest = createHash('sha256');
  const failed: { visit: number; scenario: Scenario; violations: readonly string[] }[] = [];
  let faults = 0;
  let moneyVisits = 0;
  let actVisits = 0;
  let boots = 0;
  let virtualMs = 0;
  for (let visit = 1; visit <= options.visits; visit += 1) {
    const scenario = drawVisit(options.seed, visit);
    const result = await runScenario(scenario);
    digest.update(result.digest);
    faults += result.happened.length;
    boots += result.boots;
    virtualMs += result.tookMs;
    if (result.steps.some((step) => step.part === 'journal' && step.what === 'note-keep.intent')) moneyVisits += 1;
    if (result.steps.some((step) => step.part === 'issuer' && step.what !== 'lookup')) actVisits += 1;
    if (result.violations.length > 0) failed.push({ visit, scenario, violations: result.violations });
  }
  return {
    visits: options.visits,
    moneyShare: moneyVisits / options.visits,
    actShare: actVisits / options.visits,
    faultsPerVisit: faults / options.visits,
    virtualHours: virtualMs / 3_600_000,
    boots,
    failed,
    digest: digest.digest('hex'),
  };
}
