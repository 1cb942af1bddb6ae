import { ledgerOf } from '../journal/testing.ts';
import { expect, it } from 'vitest';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { type ActBench, actBench } from '../../lab/world/actBench.ts';
import { CardDesk } from './cardDesk.ts';
import { LockDesk } from './lockDesk.ts';

async function listed(parts: { readonly artificialCards?: boolean } = {}) {
  const bench = actBench(parts);
  const card = await bench.lay('blocked');
  const { card: number } = bench.order('blocked', { act: 'refund' });
  const desk = new LockDesk(bench.deps);
  return { ...bench, card, number, lock: (of: CardNumber = number) => bench.cards.run(desk.lockCard(of)) };
}

async function read(bench: ActBench): Promise<CardFacts> {
  const facts = await bench.cards.run(bench.cards.cardReader.readCard());
  if (!facts.ok) throw new Error(facts.error.detail);
  return facts.value;
}

it('a card on the lock list is locked, and the journal tells of it (R-001-29)', async () => {
  const bench = await listed();
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'CARD.LOCKED', locked: true }]);
  expect(await read(bench)).toMatchObject({ status: 'locked', balance: 400 });
  expect(bench.kinds()).toEqual(['act.intent', 'card-change.intent', 'card-change.outcome']);
  // Nobody asked an issuer, and nobody has to tell one.
  expect(bench.standing()).toBe('closed');
  expect(bench.deps.journal.ledger.openFor(bench.act().card.find)).toEqual([]);
});

it('one that is locked already is fine', async () => {
  const bench = await listed();
  await bench.lock();
  const locked = bench.card.save();
  await bench.lock();
  expect(bench.told.at(-1)).toEqual({ type: 'CARD.LOCKED', locked: true });
  expect(bench.card.save()).toEqual(locked);
});

it('one that this machine cannot lock is left as it is, and that is on record', async () => {
  const bench = await listed({ artificialCards: false });
  const before = bench.card.save();
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'CARD.LOCKED', locked: false }]);
  expect(bench.card.save()).toEqual(before);
  expect(bench.kinds()).toEqual(['act.intent', 'act.released']);
});

it('a lock that was cut is finished the next time, by any boot', async () => {
  const bench = await listed();
  bench.cards.reader.faults.failNext('removed-before-execution', { on: 'write', after: 1 });
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'CARD.LOCKED', locked: false }]);
  bench.cards.reader.place(bench.card);
  await bench.cards.clock.advanceAsync(1_000);
  await bench.cards.run(new LockDesk(bench.rebooted()).lockCard(bench.number));
  expect(bench.told.at(-1)).toEqual({ type: 'CARD.LOCKED', locked: true });
  expect((await read(bench)).status).toBe('locked');
});

it('a lock of which only the answer was lost is on record once the card is read again', async () => {
  const bench = await listed();
  bench.cards.reader.faults.failNext('removed-after-execution', { on: 'write', after: 1 });
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'CARD.LOCKED', locked: false }]);
  bench.cards.reader.place(bench.card);
  await bench.cards.clock.advanceAsync(1_000);
  await bench.cards.run(new CardDesk(bench.deps).readCard(1));
  expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.READ', facts: { status: 'blocked' } });
  await bench.lock();
  expect(ledgerOf(bench.store.rows).acts.all.map(({ write }) => write)).toEqual(['written']);
});

it('is not begun on the card before it is on record', async () => {
  const bench = await listed();
  const before = bench.card.save();
  bench.store.failKind = 'card-change.intent';
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'JOURNAL.FAILED' }, { type: 'CARD.LOCKED', locked: false }]);
  expect(bench.card.save()).toEqual(before);
});

it('another card in its place is not touched', async () => {
  const bench = await listed();
  const other = await bench.lay('ordinary');
  const before = other.save();
  await bench.lock();
  expect(bench.told).toEqual([{ type: 'CARD.LOCKED', locked: false }]);
  expect(other.save()).toEqual(before);
});

it('a listed card is read as blocked; one that says worse of itself keeps its word', async () => {
  const bench = await listed();
  const { find } = bench.deps.seal.sealCard(bench.number);
  const lockList = { isListed: (asked: string) => asked === find };
  const desk = new CardDesk({ ...bench.deps, lockList });
  await bench.cards.run(desk.readCard(1));
  await bench.lock();
  await bench.cards.run(desk.readCard(2));
  await bench.lay('ordinary');
  await bench.cards.run(desk.readCard(3));
  expect(bench.told.flatMap((event) => (event.type === 'CARD.READ' ? [event.facts.status] : []))).toEqual(['blocked', 'locked', 'active']);
});
