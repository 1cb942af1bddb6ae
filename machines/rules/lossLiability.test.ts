import { describe, expect, it } from 'vitest';
import { ask, clausesOf, cobrandedCard, easyCard, iPass, pingtungCard, type Words } from './testing.ts';

const REPORTED = Date.parse('2026-05-12T10:00:00+08:00');
const HOUR = 3_600;

/** @param seconds from the report to the misuse */
function liability(card: Words, channel: string, seconds: number): Words {
  const misuseAt = new Date(REPORTED + seconds * 1000).toISOString();
  return ask('lossLiability', card, { at: '2026-05-20T09:00:00+08:00', reportedAt: '2026-05-12T10:00:00+08:00', misuseAt, channel });
}

const named = easyCard({ registered: true });

describe('a registered EasyCard', () => {
  it.each([
    ['offline', -1, 'holder'],
    ['offline', 0, 'holder'],
    ['offline', 3 * HOUR - 1, 'holder'],
    ['offline', 3 * HOUR, 'issuer'],
    ['offline', 3 * HOUR + 1, 'issuer'],
    ['online', -1, 'holder'],
    ['online', 0, 'issuer'],
    ['online', 1, 'issuer'],
    ['autoload', -1, 'holder'],
    ['autoload', 0, 'issuer'],
  ])('%s, %i s after the report: the %s (R-003-35)', (channel, seconds, bearer) => {
    const answer = liability(named, channel, seconds);
    expect(answer['bearer']).toBe(bearer);
    expect(clausesOf(answer)).toContain('R-003-35');
  });

  it('before October 2022 the account link page counted three hours for everything (R-001-38, R-003-35)', () => {
    const then = (at: string, card: Words): unknown =>
      ask('lossLiability', card, { at, reportedAt: `${at.slice(0, 10)}T08:00:00+08:00`, misuseAt: at, channel: 'online' })['bearer'];
    expect(then('2022-09-30T10:59:59+08:00', named)).toBe('holder');
    expect(then('2022-09-30T11:00:00+08:00', named)).toBe('issuer');
    expect(then('2022-10-01T08:00:00+08:00', named)).toBe('issuer');
  });

  it.each(['offline', 'online', 'autoload'])('three hours %s by the page of 2022-02-01 (R-001-38)', (channel) => {
    const then = (misuseAt: string): Words =>
      ask('lossLiability', named, { at: '2022-03-02T00:00:00Z', reportedAt: '2022-03-01T09:00:00+08:00', misuseAt, channel });
    expect(then('2022-03-01T11:59:59+08:00')).toEqual({ bearer: 'holder', clauses: ['R-001-38'] });
    expect(then('2022-03-01T12:00:00+08:00')).toEqual({ bearer: 'issuer', clauses: ['R-001-38'] });
  });

  it('instants are compared as instants, whatever their offset (R-003-35)', () => {
    const answer = (misuseAt: string): unknown =>
      ask('lossLiability', named, { reportedAt: '2026-05-12T10:00:00+08:00', misuseAt, channel: 'offline' })['bearer'];
    expect(answer('2026-05-12T04:59:59Z')).toBe('holder');
    expect(answer('2026-05-12T05:00:00Z')).toBe('issuer');
    expect(answer('2026-05-12T01:00:00-04:00')).toBe('issuer');
  });
});

it.each(['offline', 'online', 'autoload'])('a card without a name, %s: always the holder (R-003-32, R-003-35)', (channel) => {
  const answer = liability(easyCard(), channel, 100 * HOUR);
  expect(answer).toEqual({ bearer: 'holder', clauses: ['R-003-32', 'R-003-35'] });
});

it('without a name by the page of 2022-02-01: the holder (R-001-38)', () => {
  const question = { at: '2022-03-02T00:00:00Z', reportedAt: '2022-03-01T09:00:00Z', misuseAt: '2022-03-02T09:00:00Z', channel: 'online' };
  expect(ask('lossLiability', easyCard(), question)).toEqual({ bearer: 'holder', clauses: ['R-001-38'] });
});

describe('a co-branded card', () => {
  it.each([
    ['autoload', -24 * HOUR - 1, 'holder', 'R-002-23'],
    ['autoload', -24 * HOUR, 'bank', 'R-002-23'],
    ['autoload', 0, 'bank', 'R-002-23'],
    ['autoload', 3 * HOUR - 1, 'bank', 'R-002-23'],
    ['autoload', 3 * HOUR, 'issuer', 'R-002-23'],
    ['offline', -1, 'holder', 'R-002-22'],
    ['offline', 3 * HOUR - 1, 'holder', 'R-002-22'],
    ['offline', 3 * HOUR, 'issuer', 'R-002-23'],
    ['online', -1, 'holder', 'R-003-35'],
    ['online', -1, 'holder', 'R-002-22'],
    ['online', 0, 'issuer', 'R-003-35'],
    ['online', 3 * HOUR - 1, 'issuer', 'R-002-22'],
    ['online', 3 * HOUR, 'issuer', 'R-002-23'],
    ['online', 3 * HOUR, 'issuer', 'R-003-35'],
  ])('%s, %i s after the report: the %s by %s (R-002-22, R-002-23, R-003-35, R-002-41)', (channel, seconds, bearer, clause) => {
    const answer = liability(cobrandedCard(), channel, seconds);
    expect(answer['bearer']).toBe(bearer);
    expect(clausesOf(answer)).toContain(clause);
  });
});

describe('a co-branded card without a name', () => {
  const anonymous = cobrandedCard({ registered: false, issuedOn: '2011-06-01' });

  it.each(['offline', 'online'])('%s: like cash, whenever it happens (R-002-21, R-003-32)', (channel) => {
    for (const seconds of [-1, 0, 3 * HOUR, 1_000 * HOUR]) {
      const answer = liability(anonymous, channel, seconds);
      expect(answer).toEqual({ bearer: 'holder', clauses: ['R-002-21', 'R-003-32', 'R-003-35'] });
    }
  });

  it.each([
    [-24 * HOUR - 1, 'holder'],
    [-24 * HOUR, 'bank'],
    [0, 'bank'],
    [3 * HOUR - 1, 'bank'],
    [3 * HOUR, 'bank'],
    [1_000 * HOUR, 'bank'],
  ])('autoload, %i s after the report: the %s, without an end (R-002-23)', (seconds, bearer) => {
    expect(liability(anonymous, 'autoload', seconds)).toEqual({ bearer, clauses: ['R-002-23'] });
  });

  it("by the bank's terms alone (R-002-21, R-002-23)", () => {
    const at2020 = (channel: string): Words =>
      ask('lossLiability', anonymous, {
        reportedAt: '2020-03-01T08:00:00+08:00',
        misuseAt: '2020-03-01T12:00:00+08:00',
        channel,
      });
    expect(at2020('online')).toEqual({ bearer: 'holder', clauses: ['R-002-21'] });
    expect(at2020('autoload')).toEqual({ bearer: 'bank', clauses: ['R-002-23'] });
  });
});

describe('the terms are those of the day of the misuse', () => {
  const misused = (misuseAt: string, at: string): unknown =>
    ask('lossLiability', named, { at, reportedAt: '2022-09-30T23:00:00+08:00', misuseAt, channel: 'online' })['bearer'];

  it('whenever the question is asked (R-001-38, R-003-35, R-003-91)', () => {
    for (const at of ['2022-09-30T23:59:59+08:00', '2022-10-01T00:00:00+08:00', '2026-12-01T10:00:00+08:00']) {
      expect(misused('2022-09-30T23:59:59+08:00', at)).toBe('holder');
      expect(misused('2022-10-01T00:00:00+08:00', at)).toBe('issuer');
      expect(misused('2022-09-30T16:00:00Z', at)).toBe('issuer');
    }
  });

  it('and before the first terms there is no answer (R-001-38)', () => {
    const question = { at: '2026-05-12T10:00:00+08:00', reportedAt: '2022-01-31T10:00:00+08:00', channel: 'online' };
    expect(ask('lossLiability', named, { ...question, misuseAt: '2022-01-31T23:59:59+08:00' })).toHaveProperty('error');
    expect(ask('lossLiability', named, { ...question, misuseAt: '2022-02-01T00:00:00+08:00' })).toMatchObject({ bearer: 'issuer' });
  });
});

it.each([
  ['2020-03-01T10:59:59+08:00', 'holder'],
  ['2020-03-01T11:00:00+08:00', 'issuer'],
])("a co-branded card online at %s, by the bank's terms alone: the %s, three hours after the report (R-002-22)", (misuseAt, bearer) => {
  const question = { at: '2020-03-09T12:00:00+08:00', reportedAt: '2020-03-01T08:00:00+08:00', misuseAt, channel: 'online' };
  expect(ask('lossLiability', cobrandedCard(), question)['bearer']).toBe(bearer);
});

describe('the Pingtung card', () => {
  it.each(['offline', 'online', 'autoload'])('%s: 24 hours, then the issuer (R-004-30)', (channel) => {
    expect(liability(pingtungCard(), channel, -1)['bearer']).toBe('holder');
    expect(liability(pingtungCard(), channel, 24 * HOUR - 1)['bearer']).toBe('holder');
    expect(liability(pingtungCard(), channel, 24 * HOUR)).toEqual({ bearer: 'issuer', clauses: ['R-004-30'] });
  });

  it('an iPASS without a name: always the holder (R-004-30)', () => {
    expect(liability(iPass(), 'offline', 100 * HOUR)).toEqual({ bearer: 'holder', clauses: ['R-004-30'] });
  });
});
