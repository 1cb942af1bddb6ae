import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../ports/cardFacts.ts';
import type { CardFault, CardTechnology } from '../ports/cardReader.ts';
import { revealCardNumber } from '../ports/cardNumber.ts';
import { taipeiTimestamp } from '../ports/clock.ts';
import { fromHex } from '../ports/hex.ts';
import type { Result } from '../ports/result.ts';
import { cardReaderBench } from '../../lab/devices/card/cardReaderBench.ts';
import { type CardDefect, damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { buildEasyCardImage } from '../../lab/devices/card/easyCardImage.ts';
import { OTHER_KEYS, otherKeysCard, preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { USAGE } from './attributes.ts';
import { DIRECTORY_CONSTANT, LAYOUT } from './easycard-classic/layout.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

async function read(image: Uint8Array, kind?: CardTechnology): Promise<Result<CardFacts, CardFault>> {
  const bench = cardReaderBench();
  bench.reader.place(new SimulatedCard(image, kind));
  await bench.clock.advanceAsync(0);
  return bench.run(bench.cardReader.readCard());
}

async function facts(image: Uint8Array): Promise<CardFacts> {
  const result = await read(image);
  if (!result.ok) throw new Error(`not read: ${result.error.kind}, ${result.error.detail}`);
  return result.value;
}

function prepared(id: string): Uint8Array {
  const card = preparedCards(NOW).find((candidate) => candidate.id === id);
  if (card === undefined) throw new Error(`no prepared card ${id}`);
  return card.image;
}

describe('reading an EasyCard', () => {
  it('tells everything that a screen shows', async () => {
    const card = await facts(prepared('ordinary'));
    expect(revealCardNumber(card.number)).toBe('0144703489');
    expect(card).toMatchObject({
      issuer: 'easycard',
      profile: 'easycard-classic',
      product: 'ordinary',
      registered: false,
      status: 'active',
      balance: 320,
      backupBalance: 320,
      sequence: 42,
      issuedOn: '2023-09-17',
      expiresOn: '2036-03-02',
    });
    expect(card.transactions.map(({ kind, amount, balanceAfter, sequence }) => [kind, amount, balanceAfter, sequence])).toEqual([
      ['exit', 20, 320, 42],
      ['entry', 0, 340, 41],
      ['purchase', 95, 340, 40],
      ['exit', 25, 435, 39],
      ['entry', 0, 460, 38],
      ['add-value', 500, 460, 37],
    ]);
    expect(card.lastAddValue).toMatchObject({ sequence: 37, amount: 500, place: 0x33, device: 0x00a1_0001 });
    expect(card.transactions.map(({ atMs }) => taipeiTimestamp(atMs))[0]).toBe('2026-03-05T11:00:00+08:00');
  });

  it('shows the other prepared cards for what they are', async () => {
    expect(await facts(prepared('nearly-full'))).toMatchObject({ balance: 9_900, status: 'active' });
    expect(await facts(prepared('advance'))).toMatchObject({ balance: -18, transactions: [{ balanceAfter: -18 }, {}, {}] });
    expect(await facts(prepared('new'))).toMatchObject({ balance: 0, sequence: null, transactions: [], lastAddValue: null });
    expect(await facts(prepared('expired'))).toMatchObject({ balance: 250, expiresOn: '2026-02-23' });
    expect(await facts(prepared('locked'))).toMatchObject({ status: 'locked', product: 'student', registered: true });
  });

  it('does not depend on the factory’s keys', async () => {
    const bench = cardReaderBench({ keys: OTHER_KEYS });
    bench.reader.place(new SimulatedCard(otherKeysCard(NOW).image));
    await bench.clock.advanceAsync(0);
    expect(await bench.run(bench.cardReader.readCard())).toMatchObject({ ok: true, value: { balance: 615 } });
  });

  it('finds the newest records when sequences have wrapped and old add-values were overtaken', async () => {
    const history = [
      { kind: 'add-value', amount: 1_000, minutesAgo: 200_000, place: 0x33, device: 1 } as const,
      ...Array.from(
        { length: 200 },
        (_, index) => ({ kind: 'purchase', amount: 1, minutesAgo: 100_000 - index, place: 1, device: 2 }) as const,
      ),
    ];
    const card = await facts(buildEasyCardImage({ uid: '08a00009', nowMs: NOW, balance: 800, history, lastSequence: 3 }));
    expect(card.sequence).toBe(3);
    expect(card.transactions.map(({ sequence }) => sequence)).toEqual([3, 2, 1, 0, 255, 254]);
    expect(card.lastAddValue?.sequence).toBe((3 - 200) & 0xff);
  });

  it('tells what the issuer’s terminals know of it', async () => {
    const image = buildEasyCardImage({
      uid: '08a00009',
      nowMs: NOW,
      balance: 70,
      attributes: {
        usage: USAGE.activated | USAGE.autoload | USAGE.credit,
        product: 'cobranded',
        personalProfile: 4,
        profileExpiresOn: '2027-08-31',
        deposit: 100,
        issuer: 2,
        bank: 7,
        loyaltyPoints: 1_234,
        area: 3,
      },
      autoload: { amount: 1_500, count: 12, lastOn: '2026-02-28' },
    });
    const expected = {
      activated: true,
      blocked: false,
      refunded: false,
      credit: true,
      cardType: 9,
      personalProfile: 4,
      profileExpiresOn: '2027-08-31',
      deposit: 100,
      issuerCode: 2,
      bankCode: 7,
      loyaltyPoints: 1_234,
      areaCode: 3,
      autoload: { enabled: true, amount: 1_500, count: 12, lastOn: '2026-02-28' },
    };
    expect((await facts(image)).attributes).toEqual(expected);
    // A torn block is read from its mirror; a block that is torn in both places says nothing.
    image[LAYOUT.attributes.block * 16] = 0xee;
    image[LAYOUT.autoload.block * 16] = 0xee;
    expect((await facts(image)).attributes).toEqual(expected);
    image[LAYOUT.autoloadMirror.block * 16] = 0xee;
    expect((await facts(image)).attributes).toEqual({ ...expected, autoload: null });
    image[LAYOUT.attributesMirror.block * 16] = 0xee;
    expect(await facts(image)).toMatchObject({ attributes: null, product: 'ordinary', status: 'active' });
  });

  it('believes the block when its mirror says something else', async () => {
    const image = damagedCard('blocked', NOW).image;
    image.set(damagedCard('refunded', NOW).image.subarray(52 * 16, 53 * 16), 52 * 16);
    expect(await facts(image)).toMatchObject({ status: 'locked' });
  });

  it('asks the mirror of a block that was torn while it was erased to ones', async () => {
    const image = prepared('ordinary').slice();
    image.fill(0xff, 56 * 16, 57 * 16);
    expect(await facts(image)).toMatchObject({ status: 'active', product: 'ordinary', balance: 320 });
  });

  it('knows nothing of status and product on a card without the marker of artificial cards', async () => {
    const image = buildEasyCardImage({ uid: '08a00009', nowMs: NOW, balance: 70, attributes: null });
    expect(await facts(image)).toMatchObject({ balance: 70, status: 'active', product: 'ordinary', registered: false, attributes: null });
    // A block in the place of the attributes means nothing without the marker.
    image.set(new Uint8Array(16).fill(0x06), LAYOUT.attributes.block * 16);
    expect(await facts(image)).toMatchObject({ status: 'active', product: 'ordinary' });
  });
});

describe('reading a damaged or odd card', () => {
  const readable: readonly [CardDefect, Partial<CardFacts> | object][] = [
    ['invalid-purse', { balance: 400, backupBalance: 400 }],
    ['invalid-backup', { balance: 400, backupBalance: null }],
    ['backup-before-debit', { balance: 400, backupBalance: 495 }],
    ['backup-unexplained', { balance: 400, backupBalance: 777 }],
    ['purse-without-record', { balance: 777, backupBalance: 777 }],
    ['torn-add-value-record', { balance: 400, lastAddValue: null, sequence: 100 }],
    ['unfinished-add-value', { balance: 400, sequence: 101 }],
    ['wrong-check-byte', { product: 'senior', registered: true }],
    ['blocked', { status: 'locked' }],
    ['refunded', { status: 'refunded' }],
    ['expired', { expiresOn: '2026-03-04' }],
    ['not-activated', { status: 'not-activated' }],
    ['empty-purse', { balance: 0 }],
    ['full-purse', { balance: 10_000 }],
  ];

  it.each(readable)('shows a card with the defect %s', async (defect, expected) => {
    expect(await facts(damagedCard(defect, NOW).image)).toMatchObject(expected);
  });

  it.each(['four-kilobytes', 'processor-card', 'other-card-type', 'empty-card'] as const)(
    'knows that %s is no card of ours',
    async (defect) => {
      const { image, kind } = damagedCard(defect, NOW);
      expect(await read(image, kind)).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    },
  );

  it('does not trust an expiry without its check byte', async () => {
    const image = damagedCard('empty-purse', NOW).image;
    image[LAYOUT.issue.block * 16 + 9] = 0;
    expect(await facts(image)).toMatchObject({ issuedOn: null, expiresOn: '2036-03-02' });
    image[LAYOUT.purseLimits.block * 16 + 8] = 0;
    expect(await facts(image)).toMatchObject({ expiresOn: null });
  });

  it('reads any card of this kind without throwing', async () => {
    const sound = damagedCard('empty-purse', NOW).image;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1024, maxLength: 1024 }), fc.boolean(), async (image, marked) => {
        image.set(fromHex(DIRECTORY_CONSTANT), LAYOUT.directory.block * 16);
        if (marked) image.set(sound.subarray(LAYOUT.marker.block * 16, LAYOUT.marker.block * 16 + 16), LAYOUT.marker.block * 16);
        for (let trailer = 3; trailer < 64; trailer += 4) image.set(sound.subarray(trailer * 16, trailer * 16 + 16), trailer * 16);
        const result = await read(image);
        // A purse of random bytes is never a valid value block: with both gone there is no balance to tell.
        expect(result).toMatchObject({ ok: false, error: { kind: 'contradictory' } });
        image.set(sound.subarray(LAYOUT.purse.block * 16, LAYOUT.purse.block * 16 + 16), LAYOUT.purse.block * 16);
        expect(await read(image)).toMatchObject({ ok: true, value: { balance: 0 } });
      }),
      { numRuns: 60 },
    );
  });
});
