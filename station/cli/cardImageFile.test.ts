import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasCheckByte, withCheckByte } from '../../hardware/card-profiles/checkByte.ts';
import { damagedCard } from '../../lab/devices/card/damagedCards.ts';
import { cardAsJson, readImage, readImageFile } from './cardImageFile.ts';

const NOW = Date.parse('2026-03-05T14:07:09+08:00');
const BLOCK = 16;
/** Absolute blocks, from what is public about the card; on purpose not taken from the profile that is tested here. */
const PURSE = 8;
const BACKUP = 9;
const LAST_ADD_VALUE = 10;
const LATEST_EXIT = 13;
const LATEST_ENTRY = 14;
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
  transactions: z.array(transaction).max(9),
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

  it('has every record on the card: a full ring and the add-value, exit and entry that have left it', async () => {
    const ring = Object.fromEntries(RING.map((place, age) => [place, record(20 + age, 600 + age * 60)] as const));
    const apart = { [LAST_ADD_VALUE]: record(10, 0, 0x30), [LATEST_ENTRY]: record(11, 60, 0x00), [LATEST_EXIT]: record(12, 120, 0x11) };
    const { transactions } = await describeImage(bareImage(100, { ...ring, ...apart }));
    expect(transactions.map(({ sequence }) => sequence)).toEqual([25, 24, 23, 22, 21, 20, 12, 11, 10]);
  });

  it('has the copies of exit and entry once, and nothing else from their places', async () => {
    const entry = record(7, 60, 0x00);
    const exit = record(8, 90, 0x11);
    const copied = await describeImage(bareImage(100, { 16: entry, 17: exit, [LATEST_ENTRY]: entry, [LATEST_EXIT]: exit }));
    expect(copied.transactions.map(({ sequence }) => sequence)).toEqual([8, 7]);
    const odd = await describeImage(bareImage(100, { [LATEST_ENTRY]: exit, [LATEST_EXIT]: Buffer.alloc(BLOCK, 0xff) }));
    expect(odd.transactions).toEqual([]);
  });

  it('has what stands in the place of the last add-value, even an odd record or one of nothing', async () => {
    const purchase = record(6, 60);
    const odd = await describeImage(bareImage(100, { 16: purchase, [LAST_ADD_VALUE]: purchase }));
    expect(odd).toMatchObject({ lastAddValue: { sequence: 6, kind: 'purchase' }, transactions: [{ sequence: 6 }] });
    expect(odd.transactions).toHaveLength(1);
    const nothing = await describeImage(bareImage(100, { [LAST_ADD_VALUE]: record(7, 60, 0x30, 0) }));
    expect(nothing).toMatchObject({ lastAddValue: { sequence: 7, amount: 0 }, transactions: [{ sequence: 7 }] });
    const timeless = record(7, 60, 0x30).fill(0, 1, 5);
    const { lastAddValue } = await describeImage(bareImage(100, { [LAST_ADD_VALUE]: timeless }));
    expect(lastAddValue).toMatchObject({ at: '1970-01-01T00:00:00+08:00', kind: 'add-value' });
  });

  it('counts the backup where a torn write has left no purse', async () => {
    expect(await describeImage(damagedCard('invalid-purse', NOW).image)).toMatchObject({ balance: 400, backupBalance: 400 });
  });

  it('is told even where neither purse nor backup is a value, as the purse begins, and with a doubt', async () => {
    const torn = valueBlock(-300).fill(0, 8);
    const { facts, doubt } = await readImage('card.bin', bareImage(0, { [PURSE]: torn, 16: record(7, 60) }));
    expect(facts).toMatchObject({ balance: -300, backupBalance: null, transactions: [{ sequence: 7 }] });
    expect(doubt).toContain('neither purse nor backup');
    expect(await describeImage(bareImage(0, { [PURSE]: new Uint8Array(BLOCK) }))).toMatchObject({ balance: 0, backupBalance: null });
    expect((await readImage('card.bin', bareImage(0))).doubt).toBeNull();
  });
});

describe('the file of an image', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kiosk-card-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([0, 1, 320, 1_023, 1_025, 4_096])('of %i bytes is refused with its size', async (bytes) => {
    const path = join(folder, 'card.bin');
    writeFileSync(path, Buffer.alloc(bytes));
    await expect(readImageFile(path)).rejects.toThrow(`card.bin: a card image has 1024 bytes, this file ${bytes}`);
  });

  it('may be a link to one', async () => {
    writeFileSync(join(folder, 'card.bin'), bareImage(70));
    symlinkSync('card.bin', join(folder, 'link'));
    expect(await readImageFile(join(folder, 'link'))).toMatchObject({ facts: { balance: 70 }, doubt: null });
  });

  it('that is missing, or is none, is refused by name', async () => {
    await expect(readImageFile(join(folder, 'none'))).rejects.toThrow('none: cannot be read');
    await expect(readImageFile(folder)).rejects.toThrow(`${folder}: cannot be read`);
  });

  it('is not read to its end when it has none', async () => {
    await expect(readImageFile('/dev/zero')).rejects.toThrow('/dev/zero: a card image has 1024 bytes, this file more');
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
        const keys = card.transactions.map(({ sequence, at }) => `${sequence} ${at}`);
        expect(new Set(keys).size).toBe(keys.length);
        if (!hasCheckByte(image.subarray(4 * BLOCK, 5 * BLOCK))) expect(card.issuedOn).toBeNull();
        const places = [...RING, LAST_ADD_VALUE, LATEST_EXIT, LATEST_ENTRY];
        const known = places.map((place) => image.subarray(place * BLOCK, (place + 1) * BLOCK));
        for (const shown of card.transactions) {
          const originals = known.filter((bytes) => bytes[0] === shown.sequence && onTaiwansClock(bytes.readUInt32LE(1)) === shown.at);
          const told = originals.map((bytes) => [bytes.readUInt16LE(6), bytes.readUInt16LE(8), bytes.readUInt32LE(12)]);
          expect(told).toContainEqual([shown.amount, shown.balanceAfter, shown.device]);
        }
        const inRing = known.slice(0, RING.length).filter((bytes) => bytes.some((byte) => byte !== 0));
        for (const bytes of inRing) expect(keys).toContain(`${bytes[0]} ${onTaiwansClock(bytes.readUInt32LE(1))}`);
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
