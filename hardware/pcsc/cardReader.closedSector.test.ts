import { describe, expect, it } from 'vitest';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { type Closure, withClosedSector } from '../../lab/devices/card/closedSector.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import type { CardFacts } from '../ports/cardFacts.ts';
import { dollars } from '../ports/dollars.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const closures: readonly Closure[] = ['other-keys', 'other-access'];

async function laidDown(sector: number, how: Closure) {
  const card = new SimulatedCard(withClosedSector(preparedCards(NOW)[0]?.image ?? new Uint8Array(), sector, how));
  const bench = cardReaderBench();
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
  return { ...bench, card, read: () => bench.run(bench.cardReader.readCard()) };
}

/** What an ordinary card says, for comparison. */
async function whole(): Promise<CardFacts> {
  const bench = cardReaderBench();
  bench.reader.place(new SimulatedCard(preparedCards(NOW)[0]?.image ?? new Uint8Array()));
  const read = await bench.run(bench.cardReader.readCard());
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

describe.each(closures)('a card with a sector of %s', (how) => {
  it.each([
    [14, ['issuer-data']],
    [1, ['term']],
    [4, ['records']],
    [5, ['records']],
  ] as const)('%i: the rest is read, and what is not is said', async (sector, unread) => {
    const { read } = await laidDown(sector, how);
    const sound = await whole();
    const result = await read();
    expect(result).toMatchObject({ ok: true, value: { number: sound.number, balance: 320, backupBalance: 320, unread } });
    if (!result.ok) return;
    const { transactions, issuedOn, attributes } = result.value;
    if (sector === 4 || sector === 5) {
      expect(transactions.length).toBeGreaterThan(0);
      expect(transactions.length).toBeLessThan(sound.transactions.length);
    } else expect(transactions).toEqual(sound.transactions);
    if (sector === 1) expect(issuedOn).toBeNull();
    else expect(issuedOn).toBe(sound.issuedOn);
    if (sector >= 13) expect(attributes).toBeNull();
  });

  it('is never written: no plan is made for it, and not one byte of it changes', async () => {
    const { card, cardReader, read, run, commands } = await laidDown(14, how);
    const before = Uint8Array.from(card.image);
    const result = await read();
    if (!result.ok) throw new Error(result.error.detail);
    const { number } = result.value;
    const planned = await run(cardReader.planAddValue({ card: number, amount: dollars(500), atMs: NOW, place: 1, device: 1 }));
    expect(planned).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
    expect(await run(cardReader.planChange({ card: number, act: 'lock' }))).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
    expect(commands.some(({ type }) => type === 'write')).toBe(false);
    expect(card.image).toEqual(before);
  });

  it('that is the purse’s own is not read at all', async () => {
    const { read } = await laidDown(2, how);
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
  });
});

it('a sector that says no once, for bad contact, closes nothing', async () => {
  const { reader, read } = await laidDown(15, 'other-keys');
  reader.faults.failNext('status-6300', { on: 'read' });
  expect(await read()).not.toHaveProperty('value.unread');
});
