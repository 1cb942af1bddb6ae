import { describe, expect, it } from 'vitest';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { LOOK_AGAIN_AFTER_MS } from './cardReader.ts';

const [prepared] = preparedCards(Date.UTC(2026, 2, 5, 6, 0, 0));
const card = (): SimulatedCard => new SimulatedCard(prepared?.image ?? new Uint8Array());

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
