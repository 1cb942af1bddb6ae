import { expect, it } from 'vitest';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { GENESIS_HASH, hashRecord } from '../../station/journal/chain.ts';
import { testIssuer } from './testing.ts';

/** The record after `previous`, in a chain that holds. */
function next(previous: StoredRecord | null, body = '{}'): StoredRecord {
  const content = {
    seq: (previous?.seq ?? 0) + 1,
    txn: null,
    kind: 'boot',
    body,
    bootId: 'boot-1',
    monotonicMs: 5,
    wallMs: 1_700_000_000_000,
    previousHash: previous?.hash ?? GENESIS_HASH,
  };
  return { ...content, hash: hashRecord(content) };
}
const first = next(null);
const second = next(first);
const third = next(second);
const upload = (...records: StoredRecord[]) => ({ epoch: 0, records });

it('keeps records once, however often and overlapping they come', () => {
  const issuer = testIssuer({});
  expect(issuer.ask('upload', upload(first, second))).toEqual({ outcome: 'kept', upto: 2, hash: second.hash });
  expect(issuer.ask('upload', upload(first, second, third))).toEqual({ outcome: 'kept', upto: 3, hash: third.hash });
  expect(issuer.ask('upload', upload(second))).toEqual({ outcome: 'kept', upto: 3, hash: third.hash });
});

it('names the gap and keeps nothing behind it', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(first));
  expect(issuer.ask('upload', upload(third))).toEqual({ outcome: 'gap', upto: 1 });
  expect(issuer.ask('upload', upload(second, third))).toEqual({ outcome: 'kept', upto: 3, hash: third.hash });
});

it('sees a second journal of the same machine, a chain that does not hold, and a record that was altered', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(first, second));
  expect(issuer.ask('upload', upload(next(first, '{"other":1}')))).toEqual({ outcome: 'fork', seq: 2 });
  expect(issuer.ask('upload', upload(next(next(first, '{"other":1}'))))).toEqual({ outcome: 'fork', seq: 3 });
  expect(issuer.ask('upload', upload({ ...third, body: '{"altered":1}' }))).toEqual({ outcome: 'fork', seq: 3 });
  expect(issuer.ask('upload', upload(third))).toEqual({ outcome: 'kept', upto: 3, hash: third.hash });
});

it('takes only a first record that is one', () => {
  expect(testIssuer({}).ask('upload', upload({ ...second, seq: 1 }))).toEqual({ outcome: 'fork', seq: 1 });
});

it('takes a new life of the journal for a fork unless the machine was commissioned', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(first));
  expect(issuer.ask('upload', { epoch: 1, records: [next(null, '{"new":1}')] })).toEqual({ outcome: 'fork', seq: 1 });
});
