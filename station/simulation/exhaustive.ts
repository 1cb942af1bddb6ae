import { createHash } from 'node:crypto';
import { endsStation, faultsAt, type Interruption } from './interruption.ts';
import type { WhenAsked } from './passenger.ts';
import { runScenario, type Scenario, type ScenarioResult } from './scenario.ts';

/** The visits that are interrupted everywhere: each takes another way through card and rules. */
const visits: readonly Omit<Scenario, 'interruptions' | 'whenAsked'>[] = [
  { card: 'ordinary', notes: [500] },
  { card: 'ordinary', notes: [100, 1000] },
  { card: 'nearly-full', notes: [100] },
  { card: 'new', notes: [1000] },
  { card: 'after-debit', notes: [200] },
  { card: 'advance', notes: [100] },
];

const answers: readonly WhenAsked[] = ['puts-it-back', 'puts-another', 'walks-away'];

export interface ExhaustiveOptions {
  /** Of the second interruptions every n-th is run; 1 is all of them. */
  readonly stride: number;
  /** How many visits of the list; all when left out. */
  readonly visits?: number;
  readonly onProgress?: (cases: number) => void;
}

export interface FailedCase {
  readonly scenario: Scenario;
  readonly violations: readonly string[];
}

export interface ExhaustiveReport {
  readonly cases: number;
  readonly single: number;
  readonly double: number;
  readonly steps: number;
  readonly failed: readonly FailedCase[];
  /** SHA-256 over the hashes of all cases, in order. */
  readonly digest: string;
}

/** Second interruptions end the station: «and again during recovery». */
const again = ['kill-before', 'kill-after', 'power-before', 'power-after'] as const;

/** How many failed cases are kept for the report. */
const KEPT_FAILURES = 20;

class Tally {
  cases = 0;
  single = 0;
  double = 0;
  steps = 0;
  readonly failed: FailedCase[] = [];
  readonly digest = createHash('sha256');

  count(scenario: Scenario, result: ScenarioResult): void {
    this.cases += 1;
    this.digest.update(result.digest);
    if (result.violations.length > 0 && this.failed.length < KEPT_FAILURES) this.failed.push({ scenario, violations: result.violations });
  }
}

/**
 * Every visit × every step × every way in which that step can fail × every answer to «the same card, please» where
 * it was asked; and after each of these that ended the station, every later step once more.
 */
export async function runExhaustive(options: ExhaustiveOptions): Promise<ExhaustiveReport> {
  const tally = new Tally();
  let secondIndex = 0;
  for (const visit of visits.slice(0, options.visits)) {
    const run = async (whenAsked: WhenAsked, interruptions: readonly Interruption[]): Promise<ScenarioResult> => {
      const scenario = { ...visit, whenAsked, interruptions };
      const result = await runScenario(scenario);
      tally.count(scenario, result);
      options.onProgress?.(tally.cases);
      return result;
    };
    const clean = await run('puts-it-back', []);
    tally.steps += clean.visitSteps;
    for (const step of clean.steps.slice(0, clean.visitSteps)) {
      for (const fault of faultsAt(step)) {
        const first = { at: step.index, fault };
        for (const whenAsked of answers) {
          const once = await run(whenAsked, [first]);
          tally.single += 1;
          if (endsStation(fault)) {
            for (const later of once.steps.slice(step.index, once.visitSteps)) {
              for (const second of again) {
                secondIndex += 1;
                if (secondIndex % options.stride !== 0) continue;
                await run(whenAsked, [first, { at: later.index, fault: second }]);
                tally.double += 1;
              }
            }
          }
          if (!once.askedForCard) break;
        }
      }
    }
  }
  const { cases, single, double, steps, failed } = tally;
  return { cases, single, double, steps, failed, digest: tally.digest.digest('hex') };
}
