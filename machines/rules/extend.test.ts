import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const extend = (card: Words, day = '2026-05-12'): Words => ask('extend', card, { at: `${day}T10:00:00+08:00` });

describe('the window of the Pingtung card', () => {
  it.each([
    ['2026-05-20', '2026-04-19', 'too-early'],
    ['2026-05-20', '2026-04-20', 'window'],
    ['2026-05-20', '2026-05-20', 'window'],
    ['2026-05-20', '2026-05-21', 'window'],
    ['2026-05-20', '2026-06-20', 'window'],
    ['2026-05-20', '2026-06-21', 'too-late'],
    ['2026-01-31', '2025-12-30', 'too-early'],
    ['2026-01-31', '2025-12-31', 'window'],
    ['2026-01-31', '2026-02-28', 'window'],
    ['2026-01-31', '2026-03-01', 'too-late'],
    ['2028-01-31', '2028-02-29', 'window'],
    ['2028-01-31', '2028-03-01', 'too-late'],
    ['2026-03-31', '2026-02-27', 'too-early'],
    ['2026-03-31', '2026-02-28', 'window'],
    ['2026-03-31', '2026-04-30', 'window'],
    ['2026-03-31', '2026-05-01', 'too-late'],
    ['2028-02-29', '2028-01-28', 'too-early'],
    ['2028-02-29', '2028-01-29', 'window'],
    // The last day of a month: open until the last day of the next one.
    ['2028-02-29', '2028-03-31', 'window'],
    ['2028-02-29', '2028-04-01', 'too-late'],
    ['2026-02-28', '2026-03-31', 'window'],
    ['2026-02-28', '2026-04-01', 'too-late'],
    ['2026-04-30', '2026-03-29', 'too-early'],
    ['2026-04-30', '2026-03-30', 'window'],
    ['2026-04-30', '2026-05-31', 'window'],
    ['2026-04-30', '2026-06-01', 'too-late'],
    ['2026-04-29', '2026-05-29', 'window'],
    ['2026-04-29', '2026-05-30', 'too-late'],
    ['2028-02-28', '2028-03-28', 'window'],
    ['2028-02-28', '2028-03-29', 'too-late'],
    ['2026-12-31', '2027-01-31', 'window'],
    ['2026-12-31', '2027-02-01', 'too-late'],
    ['2026-12-15', '2027-01-15', 'window'],
    ['2026-12-15', '2027-01-16', 'too-late'],
  ])('valid until %s, on %s: %s (R-004-33, R-004-36)', (expiresOn, day, reason) => {
    const answer = extend(pingtungCard({ expiresOn }), day);
    expect(answer['reason']).toBe(reason);
    expect(answer['outcome']).toBe(reason === 'window' ? 'allow' : 'deny');
    expect(clausesOf(answer)).toContain('R-004-33');
  });

  it('its days are days in Taipei (R-004-33)', () => {
    const until = (at: string): unknown => ask('extend', pingtungCard({ expiresOn: '2026-05-20' }), { at })['reason'];
    expect(until('2026-06-20T15:59:59Z')).toBe('window');
    expect(until('2026-06-20T16:00:00Z')).toBe('too-late');
    expect(until('2026-04-19T15:59:59Z')).toBe('too-early');
    expect(until('2026-04-19T16:00:00Z')).toBe('window');
  });

  it('inside it the extension is free (R-004-33)', () => {
    expect(extend(pingtungCard({ expiresOn: '2026-05-20' }))).toMatchObject({ outcome: 'allow', fee: 0 });
  });

  it.each([
    ['2026-05-20', '2026-05-12', '2026-05-31'],
    ['2026-05-20', '2026-04-30', '2026-04-30'],
    ['2026-05-20', '2026-06-01', '2026-06-30'],
    ['2026-12-15', '2027-01-10', '2027-01-31'],
    ['2028-03-15', '2028-02-20', '2028-02-29'],
    ['2026-03-15', '2026-02-20', '2026-02-28'],
  ])('valid until %s, extended on %s: the new term counts from %s (R-004-34)', (expiresOn, day, newTermFrom) => {
    const answer = extend(pingtungCard({ expiresOn }), day);
    expect(answer).toMatchObject({ outcome: 'allow', reason: 'window', newTermFrom });
    expect(clausesOf(answer)).toContain('R-004-34');
  });

  it('after it: K20, 20 at a counter (R-004-36, R-004-35)', () => {
    const answer = extend(pingtungCard({ expiresOn: '2026-05-20' }), '2026-06-21');
    expect(answer).toMatchObject({ outcome: 'deny', code: 'K20', reason: 'too-late', fee: 20 });
    expect(clausesOf(answer)).toEqual(expect.arrayContaining(['R-004-36', 'R-004-35']));
    expect(answer).not.toHaveProperty('newTermFrom');
  });

  it('before it: no code, no fee (R-004-33)', () => {
    expect(extend(pingtungCard({ expiresOn: '2026-09-30' }))).toEqual({ outcome: 'deny', reason: 'too-early', clauses: ['R-004-33'] });
  });

  it('without a date there is no window: staff (R-004-33)', () => {
    expect(extend(pingtungCard())).toEqual({ outcome: 'route', reason: 'staff', clauses: ['R-004-33'] });
  });
});

describe('other cards', () => {
  it.each([
    ['valid', cobrandedCard({ expiresOn: '2026-05-31' })],
    ['expired', cobrandedCard({ expiresOn: '2026-04-30' })],
    ['without a name', cobrandedCard({ registered: false, expiresOn: '2026-04-30' })],
  ])('a co-branded card, %s: ends with its credit card (R-002-14)', (_, card) => {
    expect(extend(card)).toEqual({ outcome: 'deny', reason: 'not-extendable', clauses: ['R-002-14'] });
  });

  it.each(['ordinary', 'student', 'concession', 'senior', 'charity', 'companion', 'citizen', 'special', 'telecom', 'debit'])(
    '%s EasyCard: staff, once it is due and not before (R-003-17, R-003-81)',
    (product) => {
      for (const deposit of product === 'debit' ? [false] : [false, true]) {
        const until = (expiresOn?: string): Words => extend(easyCard({ product, deposit, expiresOn }));
        const tooEarly = { outcome: 'deny', reason: 'too-early', clauses: ['R-003-17'] };
        const byStaff = { outcome: 'route', reason: 'staff', clauses: ['R-003-17'] };
        expect(until('2040-01-01')).toEqual(tooEarly);
        expect(until('2026-05-13')).toEqual(tooEarly);
        expect(until('2026-05-12')).toEqual(byStaff);
        expect(until('2026-05-11')).toEqual(byStaff);
        expect(until('2010-01-01')).toEqual(byStaff);
        expect(until()).toEqual(byStaff);
      }
    },
  );

  it('the last day is a day in Taipei (R-003-17)', () => {
    const at = (instant: string): unknown => ask('extend', easyCard({ expiresOn: '2026-05-12' }), { at: instant })['reason'];
    expect(at('2026-05-11T15:59:59Z')).toBe('too-early');
    expect(at('2026-05-11T16:00:00Z')).toBe('staff');
  });

  it('iPASS in general: staff, early or late (R-004-33)', () => {
    for (const expiresOn of ['2026-05-20', '2036-05-20', '2020-05-20', undefined]) {
      expect(extend(iPass({ expiresOn }))).toMatchObject({ outcome: 'route', reason: 'staff' });
    }
  });

  it.each([
    ['an EasyCard that is due', easyCard({ expiresOn: '2026-05-12', damaged: true })],
    ['an EasyCard that is not due', easyCard({ expiresOn: '2040-01-01', damaged: true })],
    ['an expired one', easyCard({ expiresOn: '2020-01-01', damaged: true })],
    ['a co-branded card', cobrandedCard({ damaged: true })],
  ])('damaged, %s: K16 (R-003-80, R-003-17)', (_, card) => {
    expect(extend(card)).toEqual({ outcome: 'deny', code: 'K16', clauses: ['R-003-80'] });
  });

  it('a damaged iPASS is not turned away for it (R-004-33)', () => {
    expect(extend(pingtungCard({ expiresOn: '2026-05-20', damaged: true }))).toMatchObject({ outcome: 'allow' });
  });

  it.each([
    [easyCard({ status: 'blocked' }), 'K03'],
    [easyCard({ status: 'blocked', damaged: true }), 'K03'],
    [easyCard({ status: 'refunded' }), 'K02'],
    [pingtungCard({ status: 'locked', expiresOn: '2026-05-20' }), 'K03'],
    [cobrandedCard({ status: 'refunded' }), 'K02'],
  ])('a card that is turned away for what it is, %#: %s (R-003-65, R-001-29)', (card, code) => {
    const answer = extend(card);
    expect(answer).toMatchObject({ outcome: 'deny', code });
    expect(answer).not.toHaveProperty('reason');
  });
});
