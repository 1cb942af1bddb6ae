import { describe, expect, it } from 'vitest';
import { revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { dockCards } from '../devices/card/preparedCards.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { type AnswerOf, OPERATIONS, type OperationName } from '../../station/issuer/protocol/operations.ts';
import { openBooks } from '../issuer/books.ts';
import { createIssuerHost } from '../issuer/host.ts';
import { lockChanges } from '../issuer/lockList.ts';
import { sow } from '../issuer/seed.ts';
import { seedOf } from './preparedIssuer.ts';

const clock = new VirtualClock();
const cards = dockCards(clock.wallMs());

/** The reference issuer with the books to the dock's cards; acts are asked for with what a machine would know. */
function issuer() {
  const books = openBooks(':memory:');
  sow(books, seedOf(cards, clock.wallMs()));
  const host = createIssuerHost(books, clock);
  let keys = 0;
  const ask = <Name extends OperationName>(name: Name, id: string, more: object = {}): AnswerOf<Name> => {
    const card = cards.find((one) => one.id === id);
    if (card === undefined) throw new Error(`no card ${id}`);
    keys += 1;
    const act = { key: `a-key-of-this-test-${keys}`, at: '2026-03-05T14:00:00+08:00', ...more };
    const request = { machine: 'BL18-03', card: revealCardNumber(card.host.number), ...(name === 'lookup' ? {} : act) };
    const parsed = OPERATIONS[name].request.parse(request);
    return host.handle(name, parsed as never);
  };
  return { books, ask };
}

const purse = { balance: 60, sequence: 7 };
const draw = { ...purse, amount: 500 };
const enable = { menu: 'account-link', confirmations: 1 };
const enableCobranded = { menu: 'cobranded', confirmations: 2 };
const extend = { expiresOn: null };

describe('the issuer’s books to the cards on the dock', () => {
  it.each<[string, OperationName, object, object]>([
    ['autoload', 'authorisation', draw, { outcome: 'approved', amount: 500 }],
    ['autoload-not-enabled', 'authorisation', draw, { outcome: 'refused', code: 'K05' }],
    ['autoload-not-enabled', 'activation', enable, { outcome: 'approved' }],
    ['autoload-no-funds', 'authorisation', draw, { outcome: 'refused', code: 'K08' }],
    ['ordinary', 'authorisation', draw, { outcome: 'refused', code: 'K04' }],
    ['cobranded', 'activation', enableCobranded, { outcome: 'approved' }],
    ['cobranded', 'refund', purse, { outcome: 'approved', transfer: 60 }],
    ['cobranded-not-activated', 'activation', enableCobranded, { outcome: 'refused', code: 'K13' }],
    ['student-near-expiry', 'extension', extend, { outcome: 'approved', concessionEnds: true }],
    ['near-expiry', 'extension', extend, { outcome: 'approved', concessionEnds: false }],
    ['ipass-concession', 'extension', extend, { outcome: 'approved', concessionEnds: false }],
    ['ipass-concession-too-late', 'extension', extend, { outcome: 'refused', code: 'K20' }],
    ['blocked', 'authorisation', draw, { outcome: 'refused', code: 'K03' }],
    ['refunded', 'refund', purse, { outcome: 'refused', code: 'K02' }],
    ['adjustment', 'lookup', {}, { outcome: 'known', adjustments: [{ amount: 100 }] }],
  ])('answer for "%s", asked for %s', (id, name, more, answer) => {
    expect(issuer().ask(name, id, more)).toMatchObject(answer);
  });

  it('say whether an account link leads to a bank', () => {
    const { ask } = issuer();
    expect(ask('lookup', 'bank-account')).toMatchObject({ link: { menu: 'account-link', account: 'bank', enabled: false } });
    expect(ask('lookup', 'autoload-not-enabled')).not.toHaveProperty('link.account');
  });

  it('hand out what waits for a card once', () => {
    const { ask } = issuer();
    const known = ask('lookup', 'adjustment');
    const adjustments = known.outcome === 'known' ? known.adjustments.map(({ adjustment }) => adjustment) : [];
    expect(ask('collection', 'adjustment', { ...purse, adjustments })).toEqual({ outcome: 'approved', amount: 100 });
    expect(ask('collection', 'adjustment', { ...purse, adjustments })).toMatchObject({ outcome: 'refused' });
  });

  it('list the lost card', () => {
    const listed = lockChanges(issuer().books, 0).changes.map(({ card }) => card);
    const lost = cards.filter(({ host }) => host.status === 'blocked').map(({ host }) => revealCardNumber(host.number));
    expect(listed).toEqual(lost);
    expect(lost).not.toEqual([]);
  });

  it('know every card of the dock', () => {
    const { ask } = issuer();
    for (const { id } of cards) expect(ask('lookup', id), id).toMatchObject({ outcome: 'known' });
  });
});
