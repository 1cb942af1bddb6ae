import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYOUT } from '../../../hardware/card-profiles/easycard-classic/layout.ts';
import { checkEasyCardImage } from './checkEasyCardImage.ts';
import { damagedCard } from './damagedCards.ts';
import type { CardHistoryEntry, CardDescription } from './cardImage.ts';
import { buildEasyCardImage } from './easyCardImage.ts';
import { otherKeysCard, preparedCards } from './preparedCards.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

const entry = fc.record({
  kind: fc.constantFrom<CardHistoryEntry['kind'][]>('entry', 'exit', 'purchase', 'add-value'),
  amount: fc.integer({ min: 1, max: 1_000 }),
  minutesAgo: fc.integer({ min: 0, max: 500_000 }),
  place: fc.integer({ min: 0, max: 255 }),
  device: fc.integer({ min: 0, max: 0xffff_ffff }),
});

const description: fc.Arbitrary<CardDescription> = fc.record({
  uid: fc.uint8Array({ minLength: 3, maxLength: 3 }).map((bytes) => `08${Buffer.from(bytes).toString('hex')}`),
  nowMs: fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) }),
  balance: fc.integer({ min: -60, max: 10_000 }),
  history: fc.array(entry, { maxLength: 14 }).map((entries) => entries.toSorted((a, b) => b.minutesAgo - a.minutesAgo)),
  lastSequence: fc.integer({ min: 0, max: 255 }),
  attributes: fc.constantFrom(null, {}, { product: 'senior' as const, personalProfile: 3, deposit: 100 }),
});

describe('a card image', () => {
  it('keeps the rules of a card that was never disturbed, whatever is asked for', () => {
    fc.assert(
      fc.property(description, (asked) => {
        expect(checkEasyCardImage(buildEasyCardImage(asked), asked.nowMs)).toEqual([]);
      }),
    );
  });

  it.each([...preparedCards(NOW), otherKeysCard(NOW)])('"$id" keeps them', ({ image }) => {
    expect(checkEasyCardImage(image, NOW)).toEqual([]);
  });

  it('refuses what no card is', () => {
    const base: CardDescription = { uid: '08000001', nowMs: NOW, balance: 100 };
    const bus: CardHistoryEntry = { kind: 'entry', amount: 15, minutesAgo: 10, place: 5, device: 1 };
    expect(() => buildEasyCardImage({ ...base, uid: 'deadbeef' })).toThrow(RangeError);
    expect(() => buildEasyCardImage({ ...base, history: [bus, { ...bus, minutesAgo: 20 }] })).toThrow(RangeError);
    expect(() => buildEasyCardImage({ ...base, history: [{ ...bus, minutesAgo: 2_000_000 }] })).toThrow(RangeError);
    expect(() => buildEasyCardImage({ ...base, history: [{ ...bus, kind: 'add-value' }], backupBeforeDebit: true })).toThrow(RangeError);
    expect(() => buildEasyCardImage({ ...base, issuedDaysAgo: 10, expiresInDays: -20 })).toThrow(RangeError);
  });

  it('is checked sharply: a card with another machine’s unfinished work is not sound', () => {
    for (const defect of [
      'invalid-purse',
      'backup-unexplained',
      'purse-without-record',
      'unfinished-add-value',
      'torn-add-value-record',
      'wrong-check-byte',
    ] as const) {
      expect(checkEasyCardImage(damagedCard(defect, NOW).image, NOW), defect).not.toEqual([]);
    }
    expect(checkEasyCardImage(damagedCard('backup-before-debit', NOW).image, NOW)).toEqual([]);
  });

  it('is checked sharply: no byte of a record, a purse or a trailer’s bits can change unseen', () => {
    const sound = preparedCards(NOW)[0]?.image ?? new Uint8Array();
    const watched = [LAYOUT.purse, LAYOUT.backupPurse].flatMap(({ block }) => Array.from({ length: 16 }, (_, index) => block * 16 + index));
    const sequences = LAYOUT.ring.map(({ block }) => block * 16);
    const balances = LAYOUT.ring.slice(0, 5).map(({ block }) => block * 16 + 8);
    const bits = [3, 31, 63].map((trailer) => trailer * 16 + 7);
    for (const offset of [0, 16, ...watched, ...sequences, ...balances, ...bits]) {
      const changed = sound.slice();
      changed[offset] = (changed[offset] ?? 0) ^ 0x21;
      expect(checkEasyCardImage(changed, NOW), `byte ${offset}`).not.toEqual([]);
    }
  });
});
