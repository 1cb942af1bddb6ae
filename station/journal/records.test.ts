import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';
import { liftActIntent1, liftNoteKeepIntent1 } from './olderBodies.ts';
import { parseRecord, UnknownRecord, writtenBody } from './records.ts';
import { storedRecord } from './testing.ts';

const CARD = { find: 'ab'.repeat(32), sealed: 'AAAA', masked: '****1234' };
const NOTE_1 = { card: CARD, value: 500, counters: { serial: '4217043', notesKept: 7 } };
const LOCK_1 = { card: CARD, order: { act: 'lock' }, balance: null, sequence: null, consent: { confirmations: 0, clauses: [] }, key: 'k' };

const read = (kind: string, body: unknown) => parseRecord(storedRecord({ kind, body: JSON.stringify(body) })).body;

describe('a body of before machines sold period passes', () => {
  const pass = { product: 1, area: 1, validFrom: '2026-05-12', firstDay: '2026-05-12', lastDay: '2026-06-10', price: 1_200 };
  const sale = { ...LOCK_1, currency: 'TWD', order: { act: 'buy-pass', pass, autoload: 0 } };
  const approval = { act: 'buy-pass', lastDay: '2026-06-10', price: 1_200, autoload: 0 };
  const plan = { act: 'buy-pass', profile: 'easycard-classic', uid: 'AAAA', blocks: [], purse: null };

  it.each([
    ['act.intent', 3, sale],
    ['act.answer', 1, { outcome: 'approved', approval }],
    ['card-change.intent', 1, { plan }],
  ] as const)('%s says what it said, and tells of none', (kind, version, body) => {
    expect(read(kind, { v: version + 1, ...body })).toEqual(body);
    expect(() => read(kind, version === 1 ? body : { v: version, ...body })).toThrow(UnknownRecord);
  });

  it('means the same today', () => {
    const autoload = { ...LOCK_1, currency: 'TWD', order: { act: 'autoload', amount: 500 } };
    expect(read('act.intent', { v: 3, ...autoload })).toEqual(autoload);
    const answer = { outcome: 'approved', approval: { act: 'autoload', amount: 500 } };
    expect(read('act.answer', answer)).toEqual(answer);
    const change = { plan: { ...plan, act: 'lock' } };
    expect(read('card-change.intent', change)).toEqual(change);
  });
});

describe('a body of an older version', () => {
  it('of a note that shall be kept was about New Taiwan dollars', () => {
    expect(read('note-keep.intent', NOTE_1)).toEqual({ ...NOTE_1, currency: 'TWD' });
    expect(liftNoteKeepIntent1({ ...NOTE_1, card: CARD as never })).toEqual({ ...NOTE_1, currency: 'TWD' });
  });

  it('of an act that the issuer shall do was about New Taiwan dollars', () => {
    expect(read('act.intent', LOCK_1)).toEqual({ ...LOCK_1, currency: 'TWD' });
    expect(liftActIntent1(LOCK_1 as never)).toEqual({ ...LOCK_1, currency: 'TWD' });
  });

  it('of a slip told of no refusal, and meant what it means today', () => {
    const slip = { what: 'claim', printed: false, detail: 'paper-out' };
    expect(read('slip', slip)).toEqual(slip);
    expect(() => read('slip', { ...slip, what: 'refusal' })).toThrow(UnknownRecord);
    expect(read('slip', { v: 2, ...slip, what: 'refusal' })).toEqual({ ...slip, what: 'refusal' });
  });

  it('of an act that collects one amount is a sum of one', () => {
    const collect = { ...LOCK_1, order: { act: 'collect', adjustment: 'X1', amount: 100 } };
    const lifted = { act: 'collect', parts: [{ id: 'X1', amount: 100 }], amount: 100 };
    expect(read('act.intent', collect)).toEqual({ ...LOCK_1, order: lifted, currency: 'TWD' });
    expect(read('act.intent', { v: 2, ...collect, currency: 'TWD' })).toEqual({ ...LOCK_1, order: lifted, currency: 'TWD' });
    expect(read('act.intent', { v: 3, ...LOCK_1, order: lifted, currency: 'TWD' })).toMatchObject({ order: lifted });
    expect(() => read('act.intent', { v: 3, ...collect, currency: 'TWD' })).toThrow(UnknownRecord);
  });
});

describe('a body of today', () => {
  it('names its version, unless there was only one', () => {
    const note = { ...NOTE_1, card: CARD as never, currency: 'TWD' } as const;
    expect(canonicalJson(writtenBody('note-keep.intent', note))).toContain('"v":2');
    expect(writtenBody('note-found', { credited: false, detail: '' })).not.toHaveProperty('v');
  });

  it('reads as it was written', () => {
    const note = { ...NOTE_1, card: CARD as never, currency: 'TWD' } as const;
    expect(read('note-keep.intent', writtenBody('note-keep.intent', note))).toEqual(note);
  });
});

describe('a record that is not understood', () => {
  const unknown: Readonly<Record<string, readonly [string, string]>> = {
    'of a kind that nobody wrote yet': ['hopper-paid', '{}'],
    'of a name that every object has': ['toString', '{}'],
    'in a version that nobody wrote yet': ['slip', '{"v":3,"what":"receipt","printed":true,"detail":""}'],
    'in a version that is no number': ['slip', '{"v":"1","what":"receipt","printed":true,"detail":""}'],
    'without a member': ['claim', '{"code":"K15-1"}'],
    'with a member too many': ['claim', '{"code":"K15-1","amount":5,"paid":true}'],
    'with a fraction of a dollar': ['claim', '{"code":"K15-1","amount":0.5}'],
    'with a word that means nothing': ['note-keep.outcome', '{"end":"burnt","value":5,"by":"device","counters":null,"detail":""}'],
    'that is no JSON': ['slip', '{'],
    'that is no object': ['slip', '7'],
  };

  it.each(Object.entries(unknown))('%s is refused by its number and kind', (_, [kind, body]) => {
    const stored = storedRecord({ seq: 12, kind, body });
    expect(() => parseRecord(stored)).toThrow(UnknownRecord);
    expect(() => parseRecord(stored)).toThrow(`journal record 12 (${kind}) is not understood by this version of the software`);
  });
});
