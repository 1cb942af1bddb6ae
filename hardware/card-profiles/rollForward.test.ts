import { describe, expect, it } from 'vitest';
import type { BlockChange } from './blockChange.ts';
import { CardBlocks } from './cardBlocks.ts';
import { withCheckByte } from './checkByte.ts';
import { EASYCARD_CLASSIC } from './easycard-classic/layout.ts';
import { changesOfCredit } from './purseCredit.ts';
import { decideRollForward } from './rollForward.ts';
import { encodeRecord, RECORD_TYPE, type TransactionRecord } from './transactionRecord.ts';
import { encodeValueBlock } from './valueBlock.ts';

const BEFORE = 123;
const AFTER = 623;
const LEGAL_BEFORE_DEBIT = 218;

const record = (sequence: number, type: number, amount: number, balanceAfter: number): TransactionRecord => ({
  sequence,
  taipeiSeconds: 1_772_000_000 + sequence * 60,
  type,
  amount,
  balanceAfter,
  code: 1,
  place: 0x33,
  device: 0x00a1_0001,
});

const OLD = encodeRecord(record(30, RECORD_TYPE.addValue, 200, 400));
const OURS = encodeRecord(record(42, RECORD_TYPE.addValue, 500, AFTER));
const PURCHASE = record(41, RECORD_TYPE.purchase, 95, BEFORE);
const credit = { amount: 500, balanceBefore: BEFORE, balanceAfter: AFTER, recordBefore: OLD, recordAfter: OURS };
const CHANGES = changesOfCredit(EASYCARD_CLASSIC, credit, PURCHASE);

const torn = OLD.slice();
torn.set(OURS.subarray(0, 7));
const RECORDS = {
  old: OLD,
  ours: OURS,
  torn,
  garbage: new Uint8Array(16).fill(0x5a),
  foreign: encodeRecord(record(42, RECORD_TYPE.addValue, 100, 223)),
};

const purse = (value: number | null): Uint8Array => (value === null ? new Uint8Array(16).fill(1) : encodeValueBlock(value));

/** Blocks still to be written, or the decision. */
function decide(changes: readonly BlockChange[], ...contents: Uint8Array[]): number | 'written' | 'conflict' {
  const seen = new CardBlocks(new Map(changes.map(({ place }, index) => [place.block, contents[index] ?? new Uint8Array(16)])));
  const decision = decideRollForward(changes, seen);
  if (decision.decision !== 'write') return decision.decision;
  expect(decision.rest).toEqual(changes.slice(changes.length - decision.rest.length));
  return decision.rest.length;
}

type Row = readonly [record: keyof typeof RECORDS, backup: number | null, main: number | null, expected: number | 'written'];

const ROWS: readonly Row[] = [
  ['old', BEFORE, BEFORE, 3],
  ['old', LEGAL_BEFORE_DEBIT, BEFORE, 3],
  ['torn', BEFORE, BEFORE, 3],
  ['torn', LEGAL_BEFORE_DEBIT, BEFORE, 3],
  ['garbage', BEFORE, BEFORE, 3],
  ['garbage', LEGAL_BEFORE_DEBIT, BEFORE, 3],
  ['ours', BEFORE, BEFORE, 2],
  ['ours', LEGAL_BEFORE_DEBIT, BEFORE, 2],
  ['ours', null, BEFORE, 2],
  ['ours', AFTER, BEFORE, 1],
  ['ours', AFTER, null, 1],
  ['ours', AFTER, AFTER, 'written'],
];

describe('the roll-forward of an add-value', () => {
  it.each(ROWS)('record %s, backup %s, purse %s: %s to write', (name, backup, main, expected) => {
    expect(decide(CHANGES, RECORDS[name], purse(backup), purse(main))).toBe(expected);
  });

  it('touches nothing in any other state', () => {
    const values = [BEFORE, AFTER, LEGAL_BEFORE_DEBIT, 777, null];
    const known = new Set(ROWS.map(([name, backup, main]) => `${name} ${backup} ${main}`));
    let others = 0;
    for (const name of ['old', 'ours', 'torn', 'garbage', 'foreign'] as const) {
      for (const backup of values) {
        for (const main of values) {
          if (known.has(`${name} ${backup} ${main}`)) continue;
          others += 1;
          expect(decide(CHANGES, RECORDS[name], purse(backup), purse(main)), `${name} ${backup} ${main}`).toBe('conflict');
        }
      }
    }
    expect(others).toBe(5 * 25 - ROWS.length);
  });

  it('knows a torn record at every byte', () => {
    for (let stored = 1; stored < 16; stored += 1) {
      const cut = OLD.slice();
      cut.set(OURS.subarray(0, stored));
      // The last bytes of both records are the same machine's, so a late cut leaves the whole of ours.
      const whole = cut.every((byte, index) => byte === OURS[index]);
      expect(decide(CHANGES, cut, purse(BEFORE), purse(BEFORE)), `${stored} bytes`).toBe(whole ? 2 : 3);
    }
  });

  it('takes a purse for its value, whatever its address byte', () => {
    const elsewhere = purse(BEFORE).with(12, 8).with(13, 0xf7).with(14, 8).with(15, 0xf7);
    expect(decide(CHANGES, OURS, purse(AFTER), elsewhere)).toBe(1);
  });

  it('takes only a debit that led to this balance for the reason of a backup that lags behind', () => {
    for (const newest of [
      record(41, RECORD_TYPE.addValue, 95, BEFORE),
      record(41, 0x77, 95, BEFORE),
      record(41, RECORD_TYPE.purchase, 95, 7),
      null,
    ]) {
      const changes = changesOfCredit(EASYCARD_CLASSIC, credit, newest);
      expect(decide(changes, OLD, purse(LEGAL_BEFORE_DEBIT), purse(BEFORE))).toBe('conflict');
    }
  });

  it('is not confused by a backup that already holds what it shall hold', () => {
    // The last debit was as large as this add-value.
    const changes = changesOfCredit(EASYCARD_CLASSIC, credit, record(41, RECORD_TYPE.purchase, 500, BEFORE));
    expect(decide(changes, OLD, purse(AFTER), purse(BEFORE))).toBe(3);
    expect(decide(changes, OURS, purse(AFTER), purse(BEFORE))).toBe(1);
    expect(decide(changes, OURS, purse(null), purse(BEFORE))).toBe(2);
    expect(decide(changes, OLD, purse(AFTER), purse(AFTER))).toBe('conflict');
  });
});

describe('the roll-forward of blocks with a check byte', () => {
  // Ones and zeros of every filler stand in it, so that no content lies between another and an erased block.
  const block = (filler: number): Uint8Array => withCheckByte(new Uint8Array(16).fill(filler, 1, 3).fill(~filler & 0xff, 3, 5));
  const places = [52, 53, 57, 56].map((number) => ({ block: number, confidence: 'synthetic' as const }));
  const changes = places.map(
    (place, index): BlockChange => ({ place, form: 'checked', before: [block(index)], after: block(index + 0x10) }),
  );
  const STATES = ['before', 'after', 'torn', 'foreign'] as const;

  function content(index: number, state: (typeof STATES)[number]): Uint8Array {
    if (state === 'foreign') return block(index + 0x20);
    const bytes = block(state === 'after' ? index + 0x10 : index);
    return state === 'torn' ? bytes.with(1, index + 0x10) : bytes;
  }

  it('goes on only from where an interrupted run can have stopped', () => {
    const seen = { write: 0, written: 0, conflict: 0 };
    for (let number = 0; number < 4 ** 4; number += 1) {
      const states = changes.map((_, index) => STATES[Math.floor(number / 4 ** index) % 4] ?? 'before');
      const decision = decide(changes, ...states.map((state, index) => content(index, state)));
      const shape = /^(?:after )*(?:torn )?(?:before )*$/.test(`${states.join(' ')} `);
      const left = states.filter((state) => state !== 'after').length;
      const expected = !shape ? 'conflict' : left === 0 ? 'written' : left;
      expect(decision, states.join(' ')).toBe(expected);
      seen[typeof decision === 'number' ? 'write' : decision] += 1;
    }
    expect(seen).toEqual({ write: 8, written: 1, conflict: 247 });
  });

  it('has nothing to do for a plan without blocks', () => {
    expect(decide([])).toBe('written');
  });
});
