import type { Burden } from './soakBurden.ts';
import type { SoakPlan, SoakReport } from './cardSoak.ts';

/** What must be the same at every look, whatever was carried out in between. */
const STEADY = [
  'stationFiles',
  'helpers',
  'helperFiles',
  'pcscdFiles',
  'pcscdThreads',
  'zombies',
] as const satisfies readonly (keyof Burden)[];

/**
 * Memory that a process may have grown by from the first half of the looks to the second, kB. A heap breathes by some
 * megabytes; what leaks with every top-up grows for ever. Our choice.
 */
const MEMORY_KB = { stationKb: 16 * 1_024, helperKb: 6 * 1_024 } as const;

/** Everything that a soak has found wrong; none is what is to be proven. */
export function soakFaults(plan: SoakPlan, report: SoakReport): string[] {
  return [...cardFaults(report), ...moneyFaults(plan, report), ...burdenFaults(report.burdens)];
}

function cardFaults({ cards }: SoakReport): string[] {
  return cards.flatMap(({ purses, start, added, faults }, index) => {
    const expected = start + added;
    const [purse, backup] = purses;
    // Before its first add-value a card may hold in its backup what it had before its last purchase.
    const wrong = purse !== expected || (added > 0 && backup !== expected);
    const money = wrong ? [`card ${index} holds ${purses.join(' and ')}, not ${start} + ${added}`] : [];
    return [...money, ...faults.map((fault) => `card ${index}: ${fault}`)];
  });
}

function moneyFaults(plan: SoakPlan, { cards, books, kept, pulls, exitCode }: SoakReport): string[] {
  const added = cards.reduce((sum, card) => sum + card.added, 0);
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['the journal has the fault', books.fault, null],
    ['transactions in the journal', books.transactions, plan.topUps],
    ['transactions that are closed', books.standings.closed, plan.topUps],
    ['NT$ written by the journal', books.written, added],
    ['NT$ that the validator keeps', kept, added],
    ['claims', books.claims, 0],
    ['cards pulled away', pulls, plan.removals],
    ['writes left unknown at first', books.interrupted, plan.removals],
    ['exit code of the station', exitCode, 0],
  ];
  return facts.filter(([, is, should]) => is !== should).map(([what, is, should]) => `${what}: ${String(is)}, not ${String(should)}`);
}

function burdenFaults(burdens: readonly Burden[]): string[] {
  const [first] = burdens;
  if (first === undefined) return ['nobody looked at the processes'];
  const steady = STEADY.flatMap((name) => {
    const seen = new Set(burdens.map((burden) => burden[name]));
    return seen.size === 1 ? [] : [`${name} did not stay the same: ${burdens.map((burden) => burden[name]).join(' ')}`];
  });
  if (first.helpers !== 1) steady.push(`${first.helpers} reader processes`);
  if (first.zombies !== 0) steady.push(`${first.zombies} processes that nobody collected`);
  const grown = (['stationKb', 'helperKb'] as const).filter((name) => growthOf(burdens.map((burden) => burden[name])) > MEMORY_KB[name]);
  return [...steady, ...grown.map((name) => `${name} grows: ${burdens.map((burden) => burden[name]).join(' ')}`)];
}

/** By how much the middle of the second half lies above that of the first. */
function growthOf(values: readonly number[]): number {
  const half = values.length >> 1;
  return middleOf(values.slice(half)) - middleOf(values.slice(0, half));
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

/** What was seen, in a line. */
export function figuresOf({ seed, topUps }: SoakPlan, { burdens, helperRestarts, pulls, seconds }: SoakReport): string {
  const memory = (name: 'stationKb' | 'helperKb'): string => {
    const megabytes = burdens.map((burden) => Math.round(burden[name] / 1_024));
    return `${megabytes[0] ?? 0} to ${megabytes.at(-1) ?? 0} MB`;
  };
  const last = burdens.at(-1);
  return [
    `seed ${seed}: ${topUps} top-ups in ${Math.round(seconds)} s, ${pulls} with the card pulled away, ${helperRestarts} restarts of the reader process`,
    `open files: station ${last?.stationFiles ?? 0}, reader process ${last?.helperFiles ?? 0}, pcscd ${last?.pcscdFiles ?? 0}`,
    `memory: station ${memory('stationKb')}, reader process ${memory('helperKb')}`,
  ].join('; ');
}
