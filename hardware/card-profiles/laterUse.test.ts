import { describe, expect, it } from 'vitest';
import { type Elsewhere, useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import type { CardDescription } from '../../lab/devices/card/cardImage.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { buildIpassCardImage } from '../../lab/devices/card/ipassCardImage.ts';
import { SimulatedCard, type WriteCut } from '../../lab/devices/card/simulatedCard.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import type { AddValuePlan } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import type { CardLayout } from './cardLayout.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from './ipass-synthetic/layout.ts';
import { decodeValueBlock } from './valueBlock.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const HERE = { place: 0x33, device: 0x00a1_0001 };
const BEFORE = 320;

const DESCRIPTION: CardDescription = {
  uid: '08a000f3',
  nowMs: NOW,
  balance: BEFORE,
  // The six records after it go round the wheel.
  lastSequence: 252,
  history: [
    { kind: 'add-value', amount: 300, minutesAgo: 9_000, place: 0x2e, device: 0xa1_0077 },
    ...[600, 500, 400, 300, 200, 100].map((minutesAgo) => ({ kind: 'purchase' as const, amount: 5, minutesAgo, place: 1, device: 7 })),
  ],
};

const KINDS: readonly { readonly layout: CardLayout; readonly build: (description: CardDescription) => Uint8Array }[] = [
  { layout: EASYCARD_CLASSIC, build: buildEasyCardImage },
  { layout: IPASS_SYNTHETIC, build: buildIpassCardImage },
];

const HALF_OF_THE_BITS: WriteCut = { flipped: new Uint8Array(16).fill(0x5a) };

/** Where the writing of NT$500 was cut: how many blocks were whole, and what came of the next. */
const STAGES: readonly { readonly stage: string; readonly whole: number; readonly cut?: WriteCut }[] = [
  { stage: 'nothing', whole: 0 },
  { stage: 'half of the record’s bytes', whole: 0, cut: { storedBytes: 8 } },
  { stage: 'half of the record’s bits', whole: 0, cut: HALF_OF_THE_BITS },
  { stage: 'the record erased', whole: 0, cut: { erased: 0xff } },
  { stage: 'the record', whole: 1 },
  { stage: 'record and backup', whole: 2 },
  { stage: 'all', whole: 3 },
];

/** A card on which NT$500 were begun and cut off at `stage`, used elsewhere and laid down here again. */
async function broughtBack(
  { layout, build }: (typeof KINDS)[number],
  stage: (typeof STAGES)[number],
  uses: readonly Elsewhere[],
  description = DESCRIPTION,
) {
  const bench = cardReaderBench();
  const card = new SimulatedCard(build(description));
  const number = cardNumberOfUid(card.uid);
  const order = { card: number, amount: dollars(500), atMs: NOW, ...HERE };
  const lay = async (): Promise<void> => {
    bench.reader.place(card);
    await bench.clock.advanceAsync(0);
  };
  await lay();
  const planned = await bench.run(bench.cardReader.planAddValue(order));
  if (!planned.ok) throw new Error(planned.error.detail);
  const { cut, whole } = stage;
  if (whole === 3) bench.reader.faults.failNext('answer-lost', { on: 'write', after: 2 });
  else
    bench.reader.faults.failNext(cut === undefined ? 'removed-before-execution' : 'torn-write', {
      on: 'write',
      after: whole,
      ...(cut && { cut }),
    });
  expect(await bench.run(bench.cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'unknown' });
  bench.reader.remove();
  const changes = uses.map((where, index) => useElsewhere(card, layout, where, NOW + (index + 1) * 60_000, where === 'kiosk' ? 500 : 20));
  const used = card.save();
  await lay();
  const purse = (): number | null => decodeValueBlock(card.image.subarray(layout.purse.block * 16, layout.purse.block * 16 + 16));
  const apply = (plan: AddValuePlan) => bench.run(bench.cardReader.applyAddValue(plan, 'payment'));
  return {
    bench,
    card,
    plan: planned.value,
    order,
    apply,
    purse,
    used,
    changed: changes.reduce<number>((sum, each) => sum + (each ?? 0), 0),
  };
}

const FEW: readonly (readonly Elsewhere[])[] = [
  ['entry'],
  ['entry', 'gate'],
  ['gate'],
  ['shop'],
  ['gate', 'shop'],
  ['shop', 'gate', 'gate', 'shop', 'gate'],
];

describe.each(KINDS)('a card $layout.profile that was used elsewhere before it came back', (kind) => {
  it.each(STAGES.flatMap((stage) => FEW.map((uses) => ({ ...stage, uses }))))(
    'tells what became of its add-value: $stage was written, then $uses',
    async ({ uses, ...stage }) => {
      const { card, plan, order, apply, bench, purse, used, changed } = await broughtBack(kind, stage, uses);
      const verdict = await apply(plan);
      expect(card.image).toEqual(used);
      if (stage.whole === 3) {
        expect(verdict).toMatchObject({ verdict: 'written', found: true, balance: BEFORE + 500 });
        expect(purse()).toBe(BEFORE + 500 + changed);
        return;
      }
      expect(verdict).toMatchObject({ verdict: 'untouched' });
      // It is owed, and goes onto the purse as it is now - once.
      const again = await bench.run(bench.cardReader.planAddValue({ ...order, abandoned: plan }));
      if (!again.ok) throw new Error(again.error.detail);
      expect(await apply(again.value)).toMatchObject({ verdict: 'written', found: false });
      expect(await apply(again.value)).toMatchObject({ verdict: 'written', found: true });
      expect(purse()).toBe(BEFORE + changed + 500);
      expect(await apply(plan)).not.toMatchObject({ verdict: 'written' });
    },
  );

  it.each(STAGES.filter(({ stage }) => stage !== 'nothing' && stage !== 'all'))(
    'tells what became of it where the last credit’s number was given out again: $stage was written over it, then a shop',
    async (stage) => {
      const history = (DESCRIPTION.history ?? []).toReversed().map((each, index) => ({ ...each, minutesAgo: 9_000 - index * 100 }));
      const { plan, apply, changed, used, card } = await broughtBack(kind, stage, ['shop'], { ...DESCRIPTION, history });
      expect(changed).toBeLessThan(0);
      expect(await apply(plan)).toMatchObject({ verdict: 'untouched' });
      expect(card.image).toEqual(used);
    },
  );

  it.each([[['kiosk']], [['kiosk', 'gate']], [['gate', 'kiosk']]] as const)(
    'knows the top-up of a second kiosk, of the same amount: %j',
    async (uses) => {
      const [nothing] = STAGES;
      const { plan, apply, changed } = await broughtBack(kind, nothing as (typeof STAGES)[number], uses);
      expect(changed).toBeGreaterThan(0);
      expect(await apply(plan)).toMatchObject({ verdict: 'untouched' });
    },
  );

  it.each([
    ['the ring no longer reaches back', 'nothing', ['gate', 'shop', 'gate', 'shop', 'gate', 'shop', 'gate']],
    ['the ring no longer reaches back', 'all', ['gate', 'shop', 'gate', 'shop', 'gate', 'shop', 'gate']],
    ['a second kiosk has written over the record', 'all', ['kiosk']],
    ['a second kiosk has written over the record', 'all', ['gate', 'kiosk', 'gate']],
  ] as const)('is a case where %s: %s was written, then %j', async (_, name, uses) => {
    const stage = STAGES.find((each) => each.stage === name) as (typeof STAGES)[number];
    const { card, plan, apply, used } = await broughtBack(kind, stage, uses);
    expect(await apply(plan)).toMatchObject({ verdict: 'conflict', detail: expect.stringMatching(/^records /) as string });
    expect(card.image).toEqual(used);
  });

  it('is a case where the records contradict each other', async () => {
    const { card, plan, apply } = await broughtBack(kind, STAGES[0] as (typeof STAGES)[number], ['gate', 'shop']);
    const newest = kind.layout.ring.find(({ block }) => card.image[block * 16] === 254);
    card.image[(newest?.block ?? 0) * 16 + 8] = 0x11;
    expect(await apply(plan)).toMatchObject({ verdict: 'conflict' });
  });
});

describe('a record of which some bits did not flip', () => {
  it('is written over in 2,000 of 2,000 trials, whatever it seems to say', { timeout: 120_000 }, async () => {
    const [kind] = KINDS;
    const random = new SeededRandom('torn bits');
    const failed: string[] = [];
    for (let trial = 0; trial < 2_000; trial += 1) {
      const cut = { flipped: random.bytes(16) };
      const { plan, apply, purse } = await broughtBack(kind as (typeof KINDS)[number], { stage: '', whole: trial % 3, cut }, []);
      const { verdict } = await apply(plan);
      if (verdict !== 'written' || purse() !== BEFORE + 500) failed.push(`${trial}: ${verdict}`);
    }
    expect(failed).toEqual([]);
  });
});
