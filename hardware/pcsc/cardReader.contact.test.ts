import { describe, expect, it } from 'vitest';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { fromHex } from '../ports/hex.ts';
import { FACTORY_KEYS } from './cardKeys.ts';
import { LOOK_AGAIN_AFTER_MS } from './cardReader.ts';

const [prepared, nearlyFull] = preparedCards(Date.UTC(2026, 2, 5, 6, 0, 0));
const card = (): SimulatedCard => new SimulatedCard(prepared?.image ?? new Uint8Array());
const other = (): SimulatedCard => new SimulatedCard(nearlyFull?.image ?? new Uint8Array());

/** A card that lies there, and the events since. */
async function laidDown() {
  const bench = cardReaderBench();
  bench.reader.place(card());
  await bench.clock.advanceAsync(0);
  bench.events.length = 0;
  return bench;
}

describe('a card that was not heard, and no event says that it left', () => {
  it('is told as laid down anew as soon as it answers again', async () => {
    const bench = await laidDown();
    bench.reader.faults.failRepeatedly('answer-lost');
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: false });
    bench.reader.faults.clear();
    await bench.clock.advanceAsync(LOOK_AGAIN_AFTER_MS[0] - 1);
    expect(bench.events).toEqual([]);
    await bench.clock.advanceAsync(1);
    expect(bench.events).toEqual([{ type: 'card-removed' }, { type: 'card-placed' }]);
  });

  it('is looked for at growing intervals, then not any more', async () => {
    const bench = await laidDown();
    bench.reader.faults.failRepeatedly('answer-lost');
    await bench.run(bench.cardReader.readCard());
    bench.commands.length = 0;
    await bench.clock.advanceAsync(60_000);
    expect(bench.commands).toHaveLength(LOOK_AGAIN_AFTER_MS.length);
    expect(bench.events).toEqual([]);
  });

  it('is not told for ever when it gives its number and nothing else', async () => {
    const bench = await laidDown();
    bench.reader.faults.failRepeatedly('answer-lost', { on: 'read' });
    for (let time = 0; time < 10; time += 1) {
      await bench.run(bench.cardReader.readCard());
      await bench.clock.advanceAsync(10_000);
    }
    expect(bench.events.filter(({ type }) => type === 'card-placed')).toHaveLength(LOOK_AGAIN_AFTER_MS.length);
  });

  it('is left to its own events when it really went', async () => {
    const bench = await laidDown();
    bench.reader.faults.failNext('removed-before-execution');
    await bench.run(bench.cardReader.readCard());
    bench.commands.length = 0;
    await bench.clock.advanceAsync(60_000);
    expect(bench.events).toEqual([{ type: 'card-removed' }]);
    expect(bench.commands).toEqual([]);
  });
});

it('looks anew for every card that is laid down', async () => {
  const bench = await laidDown();
  for (let visit = 0; visit < 2; visit += 1) {
    bench.reader.faults.failRepeatedly('answer-lost');
    await bench.run(bench.cardReader.readCard());
    bench.reader.faults.clear();
    bench.events.length = 0;
    await bench.clock.advanceAsync(LOOK_AGAIN_AFTER_MS[0]);
    expect(bench.events).toContainEqual({ type: 'card-placed' });
    bench.reader.remove();
    bench.reader.place(card());
    await bench.clock.advanceAsync(0);
  }
});

describe('a card that took another one’s place unnoticed', () => {
  it('counts as two at first, and as the one that lies there as soon as it alone answers', async () => {
    const bench = await laidDown();
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 320 } });
    bench.reader.swapUnnoticed(other());
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'several' } });
    await bench.clock.advanceAsync(LOOK_AGAIN_AFTER_MS[0]);
    expect(bench.events).toEqual([{ type: 'card-removed' }, { type: 'card-placed' }]);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 9_900 } });
  });

  it('is looked for as long as two lie there, and found when one of them is taken away', async () => {
    const bench = await laidDown();
    bench.reader.placeBeside(other(), 'is-told');
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'several' } });
    await bench.clock.advanceAsync(120_000);
    expect(bench.events).toEqual([]);
    bench.reader.takeBeside();
    await bench.clock.advanceAsync(LOOK_AGAIN_AFTER_MS[2]);
    expect(bench.events).toEqual([{ type: 'card-removed' }, { type: 'card-placed' }]);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true });
  });

  it('is never taken for one while two answer in turn', async () => {
    const bench = await laidDown();
    await bench.run(bench.cardReader.readCard());
    bench.reader.placeBeside(other(), 'takes-turns');
    await bench.run(bench.cardReader.readCard());
    await bench.run(bench.cardReader.readCard());
    await bench.clock.advanceAsync(60_000);
    expect(bench.events).toEqual([]);
  });
});

describe('the name that a reader makes up for a card', () => {
  it.each([
    ['MIFARE Classic by Infineon', '3b8f8001804f0ca00000030603ff88000000001c'],
    ['MIFARE Plus at security level 1', '3b8f8001804f0ca000000306030036000000005d'],
    ['MIFARE Classic 4K', '3b8f8001804f0ca0000003060300020000000069'],
    ['a chip that emulates MIFARE Classic', '3b8180018080'],
    ['no name at all', ''],
  ])('keeps no card out that our keys open: %s', async (_what, atr) => {
    const bench = cardReaderBench();
    bench.reader.place(new SimulatedCard(prepared?.image ?? new Uint8Array(), 'mifare-classic-1k', fromHex(atr)));
    await bench.clock.advanceAsync(0);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 320 } });
  });
});

describe('a sector with keys of its own', () => {
  it('is opened with them, and the others with the card’s', async () => {
    const image = prepared?.image.slice() ?? new Uint8Array();
    const own = { a: fromHex('112233445566'), b: fromHex('665544332211') };
    // The purse's sector; its trailer holds key A, the access bits and key B.
    const trailer = 2 * 64 + 48;
    image.set(own.a, trailer);
    image.set(own.b, trailer + 10);
    const refused = cardReaderBench();
    refused.reader.place(new SimulatedCard(image));
    await refused.clock.advanceAsync(0);
    expect(await refused.run(refused.cardReader.readCard())).toMatchObject({ ok: false });
    const bench = cardReaderBench({ keys: { ...FACTORY_KEYS, sectors: new Map([[2, own]]) } });
    bench.reader.place(new SimulatedCard(image));
    await bench.clock.advanceAsync(0);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 320 } });
  });
});
