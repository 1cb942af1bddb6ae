import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyReused } from './actBook.ts';
import { key, testIssuer } from './testing.ts';

const LINKED = { number: '1111222233334444', product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } };
const anna = (funds = 10_000) => testIssuer({ accounts: [{ id: 'anna', funds }], cards: [LINKED] });
const draw = (name: string, amount = 500) => ({ key: key(name), card: LINKED.number, amount, balance: 80, sequence: 7 });
const advise = (name: string) => ({ key: key(name), balance: 580, sequence: 8 });
const reverse = (name: string) => ({ key: key(name), reason: 'no-answer' as const });

it('gives the same request the same answer and takes the money once', () => {
  const issuer = anna();
  const first = issuer.ask('authorisation', draw('a'));
  expect(issuer.ask('authorisation', draw('a'))).toEqual(first);
  expect(issuer.funds('anna')).toBe(9500);
});

it('answers a repeated request as before, even after it was settled or reversed', () => {
  const issuer = anna();
  const first = issuer.ask('authorisation', draw('a'));
  issuer.ask('advice', advise('a'));
  expect(issuer.ask('authorisation', draw('a'))).toEqual(first);
  issuer.ask('authorisation', draw('b'));
  issuer.ask('reversal', reverse('b'));
  expect(issuer.ask('authorisation', draw('b'))).toMatchObject({ outcome: 'approved' });
  expect(issuer.funds('anna')).toBe(9500);
});

it('refuses a key that stands for another request', () => {
  const issuer = anna();
  issuer.ask('authorisation', draw('a'));
  expect(() => issuer.ask('authorisation', draw('a', 1000))).toThrow(KeyReused);
  expect(() => issuer.ask('extension', { key: key('a'), card: LINKED.number, expiresOn: null })).toThrow(KeyReused);
  expect(issuer.funds('anna')).toBe(9500);
});

it('gives back what is reversed, once', () => {
  const issuer = anna();
  issuer.ask('authorisation', draw('a'));
  expect(issuer.ask('reversal', reverse('a'))).toEqual({ outcome: 'reversed' });
  expect(issuer.ask('reversal', reverse('a'))).toEqual({ outcome: 'reversed' });
  expect(issuer.funds('anna')).toBe(10_000);
});

it('refuses an act whose reversal came first', () => {
  const issuer = anna();
  expect(issuer.ask('reversal', reverse('a'))).toEqual({ outcome: 'barred' });
  expect(issuer.ask('authorisation', draw('a'))).toEqual({ outcome: 'refused', code: 'reversed' });
  expect(issuer.funds('anna')).toBe(10_000);
});

it('does not undo what a card carries, and says so', () => {
  const issuer = anna();
  issuer.ask('authorisation', draw('a'));
  expect(issuer.ask('advice', advise('a'))).toEqual({ outcome: 'settled' });
  expect(issuer.ask('reversal', reverse('a'))).toEqual({ outcome: 'settled' });
  expect(issuer.funds('anna')).toBe(9500);
});

it('says that an advice came too late, or for nothing', () => {
  const issuer = anna();
  issuer.ask('authorisation', draw('a'));
  issuer.ask('reversal', reverse('a'));
  expect(issuer.ask('advice', advise('a'))).toEqual({ outcome: 'reversed' });
  expect(issuer.ask('advice', advise('b'))).toEqual({ outcome: 'unknown-act' });
});

it('takes each authorisation once or not at all, in whatever order and however often the messages come', () => {
  const message = fc.record({ what: fc.constantFrom('draw', 'advise', 'reverse'), act: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
      const issuer = anna();
      const settled = new Set<string>();
      const reversed = new Set<string>();
      const drawn = new Set<string>();
      for (const { what, act } of messages) {
        if (what === 'draw' && issuer.ask('authorisation', draw(act)).outcome === 'approved') drawn.add(act);
        if (what === 'advise' && issuer.ask('advice', advise(act)).outcome === 'settled') settled.add(act);
        if (what === 'reverse' && issuer.ask('reversal', reverse(act)).outcome !== 'settled') reversed.add(act);
      }
      expect(settled.intersection(reversed).size).toBe(0);
      expect(issuer.funds('anna')).toBe(10_000 - 500 * drawn.difference(reversed).size);
    }),
  );
});
