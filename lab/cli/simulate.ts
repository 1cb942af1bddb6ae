import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { services } from '../../machines/words.ts';
import { COUNTINGS } from '../devices/validator/config.ts';
import { fuzzCredits } from '../fuzz/creditFuzz.ts';
import { fuzzDecoders } from '../fuzz/decoderFuzz.ts';
import { ELSEWHERE } from '../devices/card/cardElsewhere.ts';
import { DISK_LIES } from '../world/simulatedDisk.ts';
import { type ExhaustiveScope, VISITS } from '../world/exhaustive.ts';
import { runExhaustive } from '../world/exhaustiveRun.ts';
import { type History, runHistory, VISITS_OF_A_HISTORY } from '../world/history.ts';
import { type HistoriesOptions, runHistories } from '../world/historyRun.ts';
import { RESOLVES } from '../world/passenger.ts';
import { runRandom } from '../world/randomRun.ts';
import { runTear, sumUpTear } from '../world/tearRun.ts';
import { runScenario, type Scenario } from '../world/scenario.ts';
import { WIRE_FAULTS } from '../world/wireFaults.ts';
import { cashCards, issuerCards } from '../world/worldCards.ts';

/** What a fuzz takes when nothing else is said: some minutes. */
const FUZZED_BYTES = 10_000_000;
const FUZZED_FRAMES = 1_000_000;

/** Events that a replay can print. */
const KEPT_EVENTS = 100_000;

function whole(name: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new RangeError(
      `--${name} must be a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}, not ${text}`,
    );
  }
  return number;
}

/**
 * Runs the simulated world.
 * @returns 0 when every invariant held, 1 otherwise
 */
export async function simulate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      exhaustive: { type: 'boolean', default: false },
      tear: { type: 'boolean', default: false },
      fuzz: { type: 'boolean', default: false },
      bytes: { type: 'string' },
      frames: { type: 'string' },
      every: { type: 'string', default: '1' },
      sample: { type: 'string', default: '1' },
      full: { type: 'boolean', default: false },
      seed: { type: 'string' },
      faults: { type: 'string' },
      visits: { type: 'string' },
      replay: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.tear) return tear(whole('every', values.every, 1), values.json);
  if (values.fuzz) {
    const bytes = whole('bytes', values.bytes ?? String(FUZZED_BYTES), 1);
    const frames = whole('frames', values.frames ?? String(FUZZED_FRAMES), 1);
    return fuzz(whole('seed', values.seed ?? '1', 0), bytes, frames, values.json);
  }
  if (values.replay !== undefined) return replay(values.replay, values.json);
  if (values.exhaustive)
    return exhaustive(
      whole('visits', values.visits ?? String(VISITS), 1, VISITS),
      { everyStepTwice: values.full, sample: whole('sample', values.sample, 1), each: whole('every', values.every, 1) },
      values.json,
    );
  if (values.seed !== undefined && values.faults !== undefined) {
    const faults = faultChoices.safeParse(values.faults);
    if (!faults.success) throw new RangeError(`--faults must be ${faultChoices.options.join(' or ')}, not ${values.faults}`);
    const visits = whole('visits', values.visits ?? String(VISITS_OF_A_HISTORY), 1);
    return histories({ seed: whole('seed', values.seed, 0), visits, faults: faults.data }, values.json);
  }
  if (values.seed !== undefined) return random(whole('seed', values.seed, 0), whole('visits', values.visits ?? '200', 1), values.json);
  throw new RangeError(
    'usage: kiosk simulate --exhaustive [--visits N] [--sample N] [--every N] [--full] | --tear [--every N] | --fuzz [--seed N] [--bytes N] [--frames N] | --seed N [--visits N] [--faults all|none] | --replay FILE   [--json]',
  );
}

function say(json: boolean, report: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
}

function describe(scenario: Scenario | History, violations: readonly string[]): string[] {
  return [
    '',
    'FAILED (repeat it with: kiosk simulate --replay FILE, the next line being the file):',
    JSON.stringify(scenario),
    ...violations.map((each) => `  ${each}`),
  ];
}

async function exhaustive(visits: number, scope: ExhaustiveScope, json: boolean): Promise<number> {
  const report = await runExhaustive(visits, scope, ({ visit, cases, violations }) => {
    process.stderr.write(`visit ${visit + 1} of ${visits}: ${cases} cases, ${violations} violations\n`);
  });
  say(json, report, [
    `${report.cases} cases: ${report.single} single interruptions, ${report.double} repeated, over ${report.steps} steps of ${visits} undisturbed visits`,
    `${report.violations} violations`,
    `event log ${report.digest}`,
    ...report.failed.flatMap(({ scenario, violations }) => describe(scenario, violations)),
  ]);
  return report.violations === 0 ? 0 : 1;
}

/** Cards torn away at every command of everything that changes them, or at a sample of those. */
async function tear(each: number, json: boolean): Promise<number> {
  const reports = await runTear(each, ({ act, cases }) => process.stderr.write(`${act}: ${cases.length} cases\n`));
  const report = sumUpTear(reports);
  say(json, report, [
    ...report.acts.map(
      ({ act, apdus, cases, screens }) =>
        `${act}: ${cases} cases at ${apdus} commands; ${Object.entries(screens)
          .map(([screen, count]) => `${screen} ${count}`)
          .join(', ')}`,
    ),
    `${report.cases} cases, ${report.violations} violations, ${report.exceptions} exceptions`,
    `event log ${report.digest}`,
    ...report.failed.map((failed) => JSON.stringify(failed)),
  ]);
  return report.violations === 0 && report.exceptions === 0 ? 0 : 1;
}

async function random(seed: number, visits: number, json: boolean): Promise<number> {
  const report = await runRandom({ seed, visits });
  say(json, report, [
    `seed ${seed}: ${report.visits} visits, ${(report.moneyShare * 100).toFixed(1)} % with a note taken, ${(report.actShare * 100).toFixed(1)} % with an act of the issuer, ${report.faultsPerVisit.toFixed(2)} faults a visit, ${report.boots} boots, ${report.virtualHours.toFixed(1)} virtual hours`,
    `${report.failed.length} violations`,
    `event log ${report.digest}`,
    ...report.failed.flatMap(({ scenario, violations }) => describe(scenario, violations)),
  ]);
  return report.failed.length === 0 ? 0 : 1;
}

/** Mutated bytes through every decoder, and replies with valid checksums and mutated content before the driver. */
async function fuzz(seed: number, bytes: number, frames: number, json: boolean): Promise<number> {
  const decoders = fuzzDecoders(seed, bytes);
  const credits = await fuzzCredits(seed, frames);
  const violations = [...decoders.violations, ...credits.violations];
  const report = {
    seed,
    bytes: decoders.bytes,
    heapGrowth: decoders.heapGrowth,
    frames: credits.frames,
    credits: credits.credits,
    violations: violations.length,
  };
  say(json, violations.length === 0 ? report : { ...report, failed: violations }, [
    `${report.bytes} mutated bytes through every decoder, the heap grew by ${report.heapGrowth} bytes`,
    `${report.frames} replies with valid checksums, ${report.credits} credits in them`,
    `${report.violations} violations`,
    ...violations,
  ]);
  return violations.length === 0 ? 0 : 1;
}

const faultChoices = z.enum(['all', 'none']);

/** Machines' lives over one journal each. */
async function histories(options: HistoriesOptions, json: boolean): Promise<number> {
  const report = await runHistories(options, ({ index, visits, violations }) => {
    process.stderr.write(`history ${index + 1}: ${visits} visits, ${violations.length} violations\n`);
  });
  const { seed, visits, moneyVisits, faults, events, violations, eventLogHash, visitsPerSecond, kioskYearsPerDay, failed = [] } = report;
  say(json, report, [
    `seed ${seed}: ${visits} visits, ${moneyVisits} with a money act, ${faults} faults, ${events} events`,
    `${visitsPerSecond} visits a second: ${kioskYearsPerDay} years of a kiosk in a day`,
    `${violations} violations`,
    `event log ${eventLogHash}`,
    ...failed.flatMap((each) => describe(each.history, each.violations)),
  ]);
  return violations === 0 ? 0 : 1;
}

const visit = {
  card: z.enum([...cashCards, ...issuerCards]),
  notes: z.array(z.int().positive()),
  whenAsked: z.enum(['puts-it-back', 'puts-another', 'walks-away', 'comes-another-day']),
  wish: z.strictObject({ service: z.enum(services), resolve: z.enum(RESOLVES) }).optional(),
  interruptions: z.array(z.strictObject({ at: z.int().positive(), fault: z.string() })),
};
const wire = z.array(z.strictObject({ fault: z.enum(WIRE_FAULTS), after: z.int().nonnegative(), on: z.string().exactOptional() }));
const elsewhere = z.array(z.enum(ELSEWHERE));
const validator = z.strictObject({
  counters: z.boolean().optional(),
  counting: z.enum(COUNTINGS).optional(),
  tellsOnce: z.boolean().optional(),
  holdsInBezel: z.boolean().optional(),
});

const scenarioSchema = z.strictObject({
  ...visit,
  receipt: z.boolean().optional(),
  wire: wire.optional(),
  elsewhere: elsewhere.optional(),
  validator: validator.optional(),
});

const historySchema = z.strictObject({
  issuer: z.boolean(),
  validator: validator.optional(),
  visits: z.array(
    z.strictObject({
      ...visit,
      passenger: z.int().nonnegative(),
      receipt: z.boolean(),
      wire,
      elsewhere,
      looksAgain: z.boolean(),
      afterwards: z.enum(['goes-on', 'closes', ...DISK_LIES]),
    }),
  ),
});

/** Runs one scenario, or one history, from a file and prints everything that happened in it. */
async function replay(path: string, json: boolean): Promise<number> {
  const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const isHistory = typeof data === 'object' && data !== null && 'visits' in data;
  const result = isHistory
    ? await runHistory(historySchema.parse(data) as History, KEPT_EVENTS)
    : await runScenario(scenarioSchema.parse(data) as Scenario, KEPT_EVENTS);
  const events = 'log' in result ? result.log : result.events;
  say(json, result, [...events, '', ...(result.violations.length === 0 ? ['no violation'] : result.violations)]);
  return result.violations.length === 0 ? 0 : 1;
}
