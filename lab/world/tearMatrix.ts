import { createHash } from 'node:crypto';
import type { CardAct } from '../../hardware/ports/cardChange.ts';
import type { CardActName } from '../../machines/flows/cardAct.ts';
import { cardFaultsAt, type StepFault } from './interruption.ts';
import type { Elsewhere } from '../devices/card/cardElsewhere.ts';
import type { WhenAsked } from './passenger.ts';
import { runScenario, type Scenario, type ScenarioResult, type TransactionEnd } from './scenario.ts';

/** Whatever changes a card: cash, an act of the issuer, a lock. */
export type TornAct = 'top-up' | CardActName | CardAct;

/** Everything that changes a card, each as the visit in which it happens. */
export const tornVisits: Readonly<Record<TornAct, Omit<Scenario, 'interruptions' | 'whenAsked'>>> = {
  'top-up': { card: 'ordinary', notes: [500] },
  autoload: { card: 'autoload', notes: [], wish: { service: 'autoload', resolve: 'agrees' } },
  'enable-autoload': { card: 'autoload-not-enabled', notes: [], wish: { service: 'enable-easy-wallet', resolve: 'agrees' } },
  collect: { card: 'adjustment', notes: [], wish: { service: 'collect', resolve: 'agrees' } },
  extend: { card: 'near-expiry', notes: [], wish: { service: 'extend', resolve: 'agrees' } },
  refund: { card: 'cobranded', notes: [], wish: { service: 'refund', resolve: 'agrees' } },
  'buy-pass': { card: 'pass-short', notes: [], wish: { service: 'period-pass', resolve: 'agrees' } },
  // Whoever lays a blocked card down wants something of it; the machine locks it instead.
  lock: { card: 'blocked', notes: [], wish: { service: 'autoload', resolve: 'declines' } },
};

const tornActs = Object.keys(tornVisits) as TornAct[]; // the keys of a literal, which `Object.keys` forgets

export const TORN_ACTS = tornActs.length;

/** What becomes of the card after it was torn away. */
const returns: readonly Pick<Scenario, 'whenAsked' | 'elsewhere'>[] = [
  { whenAsked: 'puts-it-back' },
  { whenAsked: 'comes-another-day' },
  { whenAsked: 'puts-another' },
  { whenAsked: 'walks-away', elsewhere: ['gate'] },
  { whenAsked: 'walks-away', elsewhere: ['kiosk', 'gate', 'shop'] },
];

/** Screens on which something is being done: a passenger waits until another one stands there. */
const passing: ReadonlySet<string | null> = new Set([null, 'reading', 'note-seen', 'writing', 'asking-issuer', 'out-of-service']);

/** Screens that tell a passenger where card and money are. Any other one after a torn card is no answer. */
const answers: ReadonlySet<string> = new Set([
  'attract',
  'balance',
  'added',
  'result',
  'menu',
  'service',
  'service-done',
  'service-refused',
  'card-refused',
  'same-card',
  'claim',
  'take-card',
]);

/** One card torn away at one command in one way, and how it ended. Plain data. */
export interface TearCase {
  readonly act: TornAct;
  /** Number of the command among those of the visit, 1 for the first. */
  readonly apdu: number;
  /** Its first four bytes, hexadecimal. */
  readonly command: string;
  readonly fault: StepFault;
  readonly returns: WhenAsked;
  /** Where it was used before it came back. */
  readonly elsewhere: readonly Elsewhere[];
  /** The first screen that told the passenger something after it. */
  readonly screen: string | null;
  /** The transactions of the visit at the very end. */
  readonly ends: readonly TransactionEnd[];
  readonly violations: readonly string[];
  readonly exceptions: readonly string[];
}

export interface TearReport {
  readonly act: TornAct;
  /** Commands to the card in the undisturbed visit. */
  readonly apdus: number;
  readonly cases: readonly TearCase[];
  /** SHA-256 over the event-log hashes of all cases, in order. */
  readonly digest: string;
}

/**
 * One card-changing act × every command that its visit sends to the card × every way in which that command can fail ×
 * everything that can become of the card afterwards.
 * @param index number of the act, 0 to {@link TORN_ACTS} − 1
 * @param each only every so manieth case, beginning with another one for each act; 1 for all
 */
export async function tearAct(index: number, each: number): Promise<TearReport> {
  const act = tornActs[index];
  if (act === undefined) throw new RangeError(`there is no act ${index}`);
  const visit = tornVisits[act];
  const digest = createHash('sha256');
  const run = async (back: (typeof returns)[number], interruptions: Scenario['interruptions']): Promise<ScenarioResult> => {
    const result = await runScenario({ ...visit, ...back, interruptions });
    digest.update(result.digest);
    return result;
  };
  const clean = await run({ whenAsked: 'puts-it-back' }, []);
  const commands = clean.steps.slice(0, clean.visitSteps).filter(({ part }) => part === 'card');
  if (!clean.ends.includes('done') || commands.length === 0) throw new Error(`the undisturbed visit does not do what it is for: ${act}`);
  const cases: TearCase[] = [];
  let skipped = index;
  for (const [number, { index: at, what }] of commands.entries()) {
    for (const fault of cardFaultsAt(what)) {
      for (const back of returns) {
        skipped = (skipped + 1) % each;
        if (skipped !== 0) continue;
        const result = await run(back, [{ at, fault }]);
        cases.push({
          act,
          apdu: number + 1,
          command: what,
          fault,
          returns: back.whenAsked,
          elsewhere: back.elsewhere ?? [],
          ...judge(result, back),
        });
      }
    }
  }
  return { act, apdus: commands.length, cases, digest: digest.digest('hex') };
}

function judge(
  { screens, ends, violations, errors }: ScenarioResult,
  { elsewhere = [] }: (typeof returns)[number],
): Pick<TearCase, 'screen' | 'ends' | 'violations' | 'exceptions'> {
  const screen = screens.find((shown) => !passing.has(shown)) ?? null;
  const found = [...violations];
  if (screen === null || !answers.has(screen)) found.push(`no screen tells the passenger anything: ${screen ?? 'dark'}`);
  if (ends.filter((end) => end === 'done').length > 1) found.push('the card was changed more than once');
  // A card that was used elsewhere may no longer tell: then it is a case.
  if (ends.includes('open') && elsewhere.length === 0) found.push('something is still open although its card came back');
  return { screen, ends, violations: found, exceptions: errors };
}
