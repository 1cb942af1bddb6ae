import { describe, expect, it } from 'vitest';
import { type Elsewhere, useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import type { CardDescription } from '../../lab/devices/card/cardImage.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { buildIpassCardImage } from '../../lab/devices/card/ipassCardImage.ts';
import { SimulatedCard, type WriteCut } from '../../lab/devices/card/simulatedCard.ts';
import { dollars } from '../ports/dollars.ts';
import type { CardLayout } from './cardLayout.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from './ipass-synthetic/layout.ts';
import { decodePass, decodePassReceipt } from './passBlocks.ts';
import { decodeValueBlock } from './valueBlock.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const BEFORE = 320;

const DESCRIPTION: CardDescription = {
  uid: '08a000f4',
  nowMs: NOW,
  balance: BEFORE,
  // The records after it go round the wheel.
  lastSequence: 254,
  history: [
    { kind: 'add-value', amount: 300, minutesAgo: 9_000, place: 0x2e, device: 0xa1_0077 },
    ...[600, 500, 400, 300, 200, 100].map((minutesAgo) => ({ kind: 'purchase' as const, amount: 5, minutesAgo, place: 1, device: 7 })),
  ],
  attributes: { personalProfile: 1 },
  autoload: { amount: 500, count: 1, lastOn: null },
};

const KINDS: readonly { readonly layout: CardLayout; readonly build: (description: CardDescription) => Uint8Array }[] = [
  { layout: EASYCARD_CLASSIC, build: buildEasyCardImage },
  { layout: IPASS_SYNTHETIC, build: buildIpassCardImage },
];

const TICKET = { product: 1, area: 1, firstDay: '2026-03-05', lastDay: '2026-04-03' };
/** Paid from the purse alone, and with NT$1,000 loaded first. */
const SALES = [
  { sale: 'from the purse', price: 200, autoload: 0 },
  { sale: 'with autoload', price: 1_200, autoload: 1_000 },
] as const;

const CUTS: readonly (WriteCut | null)[] = [null, { storedBytes: 8 }, { flipped: new Uint8Array(16).fill(0x5a) }, { erased: 0xff }];

const USES: readonly (readonly Elsewhere[])[] = [
  ['entry'],
  ['gate'],
  ['shop'],
  ['gate', 'shop'],
  ['shop', 'gate', 'gate'],
  ['shop', 'gate', 'shop', 'gate', 'shop', 'gate', 'shop'],
];

/** A card on which a sale was cut off after so many whole blocks, used elsewhere, and laid down again. */
async function broughtBack(
  { layout, build }: (typeof KINDS)[number],
  { price, autoload }: (typeof SALES)[number],
  whole: number,
  cut: WriteCut | null,
  uses: readonly Elsewhere[],
) {
  const bench = cardReaderBench();
  const card = new SimulatedCard(build(DESCRIPTION));
  const number = cardNumberOfUid(card.uid);
  const lay = async (): Promise<void> => {
    bench.reader.place(card);
    await bench.clock.advanceAsync(0);
  };
  await lay();
  const planned = await bench.run(
    bench.cardReader.planChange({
      act: 'buy-pass',
      card: number,
      pass: { ...TICKET, price: dollars(price) },
      paidFrom: TICKET.firstDay,
      transaction: '0123456789',
      autoload: dollars(autoload),
      atMs: NOW,
      place: 0x33,
      device: 0x00a1_0001,
    }),
  );
  if (!planned.ok) throw new Error(planned.error.detail);
  const plan = planned.value;
  bench.reader.faults.failNext(cut === null ? 'removed-before-execution' : 'torn-write', {
    on: 'write',
    after: whole,
    ...(cut && { cut }),
  });
  expect(await bench.run(bench.cardReader.applyChange(plan, 'payment'))).toMatchObject({ verdict: 'unknown' });
  bench.reader.remove();
  const changes = uses.map((where, index) => useElsewhere(card, layout, where, NOW + (index + 1) * 60_000, 20));
  await lay();
  const block = (number_: number): Uint8Array => card.image.subarray(number_ * 16, number_ * 16 + 16);
  return {
    plan,
    paidAt: plan.blocks.findIndex((each) => each.block === layout.purse.block) + 1,
    changed: changes.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    apply: () => bench.run(bench.cardReader.applyChange(plan, 'payment')),
    purse: () => decodeValueBlock(block(layout.purse.block)),
    tickets: () =>
      [layout.issuerData.pass, layout.issuerData.passReceipt]
        .flatMap(({ main, mirror }) => [main, mirror ?? main])
        .map((at) => block(at.block)),
  };
}

const carries = (blocks: readonly Uint8Array[]): boolean[] =>
  blocks.map((block, index) => (index < 2 ? decodePass(block) !== null : decodePassReceipt(block) !== null));

describe.each(KINDS)('a ticket on a card $layout.profile that was used elsewhere before it came back', (kind) => {
  it.each(SALES.flatMap((sale) => USES.map((uses) => ({ ...sale, uses }))))(
    'is there when it is paid and never before, wherever its writing was cut: $sale, then $uses',
    { timeout: 60_000 },
    async ({ uses, ...sale }) => {
      const { plan } = await broughtBack(kind, sale, 0, null, []);
      for (let whole = 0; whole < plan.blocks.length; whole += 1) {
        for (const cut of CUTS) {
          const where = `cut ${JSON.stringify(cut)} after ${whole}`;
          const { apply, changed, paidAt, purse, tickets } = await broughtBack(kind, sale, whole, cut, uses);
          const torn = cut !== null && whole === paidAt - 1;
          const { verdict } = await apply();
          const paid = BEFORE + changed + sale.autoload - sale.price;
          if (verdict === 'written') {
            expect(carries(tickets()), where).toEqual([true, true, true, true]);
            expect(purse(), where).toBe(paid);
            expect(await apply(), where).toMatchObject({ verdict: 'written', found: true });
            continue;
          }
          // An unused card is completed; any other card that had not paid gets no ticket.
          expect(['untouched', 'conflict'], where).toContain(verdict);
          expect(carries(tickets()), where).toEqual([false, false, false, false]);
          if (verdict === 'untouched') expect(purse(), where).toBe(BEFORE + changed);
          // Once the purse has paid the records say so, as far back as the ring reaches; a ticket block that was begun always does.
          if (whole >= paidAt) expect([whole, uses.length > 6 && cut === null], where).toEqual([paidAt, true]);
          expect(torn && changed !== 0, where).toBe(false);
        }
      }
    },
  );
});
