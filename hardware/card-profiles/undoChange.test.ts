import { describe, expect, it } from 'vitest';
import { useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import type { CardDescription } from '../../lab/devices/card/cardImage.ts';
import { type CardReaderBench, cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { buildIpassCardImage } from '../../lab/devices/card/ipassCardImage.ts';
import { SimulatedCard, type WriteCut } from '../../lab/devices/card/simulatedCard.ts';
import type { CardChangePlan } from '../ports/cardChange.ts';
import type { CardReader, WriteVerdict } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import type { CardLayout } from './cardLayout.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from './ipass-synthetic/layout.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

const DESCRIPTION: CardDescription = {
  uid: '08a000f4',
  nowMs: NOW,
  balance: 320,
  // The records after it go round the wheel.
  lastSequence: 254,
  history: [
    { kind: 'add-value', amount: 300, minutesAgo: 9_000, place: 0x2e, device: 0xa1_0077 },
    ...[600, 500, 400].map((minutesAgo) => ({ kind: 'purchase' as const, amount: 5, minutesAgo, place: 1, device: 7 })),
  ],
  attributes: { personalProfile: 1 },
  autoload: { amount: 500, count: 1, lastOn: null },
};

const CASES = [
  { layout: EASYCARD_CLASSIC, build: buildEasyCardImage },
  { layout: IPASS_SYNTHETIC, build: buildIpassCardImage },
].flatMap((kind) =>
  // The last one leaves in the purse what was there before.
  [
    { price: 200, autoload: 0 },
    { price: 1_200, autoload: 1_000 },
    { price: 1_500, autoload: 1_500 },
  ].map((sale) => ({ ...kind, ...sale, profile: kind.layout.profile })),
);

const CUTS: readonly WriteCut[] = [{ storedBytes: 0 }, { storedBytes: 8 }, { flipped: new Uint8Array(16).fill(0x5a) }, { erased: 0xff }];

async function laid(image: Uint8Array): Promise<CardReaderBench & { readonly card: SimulatedCard }> {
  const bench = cardReaderBench();
  const card = new SimulatedCard(image.slice());
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
  return { ...bench, card };
}

async function planned(image: Uint8Array, { price, autoload }: { price: number; autoload: number }): Promise<CardChangePlan> {
  const { card, cardReader, run } = await laid(image);
  const plan = await run(
    cardReader.planChange({
      act: 'buy-pass',
      card: cardNumberOfUid(card.uid),
      pass: { product: 1, area: 1, firstDay: '2026-03-05', lastDay: '2026-04-03', price: dollars(price) },
      paidFrom: '2026-03-05',
      transaction: '0123456789',
      autoload: dollars(autoload),
      atMs: NOW,
      place: 0x33,
      device: 0x00a1_0001,
    }),
  );
  if (!plan.ok) throw new Error(plan.error.detail);
  return plan.value;
}

/** What a way to either end leaves on the card when it is cut in the block after `whole` whole ones; null: it came to its end. */
async function cutShort(
  image: Uint8Array,
  plan: CardChangePlan,
  way: 'applyChange' | 'undoChange',
  whole: number,
  cut: WriteCut,
): Promise<Uint8Array | null> {
  const { card, cardReader, reader, run } = await laid(image);
  reader.faults.failNext('torn-write', { on: 'write', after: whole, cut });
  const { verdict } = await run(go(cardReader, plan, way));
  return verdict === 'unknown' ? card.save() : null;
}

function go(cardReader: CardReader, plan: CardChangePlan, way: 'applyChange' | 'undoChange'): Promise<WriteVerdict> {
  return way === 'applyChange' ? cardReader.applyChange(plan, 'payment') : cardReader.undoChange(plan);
}

async function ended(image: Uint8Array, plan: CardChangePlan, way: 'applyChange' | 'undoChange') {
  const { card, cardReader, run } = await laid(image);
  return { ...(await run(go(cardReader, plan, way))), image: toHex(card.save()) };
}

const purseAt = ({ purse }: CardLayout, plan: CardChangePlan): number => plan.blocks.findIndex(({ block }) => block === purse.block);

describe.each(CASES)(
  'a purchase of $price with $autoload loaded first, begun on a card $profile',
  { timeout: 120_000 },
  ({ layout, build, ...sale }) => {
    const begin = build(DESCRIPTION);

    it('is taken back from wherever its writing was cut, as long as the purse has not paid; a paid one is left as it is', async () => {
      const plan = await planned(begin, sale);
      for (let whole = 0; whole < plan.blocks.length; whole += 1) {
        for (const cut of CUTS) {
          const where = `${JSON.stringify(cut)} after ${whole}`;
          const left = await cutShort(begin, plan, 'applyChange', whole, cut);
          if (left === null) throw new Error(`${where}: not cut`);
          const undone = await ended(left, plan, 'undoChange');
          const paid = plan.blocks
            .slice(0, purseAt(layout, plan) + 1)
            .every(({ block, after }) => toHex(left.subarray(block * 16, block * 16 + 16)) === after);
          if (paid) expect(undone, where).toMatchObject({ verdict: 'written', image: toHex(left) });
          else expect(undone, where).toMatchObject({ verdict: 'untouched', image: toHex(begin) });
        }
      }
    });

    it('goes either way from wherever the way back was cut', async () => {
      const plan = await planned(begin, sale);
      const { image: end } = await ended(begin, plan, 'applyChange');
      for (const halfway of [2, purseAt(layout, plan)]) {
        const left = await cutShort(begin, plan, 'applyChange', halfway, { storedBytes: 8 });
        if (left === null) throw new Error('not cut');
        for (let whole = 0; ; whole += 1) {
          const pictures = await Promise.all(CUTS.map((cut) => cutShort(left, plan, 'undoChange', whole, cut)));
          if (pictures.includes(null)) break;
          for (const picture of pictures) {
            if (picture === null) continue;
            expect(await ended(picture, plan, 'undoChange')).toMatchObject({ verdict: 'untouched', image: toHex(begin) });
            expect(await ended(picture, plan, 'applyChange')).toMatchObject({ verdict: 'written', image: end });
          }
        }
      }
    });

    it('is not touched where the card was used since: its records tell', async () => {
      const plan = await planned(begin, sale);
      for (let whole = 0; whole < plan.blocks.length; whole += 1) {
        const left = await cutShort(begin, plan, 'applyChange', whole, { storedBytes: 0 });
        if (left === null) throw new Error('not cut');
        const card = new SimulatedCard(left);
        useElsewhere(card, layout, 'gate', NOW + 60_000, 20);
        const used = toHex(card.save());
        const { verdict, image } = await ended(fromHex(used), plan, 'undoChange');
        expect(image).toBe(used);
        // Where the purse is left as it was, the records alone say that it has paid.
        const paid = whole > purseAt(layout, plan) - (sale.price === sale.autoload ? 2 : 0);
        expect(paid ? ['written'] : ['untouched', 'conflict'], `after ${whole}`).toContain(verdict);
      }
    });
  },
);

it('another card is not touched, and of a plan that leaves the purse alone nothing is taken back', async () => {
  const image = buildEasyCardImage(DESCRIPTION);
  const plan = await planned(image, { price: 200, autoload: 0 });
  const other = buildEasyCardImage({ ...DESCRIPTION, uid: '08a000f1' });
  expect(await ended(other, plan, 'undoChange')).toEqual({ verdict: 'other-card', image: toHex(other) });
  const { card, cardReader, run } = await laid(image);
  const lock = await run(cardReader.planChange({ act: 'lock', card: cardNumberOfUid(card.uid) }));
  if (!lock.ok) throw new Error(lock.error.detail);
  expect(await ended(image, lock.value, 'undoChange')).toMatchObject({ verdict: 'conflict', image: toHex(image) });
});
