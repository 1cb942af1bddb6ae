import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import { createCardReader } from '../../hardware/pcsc/cardReader.ts';
import type { AddValuePlan, CardReader } from '../../hardware/ports/cardReader.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { damagedDockCards } from '../devices/card/damagedCards.ts';
import { preparedCards } from '../devices/card/preparedCards.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { BenchReader } from './benchReader.ts';

/** The real card driver at the cable of the bench's reader. */
function setUp() {
  const clock = new VirtualClock();
  const bench = new BenchReader(clock, preparedCards(clock.wallMs()));
  const reader = createCardReader({ pcsc: bench.openPort(), clock, keys: sameKeysForAll(FACTORY_KEYS), profiles: [easyCardClassic] });
  const events: string[] = [];
  reader.onEvent(({ type }) => events.push(type));
  reader.start();
  const balance = (id: string): number | undefined => bench.state().find((card) => card.id === id)?.balance;
  return { clock, bench, reader, events, balance };
}

async function plan(clock: VirtualClock, reader: CardReader, amount: number): Promise<AddValuePlan> {
  const facts = await clock.resolve(reader.readCard());
  if (!facts.ok) throw new Error(facts.error.detail);
  const order = { card: facts.value.number, amount: dollars(amount), atMs: clock.wallMs(), place: 99, device: 1 };
  const planned = await clock.resolve(reader.planAddValue(order));
  if (!planned.ok) throw new Error(planned.error.detail);
  return planned.value;
}

describe('the reader on the bench', () => {
  it('shows its cards, where they lie and what is on them', () => {
    const { bench } = setUp();
    bench.place('ordinary');
    expect(bench.state().slice(0, 2)).toEqual([
      { id: 'ordinary', label: expect.stringContaining('NT$320'), group: 'sound', balance: 320, placed: true },
      { id: 'nearly-full', label: expect.any(String), group: 'sound', balance: 9_900, placed: false },
    ]);
    bench.place('nearly-full');
    expect(
      bench
        .state()
        .filter(({ placed }) => placed)
        .map(({ id }) => id),
    ).toEqual(['nearly-full']);
    bench.place('no such card');
    expect(
      bench
        .state()
        .filter(({ placed }) => placed)
        .map(({ id }) => id),
    ).toEqual(['nearly-full']);
    bench.remove();
    expect(bench.state().some(({ placed }) => placed)).toBe(false);
  });

  it('tells the driver about a card, which can read it and add value that stays', async () => {
    const { clock, bench, reader, events, balance } = setUp();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    expect(events).toEqual(['reader-online', 'card-placed']);
    const verdict = await clock.resolve(reader.applyAddValue(await plan(clock, reader, 100), 'payment'));
    expect(verdict).toEqual({ verdict: 'written', balance: 420, found: false });
    bench.remove();
    expect(balance('ordinary')).toBe(420);
  });

  it.each([
    ['after', 1],
    ['after', 2],
    ['after', 3],
    ['within', 1],
    ['within', 2],
    ['within', 3],
  ] as const)('takes the card away %s write command %i; put back, it is finished once', async (when, block) => {
    const { clock, bench, reader, balance } = setUp();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    const planned = await plan(clock, reader, 500);
    bench.pullWhileWriting(block, when);
    expect(await clock.resolve(reader.applyAddValue(planned, 'payment'))).toMatchObject({ verdict: 'unknown' });
    expect(bench.state().some(({ placed }) => placed)).toBe(false);
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.applyAddValue(planned, 'payment'))).toEqual({
      verdict: 'written',
      balance: 820,
      found: when === 'after' && block === 3,
    });
    expect(balance('ordinary')).toBe(820);
  });

  it('lays another card beside the one that lies there, or beside the next one; taken away, both are gone', async () => {
    const { clock, bench, reader } = setUp();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    bench.layBeside();
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: false, error: { kind: 'several' } });
    bench.remove();
    bench.layBeside();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: false, error: { kind: 'several' } });
    bench.place('nearly-full');
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: true });
    bench.remove();
    bench.layBeside();
    bench.remove();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: true });
  });

  it.each([
    ['unreadable', 'unreadable'],
    ['forged', 'contradictory'],
    ['other-kind', 'unsupported'],
  ])('keeps damaged cards apart: "%s" is %s', async (id, kind) => {
    const clock = new VirtualClock();
    const bench = new BenchReader(
      clock,
      damagedDockCards(clock.wallMs()).map((card) => ({ ...card, group: 'damaged' })),
    );
    expect(bench.state().every(({ group }) => group === 'damaged')).toBe(true);
    const reader = createCardReader({ pcsc: bench.openPort(), clock, keys: sameKeysForAll(FACTORY_KEYS), profiles: [easyCardClassic] });
    reader.start();
    bench.place(id);
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: false, error: { kind } });
  });

  it('forgets an announced pull when the card is taken away', async () => {
    const { clock, bench, reader } = setUp();
    bench.place('ordinary');
    bench.pullWhileWriting(1, 'after');
    bench.remove();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    expect(await clock.resolve(reader.applyAddValue(await plan(clock, reader, 100), 'payment'))).toMatchObject({ verdict: 'written' });
  });

  it('is gone without power, and comes back with the card that lies there', async () => {
    const { clock, bench, reader, events } = setUp();
    bench.place('ordinary');
    await clock.advanceAsync(1_000);
    bench.powerOff();
    bench.powerOff();
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: false });
    bench.powerOn();
    bench.powerOn();
    await clock.advanceAsync(1_000);
    expect(events.slice(2)).toEqual(['card-removed', 'reader-offline', 'reader-online', 'card-placed']);
    expect(await clock.resolve(reader.readCard())).toMatchObject({ ok: true, value: { balance: 320 } });
  });

  it('is away for a host that comes while there is no power', async () => {
    const { clock, bench } = setUp();
    bench.powerOff();
    const late = bench.openPort();
    const events: string[] = [];
    late.onEvent(({ type }) => events.push(type));
    late.start();
    await clock.advanceAsync(1_000);
    expect(events).toEqual(['reader-detached']);
    bench.powerOn();
    expect(events).toEqual(['reader-detached', 'reader-attached']);
  });

  it('can lie behind the real service: a card in the field is a connection to its virtual reader', async () => {
    const { bench } = setUp();
    const driver = createServer((socket) => socket.resume());
    driver.listen(0, '127.0.0.1');
    await once(driver, 'listening');
    const address = driver.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    bench.putBehindService(address.port);
    const nextCard = (): Promise<Socket> => new Promise((resolve) => driver.once('connection', resolve));
    let coming = nextCard();
    bench.place('ordinary');
    const first = await coming;
    const firstGone = once(first, 'close');
    bench.powerOff();
    await firstGone;
    coming = nextCard();
    bench.powerOn();
    const second = await coming;
    const secondGone = once(second, 'close');
    bench.remove();
    await secondGone;
    expect(second).not.toBe(first);
    driver.close();
    await once(driver, 'close');
  });
});
