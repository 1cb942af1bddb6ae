import { describe, expect, it } from 'vitest';
import type { CardChangeOrder, CardChangePlan } from '../ports/cardChange.ts';
import type { CardFacts } from '../ports/cardFacts.ts';
import type { CardFault } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import type { Result } from '../ports/result.ts';
import type { CardDescription } from '../../lab/devices/card/cardImage.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { buildIpassCardImage } from '../../lab/devices/card/ipassCardImage.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import { withCheckByte } from './checkByte.ts';
import { LAYOUT } from './easycard-classic/layout.ts';
import { encodeRecord, RECORD_TYPE } from './transactionRecord.ts';
import { encodeValueBlock } from './valueBlock.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const DESCRIPTION: CardDescription = {
  uid: '08a000f0',
  nowMs: NOW,
  balance: 60,
  lastSequence: 41,
  history: [{ kind: 'purchase', amount: 95, minutesAgo: 600, place: 0x01, device: 0xa0_f001 }],
  attributes: { product: 'senior', personalProfile: 1, profileExpiresOn: '2026-12-31', deposit: 100, loyaltyPoints: 7 },
  autoload: { amount: 500, count: 3, lastOn: '2026-01-31' },
};
const easyCard = (change: Partial<CardDescription> = {}): SimulatedCard =>
  new SimulatedCard(buildEasyCardImage({ ...DESCRIPTION, ...change }));

type Order = CardChangeOrder extends infer One ? (One extends CardChangeOrder ? Omit<One, 'card'> : never) : never;

const AUTOLOAD: Order = { act: 'autoload', amount: dollars(500), atMs: NOW, place: 0x33, device: 0x00a1_0001 };

async function laidDown(card: SimulatedCard, artificialCards = true) {
  const bench = cardReaderBench({ artificialCards });
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
  const number = cardNumberOfUid(card.uid);
  const plan = (order: Order): Promise<Result<CardChangePlan, CardFault>> =>
    bench.run(bench.cardReader.planChange({ ...order, card: number }));
  return {
    ...bench,
    plan,
    change: async (order: Order): Promise<{ facts: CardFacts; plan: CardChangePlan; written: number[] }> => {
      const planned = await plan(order);
      if (!planned.ok) throw new Error(planned.error.detail);
      expect(JSON.parse(JSON.stringify(planned.value))).toEqual(planned.value);
      bench.commands.length = 0;
      expect(await bench.run(bench.cardReader.applyChange(planned.value, 'payment'))).toEqual({ verdict: 'written', found: false });
      const written = bench.commands.flatMap((command) => (command.type === 'write' ? [command.block] : []));
      const facts = await bench.run(bench.cardReader.readCard());
      if (!facts.ok) throw new Error(facts.error.detail);
      return { facts: facts.value, plan: planned.value, written };
    },
  };
}

describe('a card change', () => {
  it('autoload: value, record, count and date; the purse last', async () => {
    const { change } = await laidDown(easyCard());
    const { facts, plan, written } = await change(AUTOLOAD);
    expect(written).toEqual([53, 57, 10, 9, 8]);
    expect(plan).toMatchObject({ act: 'autoload', purse: { amount: 500, balanceBefore: 60, balanceAfter: 560, sequenceBefore: 41 } });
    expect(facts).toMatchObject({
      balance: 560,
      backupBalance: 560,
      sequence: 42,
      lastAddValue: { sequence: 42, amount: 500, balanceAfter: 560, atMs: NOW, place: 0x33, device: 0x00a1_0001 },
      attributes: { autoload: { enabled: false, amount: 500, count: 4, lastOn: '2026-03-05' } },
    });
  });

  it('enable-autoload: the amount first, the flag that makes it true last', async () => {
    const { change } = await laidDown(easyCard());
    const { facts, plan, written } = await change({ act: 'enable-autoload', amount: dollars(1_000) });
    expect(written).toEqual([53, 52, 57, 56]);
    expect(plan.purse).toBeNull();
    expect(facts).toMatchObject({ status: 'active', attributes: { autoload: { enabled: true, amount: 1_000, count: 3 } } });
  });

  it('lock: one flag, everything else as it was', async () => {
    const { change } = await laidDown(easyCard());
    const { facts, written } = await change({ act: 'lock' });
    expect(written).toEqual([52, 56]);
    expect(facts).toMatchObject({
      status: 'locked',
      product: 'senior',
      registered: true,
      balance: 60,
      attributes: { blocked: true, refunded: false, profileExpiresOn: '2026-12-31', deposit: 100, loyaltyPoints: 7 },
    });
  });

  it('refund: marked and locked, and the purse still says what the issuer settles', async () => {
    const { change } = await laidDown(easyCard());
    const { facts, written } = await change({ act: 'refund' });
    expect(written).toEqual([52, 56]);
    expect(facts).toMatchObject({ status: 'refunded', balance: 60, attributes: { blocked: true, refunded: true } });
  });

  it('extend: both expiries of the card, and that of the profile if it is asked for', async () => {
    const { change } = await laidDown(easyCard());
    const { facts, written } = await change({ act: 'extend', until: '2041-02-28', profileUntil: null });
    expect(written).toEqual([5, 4]);
    expect(facts).toMatchObject({ issuedOn: '2023-09-17', expiresOn: '2041-02-28', attributes: { profileExpiresOn: '2026-12-31' } });
    const both = await change({ act: 'extend', until: '2046-02-28', profileUntil: '2027-12-31' });
    expect(both.written).toEqual([52, 56, 5, 4]);
    expect(both.facts).toMatchObject({ expiresOn: '2046-02-28', attributes: { profileExpiresOn: '2027-12-31' } });
  });

  it('extends a card that keeps no term of its own by its profile', async () => {
    const { change } = await laidDown(new SimulatedCard(buildIpassCardImage({ ...DESCRIPTION, attributes: { personalProfile: 1 } })));
    const { facts, written } = await change({ act: 'extend', until: '2036-03-31', profileUntil: null });
    expect(written).toEqual([20]);
    expect(facts).toMatchObject({ expiresOn: '2036-03-31' });
  });

  it('that is on the card already is a plan without blocks, and found', async () => {
    const { change, plan, cardReader, run, commands } = await laidDown(easyCard());
    await change({ act: 'lock' });
    const again = await plan({ act: 'lock' });
    if (!again.ok) throw new Error(again.error.detail);
    expect(again.value.blocks).toEqual([]);
    expect(await run(cardReader.applyChange(again.value, 'payment'))).toEqual({ verdict: 'written', found: true });
    expect(await run(cardReader.applyChange(again.value, 'payment'))).toEqual({ verdict: 'written', found: true });
    expect(commands.filter(({ type }) => type === 'write')).toHaveLength(2);
  });

  it('counts the two-hundred-and-fifty-sixth autoload as none', async () => {
    const { change } = await laidDown(easyCard({ autoload: { amount: 500, count: 255, lastOn: null } }));
    expect((await change(AUTOLOAD)).facts.attributes?.autoload?.count).toBe(0);
  });
});

describe('a card change is refused', () => {
  it('on another card', async () => {
    const { run, cardReader } = await laidDown(easyCard());
    const other = cardNumberOfUid(Uint8Array.of(8, 0, 0, 1));
    expect(await run(cardReader.planChange({ act: 'lock', card: other }))).toMatchObject({ error: { kind: 'other-card' } });
  });

  it('when nobody knows where the card keeps it', async () => {
    const { plan, change } = await laidDown(easyCard({ attributes: null }));
    for (const order of [AUTOLOAD, { act: 'lock' }, { act: 'refund' }, { act: 'enable-autoload', amount: dollars(500) }] as const) {
      expect(await plan(order)).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
    }
    expect(await plan({ act: 'extend', until: '2046-02-28', profileUntil: '2046-02-28' })).toMatchObject({
      error: { kind: 'not-writable' },
    });
    // The term of a card is publicly known.
    expect((await change({ act: 'extend', until: '2046-02-28', profileUntil: null })).facts.expiresOn).toBe('2046-02-28');
  });

  it.each([
    ['of another version', 5],
    ['without our mark', 0],
  ])('for a period ticket where one stands %s: it may have been paid for', async (_, offset) => {
    const image = buildEasyCardImage({ ...DESCRIPTION, balance: 2_000, passEndsInDays: 20 });
    for (const place of [LAYOUT.pass, LAYOUT.passMirror]) {
      const block = image.subarray(place.block * 16, place.block * 16 + 16);
      block[offset] = 2;
      block.set(withCheckByte(block));
    }
    const { plan, run, cardReader } = await laidDown(new SimulatedCard(image));
    expect(await run(cardReader.readCard())).toMatchObject({ ok: true, value: { pass: null, unknownPass: true } });
    const ticket = { product: 1, area: 1, firstDay: '2026-03-05', lastDay: '2026-04-03', price: dollars(1_200) };
    const sale = { act: 'buy-pass', pass: ticket, paidFrom: '2026-03-05', transaction: '0123456789', autoload: dollars(0) } as const;
    expect(await plan({ ...sale, atMs: NOW, place: 0x33, device: 7 })).toEqual({
      ok: false,
      error: { kind: 'contradictory', detail: 'the card carries a ticket of unknown layout' },
    });
  });

  it('on a machine for passengers’ cards, where the place is invented', async () => {
    const { plan, change, run, cardReader } = await laidDown(easyCard(), false);
    for (const order of [AUTOLOAD, { act: 'lock' }, { act: 'refund' }, { act: 'enable-autoload', amount: dollars(500) }] as const) {
      expect(await plan(order)).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
    }
    expect((await change({ act: 'extend', until: '2046-02-28', profileUntil: null })).facts.expiresOn).toBe('2046-02-28');
    // A plan out of the journal of another machine does not get through either.
    const card = easyCard();
    const elsewhere = await laidDown(card);
    const planned = await elsewhere.plan({ act: 'lock' });
    if (!planned.ok) throw new Error(planned.error.detail);
    expect(await run(cardReader.applyChange(planned.value, 'payment'))).toMatchObject({ verdict: 'unknown' });
  });

  it('adding value to a card whose every place is invented, too', async () => {
    const card = new SimulatedCard(buildIpassCardImage({ ...DESCRIPTION, attributes: {} }));
    const { run, cardReader } = await laidDown(card, false);
    expect(await run(cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 60 } });
    const order = { card: cardNumberOfUid(card.uid), amount: dollars(100), atMs: NOW, place: 1, device: 1 };
    expect(await run(cardReader.planAddValue(order))).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
  });

  it('when another machine has left the mirror ahead of its block, or either torn', async () => {
    for (const place of [LAYOUT.attributes, LAYOUT.attributesMirror]) {
      for (const content of [new Uint8Array(16).fill(0x55, 0, 7), easyCard({ attributes: {} }).image.slice(56 * 16, 57 * 16)]) {
        const card = easyCard();
        card.image.set(content, place.block * 16);
        const { plan } = await laidDown(card);
        expect(await plan({ act: 'lock' })).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
      }
    }
  });

  it('when the purse is contradictory - but a lock does not ask the purse', async () => {
    const card = new SimulatedCard(damagedCard('purse-without-record', NOW).image);
    const { plan, change } = await laidDown(card);
    expect(await plan(AUTOLOAD)).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
    expect((await change({ act: 'lock' })).facts.status).toBe('locked');
  });

  it('when the purse cannot hold it, or the card is valid that long already', async () => {
    const { plan } = await laidDown(easyCard({ balance: 9_600 }));
    expect(await plan(AUTOLOAD)).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
    expect(await plan({ act: 'extend', until: '2036-03-02', profileUntil: null })).toMatchObject({ error: { kind: 'contradictory' } });
  });

  it('when the two expiries of the card do not agree', async () => {
    const card = easyCard();
    card.image.set(easyCard({ expiresInDays: 9 }).image.slice(5 * 16, 6 * 16), 5 * 16);
    const { plan } = await laidDown(card);
    expect(await plan({ act: 'extend', until: '2046-03-02', profileUntil: null })).toMatchObject({ error: { kind: 'contradictory' } });
  });
});

describe('a change of the purse', () => {
  it.each(['autoload', 'add-value'] as const)('%s is not carried out when another record has come since', async (act) => {
    const card = easyCard();
    const { plan, run, cardReader, reader, clock } = await laidDown(card);
    const number = cardNumberOfUid(card.uid);
    const addValue = await run(cardReader.planAddValue({ ...HERE, card: number, amount: dollars(500) }));
    const autoload = await plan(AUTOLOAD);
    if (!addValue.ok || !autoload.ok) throw new Error('no plan');
    // A debit and its cancellation: the same money, but not the same card any more.
    const record = { taipeiSeconds: 1_772_600_000, amount: 20, code: 0, place: 1, device: 1 };
    card.image.set(encodeRecord({ ...record, sequence: 42, type: RECORD_TYPE.purchase, balanceAfter: 40 }), 17 * 16);
    card.image.set(encodeRecord({ ...record, sequence: 43, type: 0x0a, balanceAfter: 60 }), 18 * 16);
    card.image.set(encodeValueBlock(60), LAYOUT.backupPurse.block * 16);
    const untouched = card.save();
    reader.place(card);
    await clock.advanceAsync(0);
    const verdict =
      act === 'autoload' ? cardReader.applyChange(autoload.value, 'payment') : cardReader.applyAddValue(addValue.value, 'payment');
    expect(await run<{ readonly verdict: string }>(verdict)).toMatchObject({ verdict: 'conflict' });
    expect(card.image).toEqual(untouched);
  });

  it('is not carried out by a plan that is not one', async () => {
    const card = easyCard();
    const { plan, run, cardReader, reader, clock } = await laidDown(card);
    const planned = await plan(AUTOLOAD);
    if (!planned.ok) throw new Error('no plan');
    const untouched = card.save();
    for (const blocks of [planned.value.blocks.map((one) => ({ ...one, block: one.block + 16 })), planned.value.blocks.slice(0, 2)]) {
      reader.place(card);
      await clock.advanceAsync(0);
      expect(await run(cardReader.applyChange({ ...planned.value, blocks }, 'payment'))).not.toMatchObject({ verdict: 'written' });
      expect(card.image).toEqual(untouched);
    }
  });
});

const HERE = { atMs: NOW, place: 0x33, device: 0x00a1_0001 };
