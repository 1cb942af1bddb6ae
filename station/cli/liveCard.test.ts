import { describe, expect, it } from 'vitest';
import type { CardTechnology } from '../../hardware/ports/cardReader.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { waitForCard } from './liveCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const WAIT_MS = 10_000;
const card = (index = 0, kind?: CardTechnology): SimulatedCard =>
  new SimulatedCard(preparedCards(NOW)[index]?.image ?? new Uint8Array(), kind);

function rig() {
  const bench = cardReaderBench();
  const found = waitForCard({ cardReader: bench.cardReader, clock: bench.clock, waitMs: WAIT_MS });
  return { ...bench, found: () => bench.run(found) };
}

describe('the card on a reader', () => {
  it('is read, whether it lay there or comes', async () => {
    const there = rig();
    there.reader.place(card());
    expect(await there.found()).toMatchObject({ ok: true, value: { balance: 320 } });
    const comes = rig();
    await comes.clock.advanceAsync(WAIT_MS - 1_000);
    comes.reader.place(card());
    expect(await comes.found()).toMatchObject({ ok: true, value: { balance: 320 } });
    expect(comes.reader.card).not.toBeNull();
  });

  it('is waited for so long and no longer', async () => {
    const { found, clock } = rig();
    const before = clock.monotonicMs();
    expect(await found()).toEqual({ ok: false, error: { fault: 'no-card', detail: 'no card within 10 s' } });
    expect(clock.monotonicMs() - before).toBe(WAIT_MS);
    expect(clock.pending).toBe(0);
  });

  it('may be lifted and laid down again', async () => {
    const { found, reader, clock } = rig();
    await clock.advanceAsync(0);
    reader.faults.failNext('removed-before-execution', { on: 'uid' });
    reader.place(card());
    await clock.advanceAsync(1_000);
    reader.place(card(1));
    expect(await found()).toMatchObject({ ok: true, value: { balance: 9_900 } });
  });

  it.each<[string, (bench: ReturnType<typeof rig>) => void, string]>([
    ['of another kind', ({ reader }) => reader.place(card(0, 'iso-14443-4')), 'unknown-card'],
    [
      'that is not alone',
      ({ reader }) => {
        reader.place(card());
        reader.placeBeside(card(1), 'is-told');
      },
      'several-cards',
    ],
    [
      'that does not answer',
      ({ reader }) => {
        reader.faults.failRepeatedly('status-6300', { on: 'read' });
        reader.place(card());
      },
      'unreadable',
    ],
    ['on no reader at all', ({ pcsc }) => pcsc.unplug(), 'no-reader'],
  ])('%s is said to be so', async (_, happens, fault) => {
    const bench = rig();
    happens(bench);
    expect(await bench.found()).toMatchObject({ ok: false, error: { fault } });
  });
});
