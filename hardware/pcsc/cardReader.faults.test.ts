import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../card-profiles/cardNumberOfUid.ts';
import type { CardTechnology } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { otherKeysCard, preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const card = (index = 0, kind?: CardTechnology): SimulatedCard =>
  new SimulatedCard(preparedCards(NOW)[index]?.image ?? new Uint8Array(), kind);

async function laidDown(first: SimulatedCard, pollingMs = 0) {
  const bench = cardReaderBench({ pollingMs });
  bench.reader.place(first);
  await bench.clock.advanceAsync(pollingMs);
  return { ...bench, read: () => bench.run(bench.cardReader.readCard()) };
}

describe('a card of another kind', () => {
  const kinds: readonly CardTechnology[] = [
    'mifare-classic-4k',
    'mifare-mini',
    'mifare-ultralight',
    'other-storage-card',
    'iso-14443-4',
    'unknown',
  ];
  it.each(kinds)('%s is named when it does not take our keys, and nothing of it is read', async (kind) => {
    const { read, commands } = await laidDown(card(0, kind));
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'unsupported', cardType: kind } });
    expect(new Set(commands.map(({ type }) => type))).toEqual(new Set(['get-uid', 'load-key', 'authenticate']));
  });

  it.each([
    ['with other keys', () => new SimulatedCard(otherKeysCard(NOW).image)],
    ['with other contents', () => new SimulatedCard(damagedCard('other-card-type', NOW).image)],
    ['that is empty', () => new SimulatedCard(damagedCard('empty-card', NOW).image)],
  ])('is not a 1K %s', async (_, foreign) => {
    const { read } = await laidDown(foreign());
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'unsupported', cardType: 'mifare-classic-1k' } });
  });
});

describe('two cards at once', () => {
  it('are told by a reader that has a word for it', async () => {
    const { read, reader } = await laidDown(card());
    reader.placeBeside(card(1), 'is-told');
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'several' } });
    reader.place(card(1));
    expect(await read()).toMatchObject({ ok: true, value: { balance: 9_900 } });
  });

  it('are found out when a reader shows first the one, then the other, and nobody moved a card', async () => {
    const { read, reader, run, cardReader } = await laidDown(card());
    expect(await read()).toMatchObject({ ok: true, value: { balance: 320 } });
    const [own, other] = [card(), card(1)];
    reader.placeBeside(other, 'takes-turns');
    const order = { card: cardNumberOfUid(own.uid), amount: dollars(100), atMs: NOW, place: 1, device: 1 };
    expect(await run(cardReader.planAddValue(order))).toMatchObject({ ok: false, error: { kind: 'several' } });
  });

  it('do not confuse a write: only the card of the plan is written', async () => {
    const own = card();
    const { reader, run, cardReader, clock } = await laidDown(own);
    const order = { card: cardNumberOfUid(own.uid), amount: dollars(100), atMs: NOW, place: 1, device: 1 };
    const plan = await run(cardReader.planAddValue(order));
    if (!plan.ok) throw new Error(plan.error.detail);
    const other = card(1);
    const untouched = other.save();
    // The session with the first card is over, and the next connection wakes the other one.
    await clock.advanceAsync(10_000);
    reader.placeBeside(other, 'takes-turns');
    expect(await run(cardReader.applyAddValue(plan.value, 'payment'))).toEqual({ verdict: 'other-card' });
    expect(await run(cardReader.applyAddValue(plan.value, 'payment'))).toMatchObject({ verdict: 'written', balance: 420 });
    expect(other.image).toEqual(untouched);
  });
});

describe('a card that was only brushed over the reader', () => {
  it('is told so when it left before it gave its number', async () => {
    const { read, reader } = await laidDown(card());
    reader.faults.failNext('removed-before-execution', { on: 'uid' });
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'brushed' } });
  });

  it('is told so when the service has not yet noticed that it left', async () => {
    const { read, reader } = await laidDown(card(), 400);
    reader.remove();
    expect(await read()).toMatchObject({ ok: false, error: { kind: 'brushed' } });
  });

  it('is another thing than a card that left later, or none at all', async () => {
    const later = await laidDown(card());
    later.reader.faults.failNext('removed-before-execution', { on: 'read' });
    expect(await later.read()).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    const none = await laidDown(card());
    none.reader.remove();
    await none.clock.advanceAsync(0);
    expect(await none.read()).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    const silent = await laidDown(card());
    silent.reader.faults.failRepeatedly('answer-lost', { on: 'uid' });
    expect(await silent.read()).toMatchObject({ ok: false, error: { kind: 'unreadable' } });
  });
});
