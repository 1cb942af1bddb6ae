import { createHash } from 'node:crypto';
import { endsStation, faultsAt, type Interruption, isEffect, type Step } from './interruption.ts';
import type { Elsewhere } from '../devices/card/cardElsewhere.ts';
import type { WhenAsked } from './passenger.ts';
import { runScenario, type Scenario, type ScenarioResult } from './scenario.ts';

interface VisitToInterrupt extends Omit<Scenario, 'interruptions' | 'whenAsked'> {
  /** Interrupted once everywhere is enough, where another visit goes the same way through the station. */
  readonly onlyOnce?: true;
}

/**
 * The visits that are interrupted everywhere: each takes another way through card and rules. The longest first: the
 * others then share the remaining cores.
 */
export const visits: readonly VisitToInterrupt[] = [
  { card: 'ordinary', notes: [100, 1000] },
  { card: 'ordinary', notes: [500] },
  { card: 'after-debit', notes: [200], receipt: true },
  { card: 'nearly-full', notes: [100] },
  { card: 'new', notes: [1000] },
  { card: 'advance', notes: [100] },
  { card: 'cobranded', notes: [], wish: { service: 'refund', resolve: 'agrees' } },
  { card: 'autoload', notes: [], wish: { service: 'autoload', resolve: 'agrees' } },
  { card: 'pass-short', notes: [], wish: { service: 'period-pass', resolve: 'agrees' } },
  { card: 'pass-enough', notes: [], wish: { service: 'period-pass', resolve: 'agrees' }, onlyOnce: true },
  { card: 'pass-runs-out', notes: [], wish: { service: 'period-pass', resolve: 'agrees' }, onlyOnce: true },
  { card: 'adjustment', notes: [], wish: { service: 'collect', resolve: 'agrees' } },
  { card: 'autoload-not-enabled', notes: [], wish: { service: 'enable-easy-wallet', resolve: 'agrees' }, onlyOnce: true },
  { card: 'near-expiry', notes: [], wish: { service: 'extend', resolve: 'agrees' }, onlyOnce: true },
  { card: 'student-near-expiry', notes: [], wish: { service: 'extend', resolve: 'changes-mind' }, onlyOnce: true },
  { card: 'autoload', notes: [], wish: { service: 'autoload', resolve: 'lifts-card' }, onlyOnce: true },
  {
    card: 'autoload',
    notes: [],
    wish: { service: 'autoload', resolve: 'tries-again' },
    // So that an answer to the first try meets the second.
    wire: [1, 7, 8].map((after) => ({ fault: 'request-lost', after })),
    onlyOnce: true,
  },
  { card: 'autoload-no-funds', notes: [], wish: { service: 'autoload', resolve: 'agrees' }, onlyOnce: true },
  { card: 'blocked', notes: [], wish: { service: 'autoload', resolve: 'declines' }, onlyOnce: true },
  { card: 'ordinary', notes: [500], validator: { counters: false }, onlyOnce: true },
  { card: 'ordinary', notes: [500, 100], validator: { counting: 'late' }, onlyOnce: true },
  { card: 'ordinary', notes: [500], validator: { counting: 'early' }, onlyOnce: true },
  { card: 'ordinary', notes: [500], validator: { counting: 'on-the-way' }, onlyOnce: true },
  { card: 'ordinary', notes: [500], validator: { holdsInBezel: true }, onlyOnce: true },
  { card: 'ordinary', notes: [500], validator: { counters: false, tellsOnce: true }, onlyOnce: true },
];

export const VISITS = visits.length;

const answers: readonly WhenAsked[] = ['puts-it-back', 'puts-another', 'walks-away'];

/** Where a card that was taken away may be used before it comes back. */
const lives: readonly (readonly Elsewhere[])[] = [['gate'], ['kiosk', 'shop'], ['shop', 'gate', 'shop', 'gate', 'shop', 'gate', 'shop']];

/** Second interruptions end the station: «and again during recovery». */
const again = ['kill-before', 'kill-after', 'power-before', 'power-after'] as const;

/** How many failed cases of a visit are kept for the report. */
const KEPT_FAILURES = 10;

export interface FailedCase {
  readonly scenario: Scenario;
  readonly violations: readonly string[];
}

/** What interrupting one visit everywhere found. Plain data: it may come from another thread. */
export interface VisitReport {
  readonly visit: number;
  readonly cases: number;
  readonly single: number;
  readonly double: number;
  /** Steps of the undisturbed visit. */
  readonly steps: number;
  readonly violations: number;
  readonly failed: readonly FailedCase[];
  /** SHA-256 over the event-log hashes of all cases, in order. */
  readonly digest: string;
}

class Tally {
  cases = 0;
  single = 0;
  double = 0;
  violations = 0;
  readonly failed: FailedCase[] = [];
  readonly digest = createHash('sha256');

  count(scenario: Scenario, result: ScenarioResult): void {
    this.cases += 1;
    this.digest.update(result.digest);
    if (result.violations.length === 0) return;
    this.violations += 1;
    if (this.failed.length < KEPT_FAILURES) this.failed.push({ scenario, violations: result.violations });
  }
}

export interface ExhaustiveScope {
  /** Repeat the interruption at every later step, not only at every later effect. Hours. */
  readonly everyStepTwice: boolean;
  /** Only every so manieth of the single interruptions, with all that follows from it; 1 for all. */
  readonly sample: number;
  /** Only every so manieth of the repeated interruptions; 1 for all. */
  readonly each: number;
}

/**
 * One visit × every step × every way in which that step can fail × every answer to «the same card, please» where it was
 * asked. And twice: after every effect that ended the station, at every later effect once more.
 * @param visit number of the visit, 0 to {@link VISITS} − 1
 */
export async function interruptVisit(visit: number, scope: ExhaustiveScope): Promise<VisitReport> {
  const found = visits[visit];
  if (found === undefined) throw new RangeError(`there is no visit ${visit}`);
  const { onlyOnce = false, ...script } = found;
  const tally = new Tally();
  const run = async (
    whenAsked: WhenAsked,
    interruptions: readonly Interruption[],
    elsewhere?: readonly Elsewhere[],
  ): Promise<ScenarioResult> => {
    const scenario = { ...script, whenAsked, interruptions, elsewhere };
    const result = await runScenario(scenario);
    tally.count(scenario, result);
    return result;
  };
  const worthTwice = (step: Step): boolean => scope.everyStepTwice || (!onlyOnce && isEffect(step));

  const clean = await run('puts-it-back', []);
  // Each visit begins its sample elsewhere, so that steps that all have in common are covered among them.
  let passedBy = visit;
  let skipped = visit;
  for (const step of clean.steps.slice(0, clean.visitSteps)) {
    for (const fault of faultsAt(step)) {
      passedBy = (passedBy + 1) % scope.sample;
      if (passedBy !== 0) continue;
      const first = { at: step.index, fault };
      for (const whenAsked of answers) {
        const once = await run(whenAsked, [first]);
        tally.single += 1;
        if (endsStation(fault) && worthTwice(step)) {
          for (const later of once.steps.slice(step.index, once.visitSteps).filter(worthTwice)) {
            for (const second of again) {
              skipped = (skipped + 1) % scope.each;
              if (skipped !== 0) continue;
              await run(whenAsked, [first, { at: later.index, fault: second }]);
              tally.double += 1;
            }
          }
        }
        if (!once.askedForCard) break;
        if (whenAsked !== 'walks-away') continue;
        for (const elsewhere of lives) {
          await run(whenAsked, [first], elsewhere);
          tally.single += 1;
        }
      }
    }
  }
  const { cases, single, double, violations, failed } = tally;
  return { visit, cases, single, double, steps: clean.visitSteps, violations, failed, digest: tally.digest.digest('hex') };
}
