import { taipeiDate } from '../../hardware/ports/clock.ts';
import { addDays } from '../../machines/rules/calendar.ts';
import { describe, expect, it } from 'vitest';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { useElsewhere } from '../../lab/devices/card/cardElsewhere.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';

import { dollars } from '../../hardware/ports/dollars.ts';
import type { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import type { CardActDetails } from '../../machines/flows/cardAct.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { type ActBench, actBench, approvedIn } from '../../lab/world/actBench.ts';
import { ActWriter } from './actWriter.ts';
import { IssuerDesk } from './issuerDesk.ts';

interface Approved extends ActBench {
  readonly id: TransactionId;
  readonly card: SimulatedCard;
  /** As it was when the issuer approved. */
  readonly before: Uint8Array;
  write(): Promise<void>;
  /** The passenger wants it no more. */
  giveUp(): void;
  /** Lets the issuer hear how it ended. */
  settled(): Promise<void>;
}

const AUTOLOAD: CardActDetails = { act: 'autoload', amount: dollars(500) };
const ENABLING: CardActDetails = {
  act: 'enable-autoload',
  menu: 'easy-wallet',
  perTimeLimit: dollars(3_000),
  perDayLimit: dollars(3_000),
};

/** A card lies there and the issuer holds an act for it. */
async function approved(cardId: string, details: CardActDetails, artificialCards = true): Promise<Approved> {
  const bench = actBench({ artificialCards });
  const desk = new IssuerDesk(bench.deps);
  const writer = new ActWriter(bench.deps, () => desk.settle());
  const card = await bench.lay(cardId);
  await bench.cards.run(desk.askIssuer(1, bench.order(cardId, details)));
  return {
    ...bench,
    id: approvedIn(bench),
    card,
    before: card.save(),
    write: () => {
      const act = bench.deps.journal.ledger.acts.findAsked(approvedIn(bench));
      if (act === undefined) throw new Error('no act');
      return bench.cards.run(writer.write(act));
    },
    giveUp: () => desk.releaseAct(approvedIn(bench)),
    settled: () => bench.cards.clock.advanceAsync(1_000),
  };
}

async function read({ cards }: ActBench) {
  const facts = await cards.run(cards.cardReader.readCard());
  if (!facts.ok) throw new Error(facts.error.detail);
  return facts.value;
}

/** Amounts of NT$100 that wait for a card in the issuer's books. */
function adjustments({ issuer }: ActBench): string[] {
  return issuer.books.prepare<[], string>(`SELECT id FROM adjustment WHERE id LIKE 'adjustment %' AND state = 'open'`).pluck().all();
}

/** Another machine adds NT$100. */
async function addElsewhere({ deps, cards, act }: ActBench): Promise<void> {
  const card = deps.seal.openCard(act().card);
  const order = { card, amount: dollars(100), atMs: deps.clock.wallMs(), place: 1, device: 2 };
  const plan = await cards.run(deps.reader.planAddValue(order));
  if (!plan.ok) throw new Error(plan.error.detail);
  expect(await cards.run(deps.reader.applyAddValue(plan.value, 'payment'))).toMatchObject({ verdict: 'written' });
}

/** Today's first day as the bench's clock has it. */
function ticket(autoload: number): CardActDetails {
  const today = taipeiDate(actBench().deps.clock.wallMs());
  const lastDay = addDays(today, 29);
  const pass = { product: 1, area: 1, validFrom: today, firstDay: today, lastDay, price: dollars(1_200) };
  return { act: 'buy-pass', pass, autoload: dollars(autoload) };
}

describe('an act that was approved', () => {
  it.each<[string, CardActDetails, object, object]>([
    ['autoload', AUTOLOAD, { before: 60, after: 560 }, { balance: 560, attributes: { autoload: { count: 4 } } }],
    [
      'autoload-not-enabled',
      ENABLING,
      { before: 45, after: 45 },
      { balance: 45, attributes: { autoload: { enabled: true, amount: 3_000 } } },
    ],
    ['cobranded', { act: 'refund' }, { before: 75, after: 75 }, { balance: 75, status: 'refunded' }],
    [
      'pass-enough',
      ticket(0),
      { before: 1_500, after: 300 },
      { balance: 300, pass: { product: 1, area: 1, price: 1_200 }, transactions: [{ kind: 'pass', amount: 1_200, balanceAfter: 300 }] },
    ],
    [
      'pass-short',
      ticket(500),
      { before: 700, after: 0 },
      { balance: 0, pass: { product: 1 }, lastAddValue: { amount: 500, balanceAfter: 1_200 }, attributes: { autoload: { count: 8 } } },
    ],
    ['near-expiry', { act: 'extend', expiresOn: null }, { before: 140, after: 140 }, { balance: 140, status: 'active' }],
  ])('is written to the card, then settled: %s', async (cardId, details, purse, facts) => {
    const bench = await approved(cardId, details);
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.WRITTEN', transaction: bench.id, found: false, ...purse });
    await bench.settled();
    const { transactions, ...rest } = await read(bench);
    expect(bench.advised()).toMatchObject([{ balance: rest.balance, sequence: rest.sequence }]);
    expect({ ...rest, transactions: transactions.slice(0, 1) }).toMatchObject(facts);
    expect(bench.booked()).toBe('settled');
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'card-change.intent', 'card-change.outcome', 'act.closed']);
  });

  it('puts a waiting amount onto the card as cash is put there', async () => {
    const [adjustment = ''] = adjustments(actBench());
    const collecting = await approved('adjustment', {
      act: 'collect',
      parts: [{ id: adjustment, amount: dollars(100) }],
      amount: dollars(100),
    });
    await collecting.write();
    expect(collecting.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 155, after: 255 });
    await collecting.settled();
    expect(collecting.kinds()).toEqual(['act.intent', 'act.answer', 'card-write.intent', 'card-write.outcome', 'act.closed']);
    expect(adjustments(collecting)).toEqual([]);
  });

  it('is told again, not written again, when it is asked for twice', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    await bench.write();
    await bench.settled();
    const after = bench.card.save();
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 60, after: 560, found: true });
    expect(bench.card.save()).toEqual(after);
  });
});

describe('a card that cannot be changed now is left as it is, and the issuer undoes what it holds', () => {
  const untouched = async (bench: Approved, fault: string): Promise<void> => {
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNTOUCHED', transaction: bench.id, fault });
    await bench.settled();
    expect(bench.card.save()).toEqual(bench.before);
    expect(bench.booked()).toBe('reversed');
    expect(bench.standing()).toBe('closed');
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
  };

  it('taken away', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.cards.reader.remove();
    await bench.settled();
    await untouched(bench, 'no-card');
    expect(bench.funds('anna')).toBe(20_000);
  });

  it('another in its place', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    await bench.lay('autoload-not-enabled');
    await untouched(bench, 'other-card');
  });

  it.each<[string, CardActDetails]>([
    ['autoload', AUTOLOAD],
    ['cobranded', { act: 'refund' }],
    ['autoload-not-enabled', ENABLING],
  ])('a real one, whose place for it nobody knows: %s', async (cardId, details) => {
    await untouched(await approved(cardId, details, false), 'not-writable');
  });

  it.each<[string, CardActDetails]>([
    ['autoload', AUTOLOAD],
    ['cobranded', { act: 'refund' }],
  ])('with another purse than the issuer was told of: %s', async (cardId, details) => {
    const bench = await approved(cardId, details);
    await addElsewhere(bench);
    await untouched({ ...bench, before: bench.card.save() }, 'contradictory');
  });

  it('and never again by that act', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.cards.reader.remove();
    await bench.settled();
    await bench.write();
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await bench.write();
    expect(bench.told.at(-1)?.type).toBe('CARD.UNTOUCHED');
    expect(bench.card.save()).toEqual(bench.before);
  });
});

describe('an act whose write was cut', () => {
  it.each(['torn-write', 'removed-after-execution', 'removed-before-execution'] as const)(
    'is held until the same card tells, and then written once: %s',
    async (fault) => {
      const bench = await approved('autoload', AUTOLOAD);
      bench.cards.reader.faults.failNext(fault, { on: 'write' });
      await bench.write();
      expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: false });
      await bench.settled();
      expect(bench.standing()).toBe('undecided');
      expect(bench.booked()).toBe('held');
      const { find } = bench.act().card;
      expect(bench.deps.journal.ledger.openFor(find)).toEqual([
        { transaction: bench.id, purpose: 'autoload', amount: 500, state: 'undecided' },
      ]);

      await bench.lay('adjustment');
      await bench.write();
      expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: true });

      bench.cards.reader.place(bench.card);
      await bench.settled();
      await bench.write();
      expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 60, after: 560 });
      await bench.settled();
      expect((await read(bench)).balance).toBe(560);
      expect(bench.booked()).toBe('settled');
      expect(bench.deps.journal.ledger.openFor(find)).toEqual([]);
    },
  );

  it('is undone at the issuer when the card was used elsewhere meanwhile and carries nothing of it', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.cards.reader.faults.failNext('removed-before-execution', { on: 'write' });
    await bench.write();
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await addElsewhere(bench);
    const changed = bench.card.save();
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.UNTOUCHED', transaction: bench.id });
    await bench.settled();
    expect(bench.card.save()).toEqual(changed);
    expect(bench.booked()).toBe('reversed');
    expect(bench.standing()).toBe('closed');
    expect(bench.kinds().slice(-4)).toEqual(['card-evidence', 'card-change.outcome', 'act.released', 'act.closed']);
  });

  it('is settled when the card was used elsewhere meanwhile and carries it', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    // Mirror and main block, record, backup, purse.
    bench.cards.reader.faults.failNext('removed-after-execution', { on: 'write', after: 4 });
    await bench.write();
    expect(useElsewhere(bench.card, EASYCARD_CLASSIC, 'gate', bench.deps.clock.wallMs(), 20)).toBe(-20);
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 60, after: 560, found: true });
    await bench.settled();
    expect((await read(bench)).balance).toBe(540);
    expect(bench.booked()).toBe('settled');
  });

  it('is a case when a part of it is there and the card was used elsewhere: the issuer holds, staff decides', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.cards.reader.faults.failNext('removed-after-execution', { on: 'write' });
    await bench.write();
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await addElsewhere(bench);
    const changed = bench.card.save();
    for (let again = 0; again < 2; again += 1) {
      await bench.write();
      expect(bench.told.at(-1)).toEqual({ type: 'CARD.CONFLICT', transaction: bench.id });
    }
    await bench.settled();
    expect(bench.card.save()).toEqual(changed);
    expect(bench.booked()).toBe('held');
    expect(bench.kinds().slice(-3)).toEqual(['card-evidence', 'case', 'card-change.outcome']);
    expect(bench.deps.journal.ledger.openFor(bench.act().card.find)).toMatchObject([{ purpose: 'autoload', state: 'unclaimed' }]);
  });
});

describe('a period ticket that comes back after its first day', () => {
  const DAY_MS = 86_400_000;
  /** The card was torn away while it was written, and is laid down again so many days later. */
  const backAfter = async (days: number, fault: CardFaultName, after = 0): Promise<Approved> => {
    const bench = await approved('pass-short', ticket(500));
    bench.cards.reader.faults.failNext(fault, { on: 'write', after });
    await bench.write();
    expect(bench.standing()).toBe('undecided');
    bench.cards.reader.remove();
    await bench.cards.clock.advanceAsync(days * DAY_MS);
    bench.cards.reader.place(bench.card);
    await bench.settled();
    return bench;
  };

  it.each([1, 40])('is undone where nothing of it was written: days that are gone are not paid for (%i days)', async (days) => {
    const bench = await backAfter(days, 'removed-before-execution');
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.UNTOUCHED', transaction: bench.id });
    await bench.settled();
    expect(bench.card.save()).toEqual(bench.before);
    expect(bench.booked()).toBe('reversed');
    expect(bench.standing()).toBe('closed');
    expect(bench.kinds().slice(-4)).toEqual(['card-evidence', 'card-change.outcome', 'act.released', 'act.closed']);
  });

  it('is still written on the day that it was bought', async () => {
    const bench = await backAfter(0, 'removed-before-execution');
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 700, after: 0 });
  });

  // Count and its mirror, both records, backup, purse; then the ticket.
  it.each(
    [0, 1, 2, 3, 4, 5].flatMap((whole) => (['removed-before-execution', 'torn-write'] as const).map((fault) => [whole, fault] as const)),
  )('is taken back, block by block, where the purse has not paid: %i whole blocks, then %s', async (whole, fault) => {
    const bench = await backAfter(1, fault, whole);
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNTOUCHED', transaction: bench.id, fault: 'day-over' });
    await bench.settled();
    expect(bench.card.save()).toEqual(bench.before);
    expect(bench.booked()).toBe('reversed');
    expect(bench.funds('anna')).toBe(20_000);
    expect(bench.kinds().slice(-4)).toEqual(['card-evidence', 'card-change.outcome', 'act.released', 'act.closed']);
  });

  it('is taken back once the card is heard: cut off again meanwhile, nothing is said and nothing lost', async () => {
    const bench = await backAfter(1, 'removed-after-execution', 3);
    bench.cards.reader.faults.failNext('torn-write', { on: 'write', after: 1 });
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: false });
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await bench.write();
    expect(bench.card.save()).toEqual(bench.before);
  });

  it.each([1, 3])('is written where the purse has paid, %i days late and at the price that was agreed', async (days) => {
    const bench = await backAfter(days, 'removed-after-execution', 5);
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 700, after: 0 });
    await bench.settled();
    expect(bench.booked()).toBe('settled');
    expect((await read(bench)).pass).toMatchObject({ product: 1, price: 1_200 });
  });

  it.each([4, 29, 30, 400])(
    'is for people to settle where the purse has paid and it comes %i days late: nothing more is written',
    async (days) => {
      const bench = await backAfter(days, 'removed-after-execution', 5);
      const left = bench.card.save();
      for (let again = 0; again < 2; again += 1) {
        await bench.write();
        expect(bench.told.at(-1)).toEqual({ type: 'CARD.CONFLICT', transaction: bench.id });
      }
      await bench.settled();
      expect(bench.card.save()).toEqual(left);
      expect(bench.booked()).toBe('held');
      expect(bench.kinds().slice(-3)).toEqual(['card-evidence', 'case', 'card-change.outcome']);
      expect(JSON.parse(bench.store.rows.findLast(({ kind }) => kind === 'case')?.body ?? '{}')).toMatchObject({ cause: 'pass-late' });
    },
  );

  it('is settled, however late, where all of it is on the card and only the confirmation was lost', async () => {
    const bench = await backAfter(400, 'removed-after-execution', 9);
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 700, after: 0, found: true });
    await bench.settled();
    expect(bench.booked()).toBe('settled');
  });

  it('is not written where one reading fails that would go well the next time', async () => {
    const bench = await backAfter(40, 'removed-before-execution');
    const undoChange = () => Promise.resolve({ verdict: 'unknown', detail: '' } as const);
    const writer = new ActWriter({ ...bench.deps, reader: { ...bench.deps.reader, undoChange } }, () => undefined);
    const act = bench.deps.journal.ledger.acts.findAsked(bench.id);
    if (act === undefined) throw new Error('no act');
    await bench.cards.run(writer.write(act));
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: false });
    expect(bench.card.save()).toEqual(bench.before);
  });

  it('says nothing while another card lies there, or none', async () => {
    const bench = await backAfter(40, 'removed-before-execution');
    await bench.lay('adjustment');
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: true });
    bench.cards.reader.remove();
    await bench.settled();
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: false });
  });
});

describe('midnight between the approval of a period ticket and its first byte on the card', () => {
  /** Approved so many milliseconds before midnight in Taipei, written one second later. */
  const approvedBefore = async (midnightInMs: number): Promise<Approved> => {
    const bench = await approved('pass-short', ticket(500));
    const now = bench.deps.clock.wallMs();
    const midnight = Date.parse(`${addDays(taipeiDate(now), 1)}T00:00:00+08:00`);
    await bench.cards.clock.advanceAsync(midnight - now - midnightInMs);
    return bench;
  };

  it('a sale is written until the last moment of its first day', async () => {
    const bench = await approvedBefore(1_000);
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 700, after: 0 });
  });

  it('and not from midnight on: not one byte is written, the issuer undoes it and the passenger chooses anew', async () => {
    const bench = await approvedBefore(0);
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNTOUCHED', transaction: bench.id, fault: 'day-over' });
    await bench.settled();
    expect(bench.card.save()).toEqual(bench.before);
    expect(bench.booked()).toBe('reversed');
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
  });
});

describe('an act that is given up while its card is being read', () => {
  it.each<[string, string, CardActDetails, number, boolean]>([
    ['and nothing else is wrong', 'autoload', AUTOLOAD, 0, false],
    ['and the card is gone, too', 'autoload', AUTOLOAD, 0, true],
    ['and its first day is over', 'pass-short', ticket(500), 86_400_000, false],
  ])('is undone once, and not written: %s', async (_, cardId, details, laterMs, lifted) => {
    const bench = await approved(cardId, details);
    await bench.cards.clock.advanceAsync(laterMs);
    const writing = bench.write();
    bench.giveUp();
    if (lifted) bench.cards.reader.remove();
    await writing;
    await bench.settled();
    expect(bench.kinds()).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
    expect(bench.booked()).toBe('reversed');
    expect(bench.card.save()).toEqual(bench.before);
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.UNTOUCHED', transaction: bench.id });
  });
});

describe('a refund whose write was cut pays out the purse that the issuer was told of', () => {
  /** The card was lifted, by default before one byte was written, and comes back. */
  const cut = async (fault: CardFaultName = 'removed-before-execution'): Promise<Approved> => {
    const bench = await approved('cobranded', { act: 'refund' });
    bench.cards.reader.faults.failNext(fault, { on: 'write' });
    await bench.write();
    bench.cards.reader.place(bench.card);
    await bench.settled();
    expect(bench.standing()).toBe('undecided');
    return bench;
  };

  it('and no other: value that came onto the card meanwhile is not locked away with it', async () => {
    const bench = await cut();
    await addElsewhere(bench);
    const changed = bench.card.save();
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.UNTOUCHED', transaction: bench.id });
    await bench.settled();
    expect(bench.card.save()).toEqual(changed);
    expect(bench.booked()).toBe('reversed');
  });

  it('and is a case with the card’s blocks where it was marked in part and another purse lies there', async () => {
    const bench = await cut('removed-after-execution');
    await addElsewhere(bench);
    const changed = bench.card.save();
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.CONFLICT', transaction: bench.id });
    await bench.settled();
    expect(bench.card.save()).toEqual(changed);
    expect(bench.booked()).toBe('held');
    expect(bench.kinds().slice(-3)).toEqual(['card-evidence', 'case', 'card-change.outcome']);
  });

  it('and the card itself: another one says nothing, nor does one that is not heard', async () => {
    const bench = await cut();
    await bench.lay('adjustment');
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: true });
    bench.cards.reader.remove();
    await bench.settled();
    await bench.write();
    expect(bench.told.at(-1)).toEqual({ type: 'CARD.UNDECIDED', transaction: bench.id, otherCard: false });
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await bench.write();
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 75, after: 75 });
    await bench.settled();
    expect(bench.booked()).toBe('settled');
  });
});

describe('a journal that fails', () => {
  it('before the intent: not one byte is sent', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.store.failNext = new Error('ENOSPC');
    await bench.write();
    expect(bench.told.slice(-2).map(({ type }) => type)).toEqual(['JOURNAL.FAILED', 'CARD.UNDECIDED']);
    expect(bench.card.save()).toEqual(bench.before);
  });

  it('while a conflict is written down: staff knows of it whatever the next boot finds', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.cards.reader.faults.failNext('removed-after-execution', { on: 'write' });
    await bench.write();
    bench.cards.reader.place(bench.card);
    await bench.settled();
    await addElsewhere(bench);
    bench.store.failKind = 'card-change.outcome';
    await bench.write();
    expect(bench.kinds().slice(-2)).toEqual(['card-evidence', 'case']);
    const { journal } = bench.rebooted();
    expect(journal.ledger.openFor(bench.act().card.find)).toMatchObject([{ state: 'undecided' }]);
  });

  it('after the write: the passenger is told only what is durable, and the next boot finds it on the card', async () => {
    const bench = await approved('autoload', AUTOLOAD);
    bench.store.failKind = 'card-change.outcome';
    await bench.write();
    expect(bench.told.slice(-2).map(({ type }) => type)).toEqual(['JOURNAL.FAILED', 'CARD.UNDECIDED']);
    bench.store.failKind = null;
    const deps = bench.rebooted();
    const desk = new IssuerDesk(deps);
    desk.start();
    const act = deps.journal.ledger.acts.findAsked(bench.id);
    if (act === undefined) throw new Error('forgotten');
    await bench.cards.run(new ActWriter(deps, () => desk.settle()).write(act));
    expect(bench.told.at(-1)).toMatchObject({ type: 'CARD.WRITTEN', before: 60, after: 560, found: true });
    await bench.settled();
    expect(bench.booked()).toBe('settled');
  });
});
