import { describe, expect, it } from 'vitest';
import { GET_UID } from '../../../hardware/pcsc/apdu.ts';
import { createRemotePcsc } from '../../../hardware/pcsc/remotePcsc.ts';
import type { PcscEvent } from '../../../hardware/ports/pcsc.ts';
import { VirtualClock } from '../virtualClock.ts';
import { preparedCards } from './preparedCards.ts';
import { ReaderCables, type ReaderSwap } from './readerCables.ts';
import { SimulatedCard } from './simulatedCard.ts';
import { SimulatedReader } from './simulatedReader.ts';

/** A station's side of the reader, with a card on it. */
async function setUp() {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock });
  const cables = new ReaderCables(reader, clock);
  let processes = 0;
  const pcsc = createRemotePcsc({
    clock,
    open: () => {
      processes += 1;
      return cables.openProcess();
    },
  });
  const events: PcscEvent[] = [];
  pcsc.onEvent((event) => events.push(event));
  pcsc.start();
  reader.place(new SimulatedCard(preparedCards(clock.wallMs())[0]?.image ?? new Uint8Array()));
  await clock.advanceAsync(1_000);
  return { clock, reader, cables, pcsc, events, processes: () => processes };
}

const AWAY_AND_BACK = ['card-absent', 'reader-detached', 'reader-attached', 'card-present'];

describe('a reader that leaves a machine that runs', () => {
  it.each<[ReaderSwap, number, string, number]>([
    ['renamed', 1_000, 'Simulated contactless reader 00 01', 1],
    ['spare', 0, 'Simulated contactless reader 00 01', 1],
    // Only a new process finds it: begun after two signs of life without a reader.
    ['unnoticed', 5_000, 'Simulated contactless reader 00 00', 2],
  ])('is there again, with its card: %s', async (how, withinMs, name, processes) => {
    const world = await setUp();
    world.events.length = 0;
    world.cables.swap(how);
    await world.clock.advanceAsync(withinMs);
    expect(world.events.map(({ type }) => type)).toEqual(AWAY_AND_BACK);
    expect(world.events.find((event) => event.type === 'reader-attached')).toMatchObject({ reader: name });
    expect(world.cables.names).toEqual([name]);
    expect(world.processes()).toBe(processes);
    expect(await world.pcsc.connect()).toEqual({ ok: true });
    expect(await world.clock.resolve(world.pcsc.transmit(GET_UID))).toMatchObject({ ok: true });
  });

  it('is not there while its cable is out', async () => {
    const { clock, cables, pcsc } = await setUp();
    cables.swap('renamed');
    await clock.advanceAsync(500);
    expect(cables.names).toEqual([]);
    expect(await pcsc.connect()).toMatchObject({ ok: false });
  });

  it('outlives the process that speaks to it', async () => {
    const world = await setUp();
    world.events.length = 0;
    world.cables.endProcesses();
    await world.clock.advanceAsync(1_000);
    expect(world.events.map(({ type }) => type)).toEqual(AWAY_AND_BACK);
    expect(world.processes()).toBe(2);
  });
});
