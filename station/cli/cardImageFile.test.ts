import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasCheckByte, withCheckByte } from '../../hardware/card-profiles/checkByte.ts';
import { damagedCard } from '../../hardware/simulators/card/damagedCards.ts';
import { cardAsJson } from './cardImageFile.ts';

const NOW = Date.parse('2026-03-05T14:07:09+08:00');
const BLOCK = 16;
/** Absolute blocks, from what is public about the card; on purpose not taken from the profile that is tested here. */
const PURSE = 8;
const BACKUP = 9;
const LAST_ADD_VALUE = 10;
const RING = [16, 17, 18, 20, 21, 22];
const DIRECTORY = Buffer.from('0e140001070208030904081000000000', 'hex');

const transaction = z.strictObject({
  sequence: z.int().min(0).max(0xff),
  at: z.string().regex(/^(19[7-9]|20\d|210)\d-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
  kind: z.enum(['entry', 'exit', 'purchase', 'add-value', 'other']),
  amount: z.int().min(0).max(0xffff),
  balanceAfter: z.int().min(0).max(0xffff),
  place: z.int().min(0).max(0xff),
  device: z.int().min(0).max(0xffff_ffff),
});
const date = z.iso.date().nullable();
const purse = z.int().min(-0x8000_0000).max(0x7fff_ffff);
const answer = z.strictObject({
  profile: z.literal('easycard-classic'),
  balance: purse,
  backupBalance: purse.nullable(),
  issuedOn: date,
  expiresOn: date,
  lastAddValue: transaction.nullable(),
  transactions: z.array(transaction).max(6),
});

async function describeImage(image: Uint8Array): Promise<z.infer<typeof answer>> {
  return answer.parse(JSON.parse(await cardAsJson('card.bin', image)));
}

function valueBlock(value: number, address = 0): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.writeInt32LE(value, 0);
  block.writeInt32LE(~value, 4);
  block.writeInt32LE(value, 8);
  block.set([address, address ^ 0xff, address, address ^ 0xff], 12);
  return block;
}

/** Nothing on the card but what makes it an EasyCard, a purse, and the given blocks. */
function bareImage(balance: number, blocks: Readonly<Record<number, Uint8Array>> = {}): Buffer {
  const image = Buffer.alloc(1024);
  image.set(DIRECTORY, BLOCK);
  image.set(valueBlock(balance), PURSE * BLOCK);
  for (const [block, bytes] of Object.entries(blocks)) image.set(bytes, Number(block) * BLOCK);
  return image;
}

/** `second` counts from 2026-03-04 00:00:00 on Taiwan's clock. */
function record(sequence: number, second: number, type = 0x20, amount = 10, after = 100): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.writeUInt8(sequence, 0);
  block.writeUInt32LE(Date.parse('2026-03-04T00:00:00Z') / 1000 + second, 1);
  block.writeUInt8(type, 5);
  block.writeUInt16LE(amount, 6);
  block.writeUInt16LE(after, 8);
  block.writeUInt8(1, 11);
  block.writeUInt32LE(0x00a0_f001, 12);
  return block;
}

/** Cards count the seconds of Taiwan's wall clock as if it were UTC. */
function onTaiwansClock(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+08:00`;
}

describe('a card image as JSON', () => {
  it('tells two records whose bytes are known, once each, the newer first', async () => {
    const purchase = Buffer.from('29d577a869205f007b00000101f0a000', 'hex');
    const addValue = Buffer.from('2a0d8ea96930f4016f0200330100a100', 'hex');
    const image = bareImage(623, { [BACKUP]: valueBlock(623, 9), [LAST_ADD_VALUE]: addValue, 16: purchase, 17: addValue });
    const shown = { sequence: 42, at: '2026-03-05T14:07:09+08:00', kind: 'add-value', amount: 500, balanceAfter: 623 };
    expect(await describeImage(image)).toMatchObject({
      balance: 623,
      backupBalance: 623,
      lastAddValue: { ...shown, place: 0x33, device: 0x00a1_0001 },
      transactions: [
        { ...shown, place: 0x33, device: 0x00a1_0001 },
        { sequence: 41, at: '2026-03-04T18:20:05+08:00', kind: 'purchase', amount: 95, balanceAfter: 123, place: 1, device: 0x00a0_f001 },
      ],
    });
  });

  it('of an otherwise empty card has nulls and no transactions', async () => {
    expect(await describeImage(bareImage(0))).toEqual({
      profile: 'easycard-classic',
      balance: 0,
      backupBalance: null,
      issuedOn: null,
      expiresOn: null,
      lastAddValue: null,
      transactions: [],
    });
  });

  it('goes round the wheel of sequences, wherever in the ring the newest lies', async () => {
    for (let turn = 0; turn < RING.length; turn += 1) {
      const ring = Object.fromEntries(
        RING.map((_, age) => [RING[(age + turn) % RING.length], record((253 + age) & 0xff, age * 60)] as const),
      );
      const { transactions } = await describeImage(bareImage(100, ring));
      expect(transactions.map(({ sequence }) => sequence)).toEqual([2, 1, 0, 255, 254, 253]);
    }
  });

  it('shows the same record of ring and last add-value once, and another record with the same sequence twice', async () => {
    const addValue = record(7, 60, 0x30);
    const same = await describeImage(bareImage(100, { [LAST_ADD_VALUE]: addValue, 20: addValue }));
    expect(same.transactions).toHaveLength(1);
    const other = await describeImage(bareImage(100, { [LAST_ADD_VALUE]: addValue, 20: record(7, 120) }));
    expect(other.transactions).toHaveLength(2);
  });

  it('has the last add-value from its own block, whatever the ring says, and none from a torn one', async () => {
    expect((await describeImage(bareImage(100, { 16: record(7, 60, 0x30) }))).lastAddValue).toBeNull();
    const autoload = await describeImage(bareImage(100, { [LAST_ADD_VALUE]: record(8, 60, 0x40) }));
    expect(autoload.lastAddValue).toMatchObject({ sequence: 8, kind: 'other' });
    const torn = record(9, 60, 0x30).fill(0, 5);
    expect(await describeImage(bareImage(100, { [LAST_ADD_VALUE]: torn }))).toMatchObject({ lastAddValue: null, transactions: [] });
  });

  it('has unsigned numbers in records, a signed one in the purse', async () => {
    const ring = { 16: Buffer.alloc(BLOCK, 0xff) };
    expect(await describeImage(bareImage(-18, ring))).toMatchObject({
      balance: -18,
      transactions: [
        { sequence: 255, at: '2106-02-07T06:28:15+08:00', amount: 65_535, balanceAfter: 65_535, place: 255, device: 0xffff_ffff },
      ],
    });
  });

  it('takes the expiry from the second place where the first is empty', async () => {
    const limits = Buffer.alloc(BLOCK);
    limits.writeUInt16LE(((2031 - 1980) << 9) | (3 << 5) | 2, 8);
    expect(await describeImage(bareImage(0, { 5: withCheckByte(limits) }))).toMatchObject({ issuedOn: null, expiresOn: '2031-03-02' });
  });

  it('counts the backup where a torn write has left no purse, and is refused where there is neither', async () => {
    expect(await describeImage(damagedCard('invalid-purse', NOW).image)).toMatchObject({ balance: 400, backupBalance: 400 });
    await expect(cardAsJson('card.bin', bareImage(0, { [PURSE]: new Uint8Array(BLOCK) }))).rejects.toThrow('card.bin');
  });
});

describe('any image', () => {
  const block = fc.uint8Array({ minLength: BLOCK, maxLength: BLOCK });
  const anyValue = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
  const anyRecord = fc.oneof(
    block,
    fc.constant(new Uint8Array(BLOCK)),
    fc
      .tuple(fc.nat(255), fc.nat(200_000), fc.constantFrom(0, 0x11, 0x20, 0x30, 0x40))
      .map(([sequence, second, type]) => record(sequence, second, type)),
  );
  const easyCard = fc
    .record({
      noise: fc.uint8Array({ minLength: 1024, maxLength: 1024 }),
      balance: anyValue,
      backup: fc.oneof(
        block,
        anyValue.map((value) => valueBlock(value, 0x55)),
      ),
      dates: fc.oneof(block, block.map(withCheckByte)),
      lastAddValue: anyRecord,
      ring: fc.array(anyRecord, { minLength: 6, maxLength: 6 }),
    })
    .map(({ noise, balance, backup, dates, lastAddValue, ring }) => {
      const image = Buffer.from(noise);
      image.set(DIRECTORY, BLOCK);
      image.set(dates, 4 * BLOCK);
      image.set(valueBlock(balance), PURSE * BLOCK);
      image.set(backup, BACKUP * BLOCK);
      image.set(lastAddValue, LAST_ADD_VALUE * BLOCK);
      for (const [index, place] of RING.entries()) image.set(ring[index] ?? [], place * BLOCK);
      return image;
    });

  it('of an EasyCard gives one object that says what the bytes say, no record twice', async () => {
    await fc.assert(
      fc.asyncProperty(easyCard, async (image) => {
        const card = await describeImage(image);
        expect(card.balance).toBe(image.readInt32LE(PURSE * BLOCK));
        expect(card.transactions.length).toBeLessThanOrEqual(6);
        const keys = card.transactions.map(({ sequence, at }) => `${sequence} ${at}`);
        expect(new Set(keys).size).toBe(keys.length);
        if (!hasCheckByte(image.subarray(4 * BLOCK, 5 * BLOCK))) expect(card.issuedOn).toBeNull();
        const known = [...RING, LAST_ADD_VALUE].map((place) => image.subarray(place * BLOCK, (place + 1) * BLOCK));
        for (const shown of card.transactions) {
          const original = known.find((bytes) => bytes[0] === shown.sequence && onTaiwansClock(bytes.readUInt32LE(1)) === shown.at);
          expect(original && [original.readUInt16LE(6), original.readUInt16LE(8), original.readUInt32LE(12)]).toEqual([
            shown.amount,
            shown.balanceAfter,
            shown.device,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of six following transactions lists them newest first, wherever the ring begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(255),
        fc.nat(5),
        fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 6, maxLength: 6 }),
        async (first, turn, pauses) => {
          let second = 0;
          const ring: Record<number, Uint8Array> = {};
          for (const [index, pause] of pauses.entries()) {
            second += pause;
            ring[RING[(index + turn) % 6] ?? 0] = record((first + index) & 0xff, second);
          }
          const { transactions } = await describeImage(bareImage(100, ring));
          expect(transactions.map(({ sequence }) => sequence)).toEqual([5, 4, 3, 2, 1, 0].map((age) => (first + age) & 0xff));
        },
      ),
    );
  });

  it('that is no EasyCard is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 0, maxLength: 2048 }), async (image) => {
        await expect(cardAsJson('card.bin', image)).rejects.toThrow('card.bin');
      }),
    );
  });
});
