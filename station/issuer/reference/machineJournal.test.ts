import { expect, it } from 'vitest';
import { testIssuer } from './testing.ts';

const record = (seq: number, hash = `h${seq}`, previousHash = `h${seq - 1}`) => ({ seq, kind: 'boot', body: '{}', previousHash, hash });
const upload = (...records: ReturnType<typeof record>[]) => ({ epoch: 0, records });

it('keeps records once, however often and overlapping they come', () => {
  const issuer = testIssuer({});
  expect(issuer.ask('upload', upload(record(1), record(2)))).toEqual({ outcome: 'kept', upto: 2 });
  expect(issuer.ask('upload', upload(record(1), record(2), record(3)))).toEqual({ outcome: 'kept', upto: 3 });
  expect(issuer.ask('upload', upload(record(2)))).toEqual({ outcome: 'kept', upto: 3 });
});

it('names the gap and keeps nothing behind it', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(record(1)));
  expect(issuer.ask('upload', upload(record(3)))).toEqual({ outcome: 'gap', upto: 1 });
  expect(issuer.ask('upload', upload(record(2), record(3)))).toEqual({ outcome: 'kept', upto: 3 });
});

it('sees a second journal of the same machine, and a chain that does not hold', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(record(1), record(2)));
  expect(issuer.ask('upload', upload(record(2, 'other')))).toEqual({ outcome: 'fork', seq: 2 });
  expect(issuer.ask('upload', upload(record(3, 'h3', 'other')))).toEqual({ outcome: 'fork', seq: 3 });
});

it('begins anew with a new life of the journal', () => {
  const issuer = testIssuer({});
  issuer.ask('upload', upload(record(1)));
  expect(issuer.ask('upload', { epoch: 1, records: [record(1, 'new')] })).toEqual({ outcome: 'kept', upto: 1 });
});
