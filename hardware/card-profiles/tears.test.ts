import { describe, expect, it } from 'vitest';
import type { CardChangeOrder } from '../ports/cardChange.ts';
import type { CardNumber } from '../ports/cardNumber.ts';
import type { WriteVerdict } from '../ports/cardReader.ts';
import { dollars } from '../ports/dollars.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';
import type { CardDescription } from '../../lab/devices/card/cardImage.ts';
import { type CardReaderBench, cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { checkCardImage } from '../../lab/devices/card/checkCardImage.ts';
import { checkEasyCardImage } from '../../lab/devices/card/checkEasyCardImage.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { buildIpassCardImage } from '../../lab/devices/card/ipassCardImage.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import type { CardLayout } from './cardLayout.ts';
import { cardNumberOfUid } from './cardNumberOfUid.ts';
import type { CardPlan } from './cardProfile.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from './ipass-synthetic/layout.ts';
import { encodeRecord, RECORD_TYPE } from './transactionRecord.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const HERE = { atMs: NOW, place: 0x33, device: 0x00a1_0001 };

const DESCRIPTION: CardDescription = {
  uid: '08a000f0',
  nowMs: NOW,
  balance: 60,
  lastSequence: 255,
  expiresInDays: 20,
  // The purse is one debit ahead of its backup.
  backupBeforeDebit: true,
  history: [
    { kind: 'add-value', amount: 300, minutesAgo: 9_000, place: 0x33, device: 0xa1_0001 },
    { kind: 'purchase', amount: 95, minutesAgo: 600, place: 0x01, device: 0xa0_f001 },
  ],
  attributes: { personalProfile: 3, profileExpiresOn: '2026-03-25' },
  autoload: { amount: 500, count: 255, lastOn: '2025-12-31' },
};

interface Kind {
  readonly layout: CardLayout;
  readonly build: (description: CardDescription) => Uint8Array;
  readonly check: (image: Uint8Array) => string[];
}

const KINDS: readonly Kind[] = [
  { layout: EASYCARD_CLASSIC, build: buildEasyCardImage, check: (image) => checkEasyCardImage(image, NOW + 1) },
  { layout: IPASS_SYNTHETIC, build: buildIpassCardImage, check: (image) => checkCardImage(IPASS_SYNTHETIC, image, NOW + 1) },
];

type Act = 'add-value' | CardChangeOrder['act'];
/** A ticket is paid from the purse, or with the help of autoload. */
type Variant = Act | 'buy-pass-short';

/** Everything that changes a card, with NT$ on the card afterwards. */
const BALANCES: Readonly<Record<Variant, number>> = {
  'add-value': 560,
  autoload: 560,
  'enable-autoload': 60,
  lock: 60,
  refund: 60,
  extend: 60,
  'buy-pass': 20,
  'buy-pass-short': 160,
};
const ACTS = Object.keys(BALANCES) as Variant[]; // the keys of a literal, which `Object.keys` forgets
const CASES = KINDS.flatMap((kind) => ACTS.map((act) => ({ act, kind, profile: kind.layout.profile })));

/** Bytes that a write which is cut has stored: one, half, all but one; in the long run those in between too. */
const STORED_BYTES = process.env['KIOSK_EVERY_TEAR'] === '1' ? [1, 4, 8, 12, 15] : [1, 8, 15];

/** Everything that can happen to one command. */
const FAULTS: readonly { readonly name: CardFaultName; readonly storedBytes?: number }[] = [
  { name: 'removed-before-execution' },
  { name: 'removed-after-execution' },
  ...STORED_BYTES.map((storedBytes) => ({ name: 'torn-write' as const, storedBytes })),
  { name: 'acknowledged-but-torn', storedBytes: 8 },
  { name: 'answer-lost' },
  { name: 'status-6300' },
  { name: 'status-6300-after-execution' },
  { name: 'mute' },
  { name: 'mute-after-execution' },
];

function changeOrder(act: Exclude<Variant, 'add-value'>, card: CardNumber): CardChangeOrder {
  const pass = { product: 1, area: 1, firstDay: '2026-03-05', lastDay: '2026-04-03', price: dollars(40) };
  const sale = { act: 'buy-pass', card, paidFrom: '2026-03-05', transaction: '0123456789', ...HERE } as const;
  switch (act) {
    case 'buy-pass':
      return { ...sale, pass, autoload: dollars(0) };
    case 'buy-pass-short':
      return { ...sale, pass: { ...pass, price: dollars(1_400) }, autoload: dollars(1_500) };
    case 'autoload':
      return { act, card, amount: dollars(500), ...HERE };
    case 'enable-autoload':
      return { act, card, amount: dollars(1_000) };
    case 'lock':
    case 'refund':
      return { act, card };
    case 'extend':
      return { act, card, until: '2031-03-31', profileUntil: '2031-03-31' };
  }
}

async function lay(bench: CardReaderBench, card: SimulatedCard): Promise<void> {
  bench.reader.place(card);
  await bench.clock.advanceAsync(0);
}

async function planOf(bench: CardReaderBench, act: Variant, card: SimulatedCard): Promise<CardPlan> {
  const number = cardNumberOfUid(card.uid);
  const planned =
    act === 'add-value'
      ? await bench.run<Awaited<ReturnType<typeof bench.cardReader.planAddValue | typeof bench.cardReader.planChange>>>(
          bench.cardReader.planAddValue({ card: number, amount: dollars(500), ...HERE }),
        )
      : await bench.run(bench.cardReader.planChange(changeOrder(act, number)));
  if (!planned.ok) throw new Error(`no plan: ${planned.error.kind}, ${planned.error.detail}`);
  return planned.value;
}

function apply(bench: CardReaderBench, plan: CardPlan): Promise<WriteVerdict> {
  return 'act' in plan
    ? bench.run(bench.cardReader.applyChange(plan, 'payment'))
    : bench.run(bench.cardReader.applyAddValue(plan, 'payment'));
}

/**
 * Every way in which a change of a card can be disturbed, again and again: each command of it, struck by each fault, from
 * every picture that an earlier disturbance may have left on the card - until no new picture comes up.
 */
describe.each(CASES)('$act on a card $profile', { timeout: 240_000 }, ({ act, kind }) => {
  const { layout, build, check } = kind;
  const fresh = (): SimulatedCard => new SimulatedCard(build(DESCRIPTION));

  async function undisturbed(): Promise<{ readonly plan: CardPlan; readonly end: string }> {
    const bench = cardReaderBench();
    const card = fresh();
    await lay(bench, card);
    const plan = await planOf(bench, act, card);
    expect(await apply(bench, plan)).toMatchObject({ verdict: 'written', found: false });
    expect(check(card.image)).toEqual([]);
    const balance = BALANCES[act];
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance } });
    return { plan, end: toHex(card.image) };
  }

  it('ends as planned exactly once, however often it is disturbed, or says that it does not know', async () => {
    const { plan, end } = await undisturbed();
    const begin = toHex(fresh().image);
    const known = new Set<string>([begin]);

    /** Disturbs one command of a run from one picture. Says whether there was such a command. */
    async function disturb(picture: string, command: number, { name, storedBytes = 8 }: (typeof FAULTS)[number], justPlanned: boolean) {
      const where = `${name} ${storedBytes} at command ${command}`;
      const bench = cardReaderBench();
      const card = new SimulatedCard(fromHex(picture));
      await lay(bench, card);
      // In the session that made the plan, or the long way.
      if (justPlanned) await planOf(bench, act, card);
      bench.reader.faults.failNext(name, { after: command, cut: { storedBytes } });
      const { verdict } = await apply(bench, plan);
      expect(['written', 'unknown'], where).toContain(verdict);
      if (verdict === 'written') expect(toHex(card.image), where).toBe(end);
      known.add(toHex(card.image));
      return bench.reader.faults.waiting === 0;
    }

    for (const fault of FAULTS) {
      for (let command = 0; await disturb(begin, command, fault, true); command += 1);
    }
    // A set grows while it is gone through: this ends when disturbing brings up nothing new.
    for (const picture of known) {
      for (const fault of FAULTS) {
        for (let command = 0; await disturb(picture, command, fault, false); command += 1);
      }
    }
    // Whatever was left: another card is not touched, this one comes to the same end, and stays there.
    for (const picture of known) {
      const bench = cardReaderBench();
      const card = new SimulatedCard(fromHex(picture));
      const other = new SimulatedCard(build({ ...DESCRIPTION, uid: '08a000f1' }));
      const untouched = other.save();
      await lay(bench, other);
      expect(await apply(bench, plan)).toEqual({ verdict: 'other-card' });
      expect(other.image).toEqual(untouched);
      await lay(bench, card);
      expect(await apply(bench, plan)).toMatchObject({ verdict: 'written' });
      expect(toHex(card.image)).toBe(end);
      expect(await apply(bench, plan)).toMatchObject({ verdict: 'written', found: true });
      expect(toHex(card.image)).toBe(end);
    }
    // Every block old, torn and new at least: fewer pictures would mean that the faults did not strike.
    expect(known.size).toBeGreaterThan(2 * ('act' in plan ? plan.blocks.length : 3));
  });

  it('leaves a card alone that was changed elsewhere in between', async () => {
    const { plan } = await undisturbed();
    const places = 'act' in plan ? plan.blocks.map(({ block }) => block) : [layout.lastAddValue.block, layout.purse.block];
    for (const block of places) {
      const card = fresh();
      // Sound by itself, but neither before nor after: another purse, another record, another attribute.
      const bytes = card.image.subarray(block * 16, block * 16 + 16);
      const donor = build({ ...DESCRIPTION, ...DONOR }).subarray(block * 16, block * 16 + 16);
      // The next slot of the ring is still empty in that other life.
      if (donor.every((byte) => byte === 0)) donor.set(OTHER_PURCHASE);
      bytes.set(donor);
      const untouched = card.save();
      const bench = cardReaderBench();
      await lay(bench, card);
      expect(await apply(bench, plan), `block ${block}`).toMatchObject({ verdict: 'conflict' });
      expect(card.image, `block ${block}`).toEqual(untouched);
    }
  });
});

/** Another life of the same card. */
const DONOR: Partial<CardDescription> = {
  balance: 777,
  backupBeforeDebit: false,
  expiresInDays: 400,
  issuedDaysAgo: 800,
  history: [{ kind: 'add-value', amount: 200, minutesAgo: 500, place: 0x33, device: 0xa1_0009 }],
  attributes: { personalProfile: 7, profileExpiresOn: '2029-01-01', loyaltyPoints: 5 },
  autoload: { amount: 700, count: 9, lastOn: '2026-01-01' },
  pass: {
    ticket: { product: 3, area: 3, firstDay: '2026-01-01', lastDay: '2026-01-30', price: dollars(999) },
    receipt: { transaction: 'ZZZZZZZZZZ', paidFrom: '2026-01-01' },
  },
};

/** Another machine's record, of a number that lies far back. */
const OTHER_PURCHASE = encodeRecord({
  sequence: 100,
  taipeiSeconds: 1_700_000_000,
  type: RECORD_TYPE.purchase,
  amount: 15,
  balanceAfter: 400,
  code: 0,
  place: 1,
  device: 7,
});
