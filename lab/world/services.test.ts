import { describe, expect, it } from 'vitest';
import type { Service } from '../../machines/words.ts';
import type { Interruption, StepFault } from './interruption.ts';
import { faultsAt } from './interruption.ts';
import type { ServiceWish, WhenAsked } from './passenger.ts';
import { runScenario, type ScenarioResult } from './scenario.ts';
import type { CardBefore } from './worldCards.ts';

function run(
  card: CardBefore,
  service: Service,
  resolve: ServiceWish['resolve'] = 'agrees',
  interruptions: readonly Interruption[] = [],
  whenAsked: WhenAsked = 'puts-it-back',
): Promise<ScenarioResult> {
  return runScenario({ card, notes: [], whenAsked, wish: { service, resolve }, interruptions }, 10_000);
}

/** Records about acts and cards, in order. */
function recordsOf({ steps }: ScenarioResult): string[] {
  return steps.filter(({ part, what }) => part === 'journal' && /^(?:act|card)/.test(what)).map(({ what }) => what);
}

const ASKED = ['act.intent', 'act.answer'];
const CHANGED = ['card-change.intent', 'card-change.outcome'];

describe('a passenger who agrees', () => {
  it.each<[CardBefore, Service, string[]]>([
    ['autoload', 'autoload', CHANGED],
    ['autoload-not-enabled', 'enable-easy-wallet', CHANGED],
    ['cobranded', 'enable-cobranded', CHANGED],
    ['cobranded', 'refund', CHANGED],
    ['near-expiry', 'extend', CHANGED],
    ['student-near-expiry', 'extend', CHANGED],
    ['adjustment', 'collect', ['card-write.intent', 'card-write.outcome']],
  ])('gets it: %s, %s', async (card, service, written) => {
    const result = await run(card, service);
    expect(result.violations).toEqual([]);
    expect(recordsOf(result)).toEqual([...ASKED, ...written, 'act.closed']);
  });
});

describe('nothing is written, and nothing stays held', () => {
  it.each<[CardBefore, Service, ServiceWish['resolve'], string[]]>([
    ['autoload', 'autoload', 'declines', []],
    ['autoload', 'autoload', 'lifts-card', [...ASKED, 'act.released', 'act.closed']],
    ['cobranded', 'enable-cobranded', 'changes-mind', []],
    ['cobranded', 'refund', 'changes-mind', [...ASKED, 'act.released', 'act.closed']],
    ['autoload-no-funds', 'autoload', 'agrees', ASKED],
  ])('%s, %s: the passenger %s', async (card, service, resolve, records) => {
    const result = await run(card, service, resolve);
    expect(result.violations).toEqual([]);
    expect(recordsOf(result)).toEqual(records);
  });
});

describe('an approval that comes after its passenger was told that nothing is done', () => {
  /** What was asked first, again and then a second time is lost: the first is approved while the second is being asked. */
  const wire = [0, 1, 2].map((after) => ({ fault: 'request-lost' as const, after, on: 'authorisation' }));
  const twice = { card: 'autoload', notes: [], whenAsked: 'puts-it-back', wish: { service: 'autoload', resolve: 'tries-again' } } as const;

  it('is given back, although the same is being asked again', async () => {
    const clean = await runScenario({ ...twice, interruptions: [] });
    const at = clean.steps.find(({ part, what }) => part === 'issuer' && what === 'authorisation')?.index ?? 0;
    const result = await runScenario({ ...twice, wire, interruptions: [{ at, fault: 'freeze' }] }, 10_000);
    expect(result.violations).toEqual([]);
    expect(result.ends).toEqual(['not-done', 'done']);
    expect(recordsOf(result).slice(0, 5)).toEqual(['act.intent', 'act.intent', 'act.answer', 'act.released', 'act.closed']);
  });
});

it('a card on the lock list is locked, whatever its passenger wanted', async () => {
  const result = await run('blocked', 'autoload');
  expect(result.violations).toEqual([]);
  expect(recordsOf(result)).toEqual(['act.intent', ...CHANGED]);
});

/** The step of an undisturbed autoload at which the issuer is first asked for this. */
async function stepOf(operation: string): Promise<number> {
  const { steps } = await run('autoload', 'autoload');
  const found = steps.find(({ part, what }) => part === 'issuer' && what === operation);
  if (found === undefined) throw new Error(`no ${operation} in an undisturbed visit`);
  return found.index;
}

describe('whatever happens to a request on its way', () => {
  const wire = faultsAt({ part: 'issuer', what: 'authorisation' });

  it.each(wire)('autoload happens once or not at all: %s', async (fault) => {
    for (const operation of ['lookup', 'authorisation', 'advice']) {
      const at = await stepOf(operation);
      const result = await run('autoload', 'autoload', 'agrees', [{ at, fault }]);
      expect(result.violations, operation).toEqual([]);
      expect(result.happened).toHaveLength(1);
    }
  });

  it('an issuer that is away as long as the passenger waits holds nothing in the end', async () => {
    const at = await stepOf('authorisation');
    const result = await run(
      'autoload',
      'autoload',
      'agrees',
      [0, 1, 2, 3, 4, 5].map((later) => ({ at: at + later, fault: 'issuer-answer-lost' })),
    );
    expect(result.violations).toEqual([]);
    expect(recordsOf(result).slice(0, 3)).toEqual([...ASKED, 'act.closed']);
  });
});

describe('a refund whose card leaves during the write', () => {
  const faults: readonly StepFault[] = ['card-gone-before', 'card-gone-after', 'card-torn', 'power-after'];

  it.each<WhenAsked>(['puts-it-back', 'puts-another', 'walks-away'])('is finished once the same card is back: %s', async (whenAsked) => {
    const { steps } = await run('cobranded', 'refund');
    const writes = steps.filter(({ part, what }) => part === 'card' && what.startsWith('ffd6')).map(({ index }) => index);
    expect(writes.length).toBeGreaterThan(1);
    for (const at of writes) {
      for (const fault of faults) {
        const result = await run('cobranded', 'refund', 'agrees', [{ at, fault }], whenAsked);
        expect(result.violations, `${fault} at ${at}`).toEqual([]);
        expect(recordsOf(result).at(-1)).toBe('act.closed');
      }
    }
  });
});

it('a world with an issuer is the same to the last event when it is run again', async () => {
  const interruptions: Interruption[] = [{ at: 60, fault: 'power-after' }];
  const [first, second] = [
    await run('autoload', 'autoload', 'agrees', interruptions),
    await run('autoload', 'autoload', 'agrees', interruptions),
  ];
  expect(second.digest).toBe(first.digest);
});
