import { describe, expect, it } from 'vitest';
import { GET_UID } from '../../../hardware/pcsc/apdu.ts';
import { VirtualClock } from '../virtualClock.ts';
import { createInMemoryPcsc, type InMemoryPcscParts } from './inMemoryPcsc.ts';
import { preparedCards } from './preparedCards.ts';
import { SimulatedCard } from './simulatedCard.ts';
import { SimulatedReader } from './simulatedReader.ts';

function setUp(parts: Partial<InMemoryPcscParts> = {}) {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock });
  const pcsc = createInMemoryPcsc(reader, { clock, ...parts });
  const events: [string, number][] = [];
  pcsc.onEvent(({ type }) => events.push([type, clock.monotonicMs()]));
  const card = (): SimulatedCard => new SimulatedCard(preparedCards(clock.wallMs())[0]?.image ?? new Uint8Array());
  return { clock, reader, pcsc, events, card };
}

describe('the PC/SC port in memory', () => {
  it('notices cards as late as a service that looks now and then', async () => {
    const { clock, reader, pcsc, events, card } = setUp({ pollingMs: 400 });
    pcsc.start();
    await clock.advanceAsync(1_000);
    reader.place(card());
    await clock.advanceAsync(1_000);
    reader.remove();
    await clock.advanceAsync(1_000);
    expect(events).toEqual([
      ['reader-attached', 0],
      ['card-present', 1_400],
      ['card-absent', 2_400],
    ]);
  });

  it('tells at the start what is already there, or that nothing is', async () => {
    const there = setUp();
    there.reader.place(there.card());
    there.pcsc.start();
    await there.clock.advanceAsync(0);
    expect(there.events.map(([type]) => type)).toEqual(['reader-attached', 'card-present']);
    const away = setUp();
    away.pcsc.unplug();
    away.pcsc.start();
    await away.clock.advanceAsync(0);
    expect(away.events.map(([type]) => type)).toEqual(['reader-detached']);
  });

  it('sends nothing without a connection, and loses the connection with the card', async () => {
    const { clock, reader, pcsc, card } = setUp();
    pcsc.start();
    expect(await pcsc.connect()).toMatchObject({ error: { kind: 'no-card' } });
    reader.place(card());
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ error: { kind: 'not-connected' } });
    expect(await pcsc.connect()).toEqual({ ok: true });
    expect(await clock.resolve(pcsc.transmit(GET_UID))).toMatchObject({ ok: true });
    reader.remove();
    reader.place(card());
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ error: { kind: 'not-connected' } });
  });

  it('gives a mute card up and comes back', async () => {
    const { clock, reader, pcsc, events, card } = setUp({ transmitMs: 2_000, recoveryMs: 500 });
    pcsc.start();
    reader.place(card());
    await pcsc.connect();
    reader.faults.failNext('mute');
    expect(await clock.resolve(pcsc.transmit(GET_UID))).toMatchObject({ error: { kind: 'timed-out' } });
    expect(clock.monotonicMs()).toBe(2_000);
    expect(await pcsc.connect()).toMatchObject({ error: { kind: 'no-service' } });
    await clock.advanceAsync(500);
    expect(events.map(([type]) => type)).toEqual([
      'reader-attached',
      'card-present',
      'card-absent',
      'reader-detached',
      'reader-attached',
      'card-present',
    ]);
    expect(await pcsc.connect()).toEqual({ ok: true });
  });

  it('is silent once stopped', async () => {
    const { clock, reader, pcsc, events, card } = setUp();
    pcsc.start();
    await clock.advanceAsync(0);
    await pcsc.stop();
    reader.place(card());
    await clock.advanceAsync(1_000);
    expect(events.map(([type]) => type)).toEqual(['reader-attached']);
  });
});
