import { describe, expect, it } from 'vitest';
import type { Interruption } from './interruption.ts';
import type { WhenAsked } from './passenger.ts';
import { runScenario, type Scenario, type ScenarioResult } from './scenario.ts';

function run(interruptions: readonly Interruption[] = [], change: Partial<Scenario> = {}): Promise<ScenarioResult> {
  return runScenario({ card: 'ordinary', notes: [500], whenAsked: 'puts-it-back', interruptions, ...change }, 10_000);
}

function journalOf(result: ScenarioResult): string[] {
  return result.steps.filter((step) => step.part === 'journal').map((step) => step.what);
}

const MONEY = ['note-escrow', 'note-keep.intent', 'note-under-way', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome'];

describe('a visit without faults', () => {
  it('is intent, act, outcome - twice - and comes to rest', async () => {
    const result = await run();
    expect(result.violations).toEqual([]);
    expect(journalOf(result)).toEqual(['secure', 'commissioned', 'boot', 'cash-unit', 'cash-ready', ...MONEY]);
  });

  it('with two notes is two transactions, one after the other', async () => {
    const result = await run([], { notes: [100, 1000] });
    expect(result.violations).toEqual([]);
    expect(journalOf(result).filter((kind) => MONEY.includes(kind))).toEqual([...MONEY, ...MONEY]);
  });

  it('is the same to the last event when it is run again', async () => {
    const interruptions: Interruption[] = [{ at: 63, fault: 'power-after' }];
    const [first, second, other] = [await run(interruptions), await run(interruptions), await run()];
    expect(second.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  });
});

/** The step of an undisturbed visit at which something is written down for the first time. */
async function stepOf(kind: string): Promise<number> {
  const step = (await run()).steps.find((each) => each.part === 'journal' && each.what === kind);
  if (step === undefined) throw new Error(`no ${kind} in an undisturbed visit`);
  return step.index;
}

describe('the station dies', () => {
  it.each([
    ['before the note is kept', 'note-keep.intent'],
    ['while the note is kept', 'note-keep.outcome'],
    ['before the card is written', 'card-write.intent'],
    ['while the card is written', 'card-write.outcome'],
  ])('%s: nothing is lost, nothing doubled', async (_, kind) => {
    const at = await stepOf(kind);
    for (const fault of ['kill-before', 'kill-after', 'power-before', 'power-after'] as const) {
      const result = await run([{ at, fault }]);
      expect(result.violations, fault).toEqual([]);
      expect(result.boots, fault).toBe(2);
    }
  });
});

describe('schedules that once failed', () => {
  it('the clock is set back between the check of the card and the note: it goes back', async () => {
    const clean = await run();
    const intent = clean.steps.findIndex(({ what }) => what === 'note-keep.intent');
    const at = clean.steps.slice(0, intent).findLast(({ part, what }) => part === 'acceptor' && what === '58')?.index ?? 0;
    const result = await run([{ at, fault: 'clock-back' }]);
    expect(result.violations).toEqual([]);
    expect(journalOf(result)).not.toContain('note-keep.intent');
  });

  it.each<[string, readonly Interruption[], Partial<Scenario>]>([
    [
      'a torn card whose unknown end cannot be recorded: the claim comes at once, not after two dark minutes',
      [
        { at: 82, fault: 'card-torn' },
        { at: 84, fault: 'disk-error' },
      ],
      { card: 'after-debit', notes: [500, 1000], whenAsked: 'puts-another' },
    ],
    [
      'a written card whose outcome cannot be recorded: the claim, and found at the next boot',
      [{ at: 81, fault: 'disk-full' }],
      { notes: [100, 1000] },
    ],
    ['a credit that cannot be recorded', [{ at: 63, fault: 'disk-full' }], {}],
    ['a card that falls mute before anything is written', [{ at: 69, fault: 'card-mute' }], {}],
    ['a credit that is told twice', [{ at: 60, fault: 'credit-twice' }], {}],
  ])('%s', async (_, interruptions, change) => {
    const result = await run(interruptions, change);
    expect(result.violations).toEqual([]);
    expect(result.happened).toHaveLength(interruptions.length);
  });
});

describe('whoever is asked for the same card', () => {
  it.each<WhenAsked>(['puts-it-back', 'puts-another', 'walks-away'])(
    'and %s: the value is on the card in the end, once',
    async (whenAsked) => {
      const at = (await stepOf('card-write.outcome')) - 1;
      const result = await run([{ at, fault: 'card-gone-after' }], { whenAsked });
      expect(result.askedForCard).toBe(true);
      expect(result.violations).toEqual([]);
    },
  );
});

describe('an anchor that cannot be written, right after its record was', () => {
  const everywhere = MONEY.flatMap((kind) =>
    (['disk-error', 'disk-unsynced', 'anchor-torn', 'power-after'] as const).map((fault) => [kind, fault] as const),
  );

  it.each(everywhere)('leaves money and claims right behind %s (%s)', async (kind, fault) => {
    const clean = await run();
    const recorded = clean.steps.find((step) => step.part === 'journal' && step.what === kind);
    const anchor = clean.steps.find((step) => step.part === 'anchor' && step.index > (recorded?.index ?? 0));
    const result = await run([{ at: anchor?.index ?? 0, fault }]);
    expect(result.happened).toHaveLength(1);
    expect(result.violations).toEqual([]);
  });
});
