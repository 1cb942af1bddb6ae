import { describe, expect, it } from 'vitest';
import { type BlockChange, type BlockForm, stateOf } from './blockChange.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { hasCheckByte, withCheckByte } from './checkByte.ts';
import { encodeRecord, RECORD_TYPE } from './transactionRecord.ts';
import { encodeValueBlock } from './valueBlock.ts';

const change = (form: BlockForm, before: Uint8Array, after: Uint8Array): BlockChange => ({
  place: { block: 56, confidence: 'synthetic' },
  form,
  before: [before],
  after,
});

const record = (sequence: number, type: number) =>
  encodeRecord({
    sequence,
    taipeiSeconds: 1_772_000_000 + sequence,
    type,
    amount: 100,
    balanceAfter: 300,
    code: 1,
    place: 5,
    device: sequence,
  });

describe('a block that was being written', () => {
  const cases: readonly BlockChange[] = [
    change('value', encodeValueBlock(60), encodeValueBlock(560)),
    change('value', encodeValueBlock(-18), encodeValueBlock(482)),
    change('add-value-record', record(7, RECORD_TYPE.addValue), record(0x88, RECORD_TYPE.addValue)),
    change('add-value-record', new Uint8Array(16), record(1, RECORD_TYPE.addValue)),
    change('checked', withCheckByte(new Uint8Array(16).fill(1)), withCheckByte(new Uint8Array(16).fill(9))),
  ];

  it.each(cases)('$form is old, torn or new, wherever the writing was cut', ({ ...one }) => {
    const [before = new Uint8Array()] = one.before;
    for (let stored = 0; stored <= 16; stored += 1) {
      const cut = before.slice();
      cut.set(one.after.subarray(0, stored));
      const { before: isBefore, after: isAfter, torn } = stateOf(one, cut);
      expect([isBefore, isAfter, torn].filter(Boolean), `${stored} bytes`).toHaveLength(1);
      if (stored === 0) expect(isBefore).toBe(true);
      if (stored === 16) expect(isAfter).toBe(true);
    }
  });

  it.each(cases)('$form is old, torn or new, whichever of its bits have flipped', ({ ...one }) => {
    const [before = new Uint8Array()] = one.before;
    const random = new SeededRandom('bits');
    for (let trial = 0; trial < 2_000; trial += 1) {
      const mask = random.bytes(16);
      const mixed = before.map((byte, index) => (byte & ~(mask[index] ?? 0)) | ((one.after[index] ?? 0) & (mask[index] ?? 0)));
      const state = stateOf(one, mixed);
      expect(Object.values(state).filter(Boolean), `trial ${trial}`).toHaveLength(1);
    }
    for (const erased of [0x00, 0xff]) {
      const state = stateOf(one, new Uint8Array(16).fill(erased));
      expect(Object.values(state).filter(Boolean), `erased to ${erased}`).toHaveLength(1);
    }
  });

  it('is known as torn even where its check byte happens to be right', () => {
    const before = withCheckByte(Uint8Array.of(1, 0, 0, 0, ...new Uint8Array(12)));
    const after = withCheckByte(Uint8Array.of(1, 5, 5, 9, ...new Uint8Array(12)));
    const cut = before.slice();
    cut.set(after.subarray(0, 3));
    expect(hasCheckByte(cut)).toBe(true);
    expect(stateOf(change('checked', before, after), cut)).toEqual({ before: false, after: false, torn: true });
  });

  it('is none of ours when it is whole and says something else', () => {
    for (const [one, foreign] of [
      [change('value', encodeValueBlock(60), encodeValueBlock(560)), encodeValueBlock(61)],
      [change('add-value-record', record(7, RECORD_TYPE.addValue), record(8, RECORD_TYPE.addValue)), record(0x51, RECORD_TYPE.addValue)],
      // An autoload of another machine.
      [change('add-value-record', record(7, RECORD_TYPE.addValue), record(8, RECORD_TYPE.addValue)), record(9, 0x40)],
      // The first credit of a new card, by another machine.
      [change('add-value-record', new Uint8Array(16), record(1, RECORD_TYPE.addValue)), record(2, RECORD_TYPE.addValue)],
      [
        change('checked', withCheckByte(Uint8Array.of(7, 9, ...new Uint8Array(14))), withCheckByte(new Uint8Array(16).fill(1))),
        withCheckByte(new Uint8Array(16).fill(2)),
      ],
    ] as const) {
      expect(stateOf(one, foreign)).toEqual({ before: false, after: false, torn: false });
    }
  });
});
