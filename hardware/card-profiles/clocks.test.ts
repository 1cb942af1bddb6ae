import { describe, expect, it } from 'vitest';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { dollars } from '../ports/dollars.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const DAY_MS = 86_400_000;
const HERE = { place: 0x33, device: 0x00a1_0001 };

/** A card that a machine topped up while its clock was `apartMs` ahead of the true time. */
async function toppedUp(apartMs: number) {
  const bench = cardReaderBench();
  const card = new SimulatedCard(
    buildEasyCardImage({
      uid: '08a000f2',
      nowMs: NOW,
      balance: 4_000,
      lastSequence: 42,
      history: [{ kind: 'purchase', amount: 95, minutesAgo: 600, place: 1, device: 7 }],
    }),
  );
  const number = cardNumberOfUid(card.uid);
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
  const plan = (atMs: number) => bench.run(bench.cardReader.planAddValue({ card: number, amount: dollars(500), atMs, ...HERE }));
  const planned = await plan(NOW + apartMs);
  if (!planned.ok) throw new Error(planned.error.detail);
  expect(await bench.run(bench.cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'written' });
  return { bench, card, plan };
}

describe('a top-up that was written while the clock was wrong', () => {
  it.each([
    ['two years ahead', 730 * DAY_MS],
    ['two years behind', -730 * DAY_MS],
    ['right', 0],
  ])('%s: does not come in the way of the 300 transactions after it', { timeout: 60_000 }, async (_, apartMs) => {
    const { bench, card, plan } = await toppedUp(apartMs);
    const wrong: string[] = [];
    for (let used = 1; used <= 300; used += 1) {
      const atMs = NOW + used * 3_600_000;
      expect(useElsewhere(card, EASYCARD_CLASSIC, used % 2 === 0 ? 'gate' : 'shop', atMs, 10)).toBe(-10);
      const planned = await plan(atMs);
      const read = await bench.run(bench.cardReader.readCard());
      const newest = read.ok ? read.value.transactions[0]?.sequence : read.error.kind;
      if (!planned.ok || newest !== ((43 + used) & 0xff)) wrong.push(`${used}: ${planned.ok ? newest : planned.error.detail}`);
    }
    expect(wrong).toEqual([]);
  });
});
