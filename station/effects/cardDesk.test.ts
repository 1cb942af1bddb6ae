import { describe, expect, it } from 'vitest';
import { cardNumberOfUid } from '../../hardware/card-profiles/cardNumberOfUid.ts';
import { decodeRecord } from '../../hardware/card-profiles/transactionRecord.ts';
import { taipeiEpochSeconds } from '../../hardware/ports/clock.ts';
import type { CardTechnology } from '../../hardware/ports/cardReader.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { fromHex } from '../../hardware/ports/hex.ts';
import { OTHER_KEYS, otherKeysCard } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { caseOfTransaction } from '../../machines/flows/staff.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { makeCard } from '../../lab/world/worldCards.ts';
import { Journal } from '../journal/journal.ts';
import { moneyStateOf } from '../journal/ledger.ts';
import { CardDesk } from './cardDesk.ts';
import { openCases } from './openCases.ts';
import { type EffectBench, effectBench, silentLine } from '../../lab/world/effectBench.ts';

/** Later than anything else here. */
const NOON = Date.parse('2026-03-06T12:00:00+08:00');

const T1 = transactionId('T000000001');

/** NT$500 are in the machine for the first card of the world, and nothing was written yet. */
function owed(): EffectBench & { desk: CardDesk } {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const { journal, seal } = bench.deps;
  const card = seal.sealCard(cardNumberOfUid(fromHex('08b00001')));
  journal.append('note-keep.intent', T1, { card, value: dollars(500), currency: 'TWD', counters: null });
  journal.append('note-keep.outcome', T1, { end: 'kept', value: 500, by: 'device', counters: null, detail: '' });
  return { ...bench, desk: new CardDesk(bench.deps) };
}

function standing({ deps }: EffectBench): string {
  const transaction = deps.journal.ledger.find(T1);
  return transaction === undefined ? 'none' : moneyStateOf(transaction);
}

describe('money that is owed to a card', () => {
  const wallMs = effectBench((clock) => createSspAcceptor({ line: silentLine, clock })).deps.clock.wallMs();
  const kinds: readonly CardTechnology[] = ['iso-14443-4', 'mifare-classic-4k'];
  const strangers: readonly (readonly [string, SimulatedCard])[] = [
    ['the card of somebody else', makeCard('ordinary', wallMs, 2)],
    ['a card with keys of its own', new SimulatedCard(otherKeysCard(wallMs).image)],
    ['a card without any of our data', new SimulatedCard(makeBlank())],
    ...kinds.map((kind) => [`a ${kind}`, new SimulatedCard(otherKeysCard(wallMs).image, kind)] as const),
  ];

  it.each(strangers)('waits for that card when %s is laid down in its place', async (_, stranger) => {
    expect(OTHER_KEYS.a).not.toEqual(OTHER_KEYS.b);
    const bench = owed();
    bench.cards.reader.place(stranger);
    await bench.cards.clock.advanceAsync(1_000);
    const before = stranger.save();
    await bench.cards.run(bench.desk.writeCard(T1));
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: true });
    expect(standing(bench)).toBe('owed');
    expect(stranger.save()).toEqual(before);
  });

  it('is written to it, once', async () => {
    const bench = owed();
    bench.cards.reader.place(makeCard('ordinary', bench.deps.clock.wallMs(), 1));
    await bench.cards.clock.advanceAsync(1_000);
    for (const found of [false, true]) {
      await bench.cards.run(bench.desk.writeCard(T1));
      expect(bench.told.at(-1)).toEqual({ type: 'CARD.WRITTEN', transaction: T1, before: 320, after: 820, found });
    }
    expect(standing(bench)).toBe('closed');
  });
});

describe('a balance that is known before the whole card is', () => {
  async function readBy(bench: EffectBench): Promise<string[]> {
    bench.cards.reader.place(makeCard('ordinary', bench.deps.clock.wallMs(), 1));
    await bench.cards.clock.advanceAsync(1_000);
    await bench.cards.run(new CardDesk(bench.deps).readCard(7));
    return bench.told.map(({ type }) => type);
  }
  const plainBench = () => effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));

  it('is told at once, of this reading', async () => {
    const bench = plainBench();
    expect(await readBy(bench)).toEqual(['PURSE.READ', 'CARD.READ']);
    expect(bench.told[0]).toMatchObject({ ticket: 7, purse: { issuer: 'easycard', balance: 320 } });
  });

  it('waits with everything else while this machine owes the card money', async () => {
    expect(await readBy(owed())).toEqual(['CARD.READ']);
  });

  it('comes with the word that the issuer may still hold an earlier act, until that is undone', async () => {
    const bench = plainBench();
    const { journal, seal } = bench.deps;
    const card = seal.sealCard(cardNumberOfUid(fromHex('08b00001')));
    const consent = { confirmations: 1, clauses: [] };
    const order = { act: 'autoload', amount: dollars(500) } as const;
    journal.append('act.intent', T1, { card, order, balance: 320, currency: 'TWD', sequence: 7, consent, key: 'k' });
    journal.append('act.answer', T1, { outcome: 'no-answer', detail: '' });
    await readBy(bench);
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.READ', mayBeHeld: true });
    journal.append('act.closed', T1, { by: 'reversal', end: 'reversed', detail: '' });
    await readBy(bench);
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.READ' });
    expect(bench.told.at(-1)).not.toHaveProperty('mayBeHeld');
  });

  it('waits where the card is on the lock list', async () => {
    const bench = plainBench();
    const deps = { ...bench.deps, lockList: { isListed: () => true } };
    expect(await readBy({ ...bench, deps })).toEqual(['CARD.READ']);
  });
});

describe('money about which staff decides', () => {
  const body = { case: caseOfTransaction(T1), decision: 'paid-at-counter', reason: 'claim-shown', amount: 500, currency: 'TWD' } as const;
  const sign = ({ deps }: EffectBench) => deps.journal.append('case-signed', T1, { ...body, person: 'P01', role: 'clerk' });
  const settle = ({ deps }: EffectBench) =>
    deps.journal.append('case-settled', T1, { ...body, person: 'P02', role: 'cashier', first: { person: 'P01', role: 'clerk' } });

  it.each([
    ['signed', 'before', sign],
    ['settled', 'before', settle],
    ['signed', 'while the card is looked at', sign],
    ['settled', 'while the card is looked at', settle],
  ] as const)('is not written to its card once it is %s: %s', async (_, when, decide) => {
    const bench = owed();
    const card = makeCard('ordinary', bench.deps.clock.wallMs(), 1);
    bench.cards.reader.place(card);
    await bench.cards.clock.advanceAsync(1_000);
    const before = card.save();
    if (when === 'before') decide(bench);
    const write = bench.desk.writeCard(T1);
    if (when !== 'before') decide(bench);
    await bench.cards.run(write);
    expect(bench.told).toEqual([{ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false }]);
    expect(bench.store.rows.map(({ kind }) => kind)).not.toContain('card-write.intent');
    expect(card.save()).toEqual(before);
  });

  it('is neither when the write was begun before', async () => {
    const bench = owed();
    bench.cards.reader.place(makeCard('ordinary', bench.deps.clock.wallMs(), 1));
    await bench.cards.clock.advanceAsync(1_000);
    bench.store.failKind = 'card-write.outcome';
    await bench.cards.run(bench.desk.writeCard(T1));
    bench.store.failKind = null;
    const journal = new Journal({ store: bench.store, clock: bench.deps.clock, bootId: 'next' });
    const next = { ...bench, deps: { ...bench.deps, journal } };
    sign(next);
    const commands = bench.cards.commands.length;
    await bench.cards.run(new CardDesk(next.deps).writeCard(T1));
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    expect([standing(next), bench.cards.commands.length]).toEqual(['undecided', commands]);
  });
});

describe('a card that was half written when its case was paid at the counter', () => {
  const body = {
    case: caseOfTransaction(T1),
    decision: 'paid-at-counter',
    reason: 'card-defective',
    amount: 500,
    currency: 'TWD',
  } as const;

  /** Its write was cut in the block after `whole` whole ones; then two persons paid, and it is laid down again. */
  async function laidAgain(whole: number) {
    const bench = owed();
    const card = makeCard('ordinary', bench.deps.clock.wallMs(), 1);
    const before = card.save();
    bench.cards.reader.place(card);
    await bench.cards.clock.advanceAsync(1_000);
    bench.cards.reader.faults.failNext('torn-write', { on: 'write', after: whole, cut: { storedBytes: 8 } });
    await bench.cards.run(bench.desk.writeCard(T1));
    expect(standing(bench)).toBe('undecided');
    const sum = { ...body, person: 'P02', role: 'cashier', first: { person: 'P01', role: 'clerk' } } as const;
    bench.deps.journal.append('case-settled', T1, sum);
    bench.cards.reader.remove();
    await bench.cards.clock.advanceAsync(1_000);
    bench.cards.reader.place(card);
    await bench.cards.clock.advanceAsync(1_000);
    await bench.cards.run(bench.desk.readCard(9));
    return { ...bench, card, before };
  }

  it.each([0, 1, 2])('is brought back to where it stood, and takes value again (%i blocks were written)', async (whole) => {
    const { card, before, cards, desk, deps, told } = await laidAgain(whole);
    expect(told.at(-1)).toMatchObject({ type: 'CARD.READ', ticket: 9, facts: { balance: 320 }, open: [] });
    expect(card.save()).toEqual(before);
    await cards.run(desk.checkCard(10, cardNumberOfUid(fromHex('08b00001')), dollars(100)));
    expect(told.at(-1)).toEqual({ type: 'CARD.CHECKED', ticket: 10, fit: true });
    expect([openCases(deps.journal.ledger), deps.journal.ledger.totals.written]).toEqual([[], 0]);
  });

  it('and has the value after all stays as it is, and staff is told', async () => {
    const bench = owed();
    const card = makeCard('ordinary', bench.deps.clock.wallMs(), 1);
    bench.cards.reader.place(card);
    await bench.cards.clock.advanceAsync(1_000);
    bench.store.failKind = 'card-write.outcome';
    await bench.cards.run(bench.desk.writeCard(T1));
    bench.store.failKind = null;
    const journal = new Journal({ store: bench.store, clock: bench.deps.clock, bootId: 'next' });
    const sum = { ...body, person: 'P02', role: 'cashier', first: { person: 'P01', role: 'clerk' } } as const;
    journal.append('case-settled', T1, sum);
    await bench.cards.run(new CardDesk({ ...bench.deps, journal }).readCard(9));
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.READ', ticket: 9, facts: { balance: 820 }, open: [] });
    expect(openCases(journal.ledger)).toMatchObject([
      { kind: 'settled-value-on-card', amount: 500, decisions: ['nothing-owed'], evidence: [{ says: 'settled-before' }] },
    ]);
    expect(journal.ledger.totals.written).toBe(500);
  });
});

describe('a clock that is wrong (R-000-04)', () => {
  const wrongClock = (): EffectBench & { desk: CardDesk; touched: () => number } => {
    const bench = owed();
    const deps = { ...bench.deps, clockWatch: { judge: () => 'wrong' as const, bestMs: () => NOON } };
    bench.cards.reader.place(makeCard('ordinary', bench.deps.clock.wallMs(), 1));
    return { ...bench, deps, desk: new CardDesk(deps), touched: () => bench.cards.commands.length };
  };

  it('is seen before a card is touched', async () => {
    const { cards, desk, touched } = wrongClock();
    await cards.clock.advanceAsync(1_000);
    await cards.run(desk.readCard(1));
    expect(touched()).toBe(0);
  });

  it('lets no note in', async () => {
    const { cards, desk, told, touched } = wrongClock();
    await cards.clock.advanceAsync(1_000);
    await cards.run(desk.checkCard(7, cardNumberOfUid(fromHex('08b00001')), dollars(500)));
    expect(told).toEqual([{ type: 'CARD.CHECKED', ticket: 7, fit: false }]);
    expect(touched()).toBe(0);
  });

  it('dates nothing: money that is in already is dated by when the clock was right', async () => {
    const { cards, desk, store } = wrongClock();
    await cards.clock.advanceAsync(1_000);
    await cards.run(desk.writeCard(T1));
    const [intent] = store.rows.filter(({ kind }) => kind === 'card-write.intent');
    const { plan } = JSON.parse(intent?.body ?? '') as { plan: { recordAfter: string } };
    expect(decodeRecord(fromHex(plan.recordAfter))?.taipeiSeconds).toBe(taipeiEpochSeconds(NOON));
  });
});

/** A new MIFARE Classic card as a shop sells it: the factory's keys, nothing on it. */
function makeBlank(): Uint8Array {
  const image = new Uint8Array(1_024);
  image.set(fromHex('08b000ff'), 0);
  for (let sector = 0; sector < 16; sector += 1) image.set(fromHex('ffffffffffff08778f00ffffffffffff'), sector * 64 + 48);
  return image;
}
