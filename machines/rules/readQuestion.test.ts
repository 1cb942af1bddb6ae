import { describe, expect, it } from 'vitest';
import { explainLine } from './explain.ts';
import { ask, cobrandedCard, easyCard, iPass, linkedCard, NOW, pingtungCard, type Words } from './testing.ts';

const topUp = { id: 'q', ask: 'topUp', at: NOW, card: easyCard() };

/** What is wrong with a question. */
function faultOf(question: unknown): unknown {
  const { ok, text } = explainLine(JSON.stringify(question), 7);
  const { error, ...more } = JSON.parse(text) as Words;
  expect(ok).toBe(false);
  expect(more['line']).toBe(7);
  return error;
}

describe('a question that is none', () => {
  it.each([[null], [[]], ['topUp'], [42], [true]])('%j', (value) => {
    expect(faultOf(value)).toBe('not a JSON object');
  });

  it.each([
    ['id', 'id: missing'],
    ['ask', 'ask: missing'],
    ['at', 'at: missing'],
    ['card', 'card: missing'],
  ])('without %s', (name, fault) => {
    expect(faultOf({ ...topUp, [name]: undefined })).toBe(fault);
  });

  it.each([
    [{ id: 7 }, 'id: not a text'],
    [{ ask: 'topup' }, 'ask: not one of topUp, autoload,'],
    [{ at: '2026-05-12T10:00:00' }, 'at: not an instant with its offset'],
    [{ at: '2026-02-30T10:00:00+08:00' }, 'at: not an instant'],
    [{ at: 1_780_000_000_000 }, 'at: not an instant'],
    [{ card: 'easycard' }, 'card: not an object'],
    [{ card: [] }, 'card: not an object'],
    [{ inserted: -100 }, 'inserted: not from 0'],
    [{ inserted: 100.5 }, 'inserted: not a whole number'],
    [{ inserted: '100' }, 'inserted: not a whole number'],
    [{ inserted: null }, 'inserted: not a whole number'],
    [{ note: 1e300 }, 'note: not from 0 to 1000000000000'],
    [{ price: 100 }, 'price: unknown field'],
    [{ insertd: 100 }, 'insertd: unknown field'],
  ])('%j: %s', (change, fault) => {
    expect(faultOf({ ...topUp, ...change })).toContain(fault);
  });

  it.each([
    [{ issuer: 'octopus' }, 'card.issuer: not one of easycard, ipass'],
    [{ issuer: 'ipass' }, 'card.product: not one of general, concession-pingtung'],
    [{ product: 'general' }, 'card.product: not one of ordinary,'],
    [{ product: 'ORDINARY' }, 'card.product: not one of'],
    [{ registered: 'yes' }, 'card.registered: not true or false'],
    [{ registered: undefined }, 'card.registered: missing'],
    [{ balance: 1.5 }, 'card.balance: not a whole number'],
    [{ balance: -1e13 }, 'card.balance: not from -1000000000000'],
    [{ balance: undefined }, 'card.balance: missing'],
    [{ status: 'not-activated' }, 'card.status: not one of active, locked, refunded, blocked'],
    [{ expiresOn: '2026-02-29' }, 'card.expiresOn: not a date YYYY-MM-DD that exists'],
    [{ issuedOn: null }, 'card.issuedOn: not a date'],
    [{ firstUsedOn: '12.5.2026' }, 'card.firstUsedOn: not a date'],
    [{ uses: -1 }, 'card.uses: not from 0'],
    [{ useRecordsInLast6: 7 }, 'card.useRecordsInLast6: not from 0 to 6'],
    [{ damaged: 1 }, 'card.damaged: not true or false'],
    [{ damagd: true }, 'card.damagd: unknown field'],
    [{ cobranded: true }, 'card.cobranded: not an object'],
    [{ cobranded: { creditCardActivated: true } }, 'card.cobranded.autoloadOpened: missing'],
    [{ autoload: { linked: true } }, 'card.autoload.enabled: missing'],
    [{ deposit: true, product: 'debit' }, 'card.deposit: only EasyCard leases cards'],
  ])('a card with %j: %s', (change, fault) => {
    expect(faultOf({ ...topUp, card: easyCard(change) })).toContain(fault);
  });

  it.each([iPass({ deposit: true }), cobrandedCard({ deposit: true })])('a deposit where there is none, %#', (card) => {
    expect(faultOf({ ...topUp, card })).toContain('card.deposit: only EasyCard leases cards');
  });

  it.each([
    [{ usedToday: -1 }, 'card.autoload.usedToday: not from 0'],
    [{ perDayLimit: 0.5 }, 'card.autoload.perDayLimit: not a whole number'],
    [{ limit: 500 }, 'card.autoload.limit: unknown field'],
  ])('a link with %j: %s', (link, fault) => {
    expect(faultOf({ ...topUp, card: linkedCard(link) })).toContain(fault);
  });

  it.each([
    ['purchaseAutoload', {}, 'price: missing'],
    ['purchaseAutoload', { price: -1 }, 'price: not from 0'],
    ['enableAutoload', { menu: 'credit' }, 'menu: not one of account-link, cobranded'],
    ['setAutoloadLimit', { limit: 500.5 }, 'limit: not a whole number'],
    ['refund', { postage: -28 }, 'postage: not from 0'],
    ['refund', { lost: 'no' }, 'lost: not true or false'],
    ['lossLiability', { reportedAt: NOW, misuseAt: NOW, channel: 'phone' }, 'channel: not one of offline, online, autoload'],
    ['lossLiability', { reportedAt: NOW, misuseAt: '2026-05-12', channel: 'online' }, 'misuseAt: not an instant'],
    ['lossFee', { previousLosses: -1, replace: false }, 'previousLosses: not from 0'],
    ['lossFee', { previousLosses: 0 }, 'replace: missing'],
    ['paperRecords', { pages: -1 }, 'pages: not from 0'],
    ['paperRecords', { pages: 1, cards: 1 }, 'cards: unknown field'],
    ['place', {}, 'cards: missing'],
    ['reopen', { reason: 'stolen' }, 'reason: not one of terminated, lost-found, moved-back'],
    ['reopen', { cause: 'damage' }, 'cause: unknown field'],
    ['exchange', {}, 'cause: missing'],
    ['exchange', { cause: 'loss' }, 'cause: not one of damage, data-change, issuer-fault'],
    ['linkCard', { source: 'cash' }, 'source: not one of wallet, bank'],
    ['linkCard', { source: 'wallet', ownerIsHolder: 1 }, 'ownerIsHolder: not true or false'],
    ['linkCard', { source: 'wallet', ownerIsHolder: true, walletCards: -1 }, 'walletCards: not from 0'],
    ['linkCard', { source: 'wallet', ownerIsHolder: true, walletCards: 0, allCards: 1.5 }, 'allCards: not a whole number'],
    ['damageFee', {}, 'causedBy: missing'],
    ['damageFee', { causedBy: 'merchant' }, 'causedBy: not one of holder, issuer'],
    ['refundDesk', {}, 'card: only of a concession-pingtung card'],
  ] as const)('%s with %j: %s', (word, question, fault) => {
    expect(ask(word, easyCard(), question)['error']).toContain(fault);
  });
});

describe('a question about a card that the terms do not speak of', () => {
  it('a desk of Pingtung, and a deposit', () => {
    expect(ask('refundDesk', iPass())['error']).toContain('card: only of a concession-pingtung card do the terms say this');
    expect(ask('damageFee', iPass(), { causedBy: 'holder' })['error']).toContain('card: only EasyCard leases cards for a deposit');
  });
});

describe('a list of choices', () => {
  const desk = { readable: false, appearance: 'damaged', claimedBy: 'holder', desk: 'station' };
  const legible = (list: unknown): Words => ask('refundDesk', pingtungCard(), { ...desk, legible: list });

  it.each([
    ['number', 'not a list of number, name, photo'],
    [{ number: true }, 'not a list of'],
    [['number', 'signature'], 'not a list of'],
    [['number', 'number'], 'not a list of'],
    [[1], 'not a list of'],
    [undefined, 'missing'],
  ])('%j: %s', (list, fault) => {
    expect(legible(list)['error']).toContain(`legible: ${fault}`);
  });

  it('may be empty, and in any order', () => {
    expect(legible([])).toHaveProperty('asLost');
    expect(legible(['photo', 'number'])).toEqual(legible(['number', 'photo']));
  });
});

describe('what may be left out', () => {
  it('means: active, no deposit, not damaged, not lost, no postage', () => {
    const plain = easyCard({ uses: 9, firstUsedOn: '2020-01-01' });
    const spelt = { ...plain, status: 'active', deposit: false, damaged: false };
    expect(ask('refund', plain)).toEqual(ask('refund', spelt, { lost: false, postage: 0 }));
  });

  it('a limit may be any whole number: the rules refuse it, not the reader', () => {
    expect(ask('setAutoloadLimit', linkedCard(), { limit: -500 })).toMatchObject({ outcome: 'deny' });
  });
});
