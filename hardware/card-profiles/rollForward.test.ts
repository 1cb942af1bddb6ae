import { describe, expect, it } from 'vitest';
import type { AddValuePlan } from '../ports/cardReader.ts';
import { fromHex } from '../ports/hex.ts';
import { decideRollForward, type SeenOnCard, type WriteStep } from './rollForward.ts';
import { encodeRecord, RECORD_TYPE, type TransactionRecord } from './transactionRecord.ts';

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
const hex = (of: TransactionRecord): string => Buffer.from(encodeRecord(of)).toString('hex');

const OLD = record(30, RECORD_TYPE.addValue, 200, 400);
const OURS = record(42, RECORD_TYPE.addValue, 500, AFTER);
const PURCHASE = record(41, RECORD_TYPE.purchase, 95, BEFORE);
const RING = [record(40, RECORD_TYPE.purchase, 182, LEGAL_BEFORE_DEBIT), PURCHASE];

const plan: AddValuePlan = {
  profile: 'any',
  uid: '08a00001',
  amount: 500,
  balanceBefore: BEFORE,
  balanceAfter: AFTER,
  sequenceBefore: 41,
  recordBefore: hex(OLD),
  recordAfter: hex(OURS),
};

const torn = fromHex(plan.recordBefore);
torn.set(fromHex(plan.recordAfter).subarray(0, 7));
const garbage = new Uint8Array(16).fill(0x5a);
const foreign = encodeRecord(record(42, RECORD_TYPE.addValue, 100, 223));

const RECORDS = { old: fromHex(plan.recordBefore), ours: fromHex(plan.recordAfter), torn, garbage, foreign };

type Row = readonly [
  record: keyof typeof RECORDS,
  backup: number | null,
  main: number | null,
  expected: WriteStep[] | 'written' | 'conflict',
];

const ALL: WriteStep[] = ['record', 'backup', 'main'];
const ROWS: readonly Row[] = [
  ['old', BEFORE, BEFORE, ALL],
  ['old', LEGAL_BEFORE_DEBIT, BEFORE, ['heal-backup']],
  ['old', null, BEFORE, ['heal-backup']],
  ['torn', BEFORE, BEFORE, ALL],
  ['garbage', BEFORE, BEFORE, ALL],
  ['ours', BEFORE, BEFORE, ['backup', 'main']],
  ['ours', null, BEFORE, ['heal-backup']],
  ['ours', AFTER, BEFORE, ['main']],
  ['ours', AFTER, null, ['main']],
  ['ours', AFTER, AFTER, 'written'],
];

function decide(seen: Partial<SeenOnCard>, of: AddValuePlan = plan): WriteStep[] | 'written' | 'conflict' {
  const decision = decideRollForward(of, { record: RECORDS.old, backup: BEFORE, main: BEFORE, ring: RING, ...seen });
  return decision.decision === 'write' ? [...decision.steps] : decision.decision;
}

describe('rolling an add-value forward', () => {
  it.each(ROWS)('record %s, backup %s, purse %s: %s', (name, backup, main, expected) => {
    expect(decide({ record: RECORDS[name], backup, main })).toEqual(expected);
  });

  it('touches nothing in any other state', () => {
    const values = [BEFORE, AFTER, LEGAL_BEFORE_DEBIT, 77, null];
    const known = new Set(ROWS.map(([name, backup, main]) => `${name} ${backup} ${main}`));
    let others = 0;
    for (const name of ['old', 'ours', 'torn', 'garbage', 'foreign'] as const) {
      for (const backup of values) {
        for (const main of values) {
          if (known.has(`${name} ${backup} ${main}`)) continue;
          others += 1;
          expect(decide({ record: RECORDS[name], backup, main }), `${name} ${backup} ${main}`).toBe('conflict');
        }
      }
    }
    expect(others).toBe(5 * 25 - ROWS.length);
  });

  it.each(ROWS)('leaves the card alone in state %s %s %s when another record has come', (name, backup, main) => {
    const moved = [...RING, record(43, RECORD_TYPE.exit, 20, BEFORE - 20)];
    expect(decide({ record: RECORDS[name], backup, main, ring: moved })).toBe('conflict');
    expect(decide({ record: RECORDS[name], backup, main, ring: [] })).toBe('conflict');
  });

  it('takes for the newest record the add-value that it overwrites', () => {
    const afterAddValue: AddValuePlan = { ...plan, sequenceBefore: 41, recordBefore: hex(record(41, RECORD_TYPE.addValue, 23, BEFORE)) };
    const ring = [record(40, RECORD_TYPE.purchase, 10, 100)];
    expect(decide({ record: fromHex(afterAddValue.recordBefore), ring }, afterAddValue)).toEqual(ALL);
    expect(decide({ record: RECORDS.ours, ring, backup: AFTER, main: AFTER }, afterAddValue)).toBe('written');
  });

  it('serves a card without any record', () => {
    const first: AddValuePlan = { ...plan, sequenceBefore: null, recordBefore: '00'.repeat(16) };
    expect(decide({ record: new Uint8Array(16), ring: [] }, first)).toEqual(ALL);
    expect(decide({ record: RECORDS.ours, ring: [], backup: AFTER, main: AFTER }, first)).toBe('written');
  });

  it('knows a torn record at every byte', () => {
    for (let stored = 1; stored < 16; stored += 1) {
      const cut = fromHex(plan.recordBefore);
      cut.set(fromHex(plan.recordAfter).subarray(0, stored));
      const decision = decide({ record: cut });
      // The last bytes of both records are the same machine's, so a late cut leaves the whole of ours.
      expect(decision).toEqual(Buffer.from(cut).toString('hex') === plan.recordAfter ? ['backup', 'main'] : ALL);
    }
  });

  it('heals a backup only from a value that the last debit explains', () => {
    const addValueLast = [record(41, RECORD_TYPE.addValue, 95, BEFORE)];
    expect(decide({ backup: LEGAL_BEFORE_DEBIT, ring: addValueLast })).toBe('conflict');
    expect(decide({ backup: LEGAL_BEFORE_DEBIT, ring: [record(41, 0x77, 95, BEFORE)] })).toBe('conflict');
  });
});
