import { describe, expect, it } from 'vitest';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const [first, second] = preparedCards(NOW).map(({ image }) => image);
const card = (image = first): SimulatedCard => new SimulatedCard(image ?? new Uint8Array());

describe('the card reader', () => {
  it('tells what comes and goes, each card by itself', async () => {
    const bench = cardReaderBench();
    await bench.clock.advanceAsync(0);
    bench.reader.place(card());
    bench.reader.place(card(second));
    await bench.clock.advanceAsync(0);
    bench.pcsc.unplug();
    bench.pcsc.plugIn();
    await bench.clock.advanceAsync(0);
    expect(bench.events.map(({ type }) => type)).toEqual([
      'reader-online',
      'card-placed',
      'card-removed',
      'card-placed',
      'card-removed',
      'reader-offline',
      'reader-online',
      'card-placed',
    ]);
  });

  it('takes one step after the other', async () => {
    const bench = cardReaderBench();
    bench.reader.place(card());
    await bench.clock.advanceAsync(0);
    const reads = await bench.run(Promise.all([bench.cardReader.readCard(), bench.cardReader.readCard(), bench.cardReader.readCard()]));
    expect(reads.map((read) => read.ok && read.value.balance)).toEqual([320, 320, 320]);
    // Every step begins with the UID and comes to its end before the next begins.
    const starts = bench.commands.flatMap((command, index) => (command.type === 'get-uid' ? [index] : []));
    const length = bench.commands.length / 3;
    expect(starts).toEqual([0, length, 2 * length]);
  });

  it('reads a second time after any failure, and no third', async () => {
    for (const fault of ['status-6300', 'answer-lost'] as const) {
      const bench = cardReaderBench();
      bench.reader.place(card());
      await bench.clock.advanceAsync(0);
      bench.reader.faults.failNext(fault, { after: 7 });
      expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true });
      bench.commands.length = 0;
      bench.reader.faults.failRepeatedly(fault, { on: 'read' });
      expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
      expect(bench.commands.filter(({ type }) => type === 'get-uid')).toHaveLength(2);
    }
  });

  it('sends nothing more in a session that has failed', async () => {
    const bench = cardReaderBench();
    bench.reader.place(card());
    await bench.clock.advanceAsync(0);
    bench.reader.faults.failRepeatedly('status-6300', { on: 'read' });
    await bench.run(bench.cardReader.readCard());
    expect(bench.commands.map(({ type }) => type)).toEqual([
      'get-uid',
      'load-key',
      'authenticate',
      'read',
      'get-uid',
      'load-key',
      'authenticate',
      'read',
    ]);
  });

  it('never tries a write again by itself', async () => {
    const bench = cardReaderBench();
    bench.reader.place(card());
    await bench.clock.advanceAsync(0);
    const read = await bench.run(bench.cardReader.readCard());
    if (!read.ok) throw new Error(read.error.detail);
    const order = { card: read.value.number, amount: read.value.balance, atMs: NOW, place: 1, device: 2 };
    const planned = await bench.run(bench.cardReader.planAddValue(order));
    if (!planned.ok) throw new Error(planned.error.detail);
    bench.commands.length = 0;
    bench.reader.faults.failRepeatedly('status-6300', { on: 'write' });
    expect(await bench.run(bench.cardReader.applyAddValue(planned.value, 'payment'))).toMatchObject({ verdict: 'unknown' });
    expect(bench.commands.filter(({ type }) => type === 'write')).toHaveLength(1);
    expect(await bench.run(bench.cardReader.applyAddValue({ ...planned.value, profile: 'of another day' }, 'payment'))).toMatchObject({
      verdict: 'unknown',
    });
  });

  it('says nothing of a card’s number when it fails', async () => {
    const bench = cardReaderBench();
    bench.reader.place(card());
    await bench.clock.advanceAsync(0);
    bench.reader.faults.failRepeatedly('status-6300', { on: 'read' });
    const failed = JSON.stringify(await bench.run(bench.cardReader.readCard()));
    expect(failed).not.toMatch(/08a00001|0144703489/i);
  });
});
