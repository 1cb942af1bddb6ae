import { expect, it } from 'vitest';
import { declineCodes } from '../rules/declineCode.ts';
import type { Ask } from '../rules/question.ts';
import { ask, cobrandedCard, easyCard, iPass, linkedCard, pingtungCard, type Words } from '../rules/testing.ts';
import { errorCatalogue } from './errorCatalogue.ts';

const linked = { linked: true, enabled: true, ownerIsHolder: true, usedToday: 0, usedThisMonthForOthers: 0 };

/** Cards of every sort, in every state that has a code. */
const cards: readonly Words[] = [easyCard(), cobrandedCard(), linkedCard(), iPass(), pingtungCard({ expiresOn: '2026-03-01' })].flatMap(
  (card) =>
    [
      {},
      { status: 'blocked' },
      { status: 'refunded' },
      { status: 'locked' },
      { expiresOn: '2026-05-11' },
      { damaged: true },
      { registered: true },
      { product: 'debit', registered: true },
      { balance: 9_990, uses: 9, firstUsedOn: '2020-01-01' },
      { balance: 5, useRecordsInLast6: 0 },
      { autoload: { ...linked, linked: false } },
      { autoload: { ...linked, enabled: false } },
      { autoload: { ...linked, usedToday: 3_000 }, balance: 20 },
      { cobranded: { creditCardActivated: false, autoloadOpened: false } },
    ].map((change) => ({ ...card, ...change })),
);

const questions: readonly (readonly [Ask, Words])[] = [
  ['topUp', {}],
  ['autoload', {}],
  ['purchaseAutoload', { price: 1_280 }],
  ['enableAutoload', { menu: 'account-link' }],
  ['enableAutoload', { menu: 'cobranded' }],
  ['setAutoloadLimit', { limit: 1_000 }],
  ['refund', {}],
  ['extend', {}],
  ['lossLiability', { reportedAt: '2026-05-12T10:00:00+08:00', misuseAt: '2026-05-12T09:00:00+08:00', channel: 'online' }],
  ['lossFee', { previousLosses: 0, replace: false }],
  ['paperRecords', { pages: 1 }],
  ['reopen', {}],
  ['exchange', { cause: 'damage' }],
  ['linkCard', { source: 'wallet', ownerIsHolder: true, walletCards: 20, allCards: 20, othersCards: 0, alreadyLinked: false }],
  ['refundDesk', { readable: true, appearance: 'normal', legible: [], claimedBy: 'holder', desk: 'station' }],
  ['damageFee', { causedBy: 'holder' }],
  ['place', { cards: 2 }],
];

it('the catalogue names exactly the questions that explain answers with a code', () => {
  const answered = new Set(
    questions.flatMap(([word, question]) =>
      cards.map((card) => ask(word, card, question)['code']).flatMap((code) => (typeof code === 'string' ? [`${code} ${word}`] : [])),
    ),
  );
  const named = declineCodes.flatMap((code) =>
    errorCatalogue[code].raisedBy
      .filter((place) => place.startsWith('explain '))
      .map((place) => `${code} ${place.slice('explain '.length)}`),
  );
  expect(named.toSorted()).toEqual([...answered].toSorted());
});
