import { type Autoload, type Card, productsOf } from './card.ts';
import type { Fields } from './fields.ts';

/** The card of a question; what is wrong with it is kept in `fields`. */
export function readCard(fields: Fields): Card {
  const card = fields.object('card');
  const issuer = card.choice('issuer', ['easycard', 'ipass']);
  const product = card.choice('product', productsOf[issuer]);
  const read: Card = {
    issuer,
    product,
    registered: card.boolean('registered'),
    deposit: card.has('deposit') && card.boolean('deposit'),
    balance: card.signedAmount('balance'),
    status: card.has('status') ? card.choice('status', ['active', 'locked', 'refunded', 'blocked']) : 'active',
    damaged: card.has('damaged') && card.boolean('damaged'),
    ...(card.has('expiresOn') && { expiresOn: card.date('expiresOn') }),
    ...(card.has('uses') && { uses: card.count('uses') }),
    ...(card.has('useRecordsInLast6') && { useRecordsInLast6: card.count('useRecordsInLast6', 6) }),
    ...(card.has('firstUsedOn') && { firstUsedOn: card.date('firstUsedOn') }),
    ...(card.has('issuedOn') && { issuedOn: card.date('issuedOn') }),
    ...(card.has('cobranded') && { cobranded: readCobranded(card) }),
    ...(card.has('autoload') && { autoload: readAutoload(card) }),
  };
  if (read.deposit && (issuer === 'ipass' || product === 'cobranded' || product === 'debit')) {
    card.refuse('deposit', 'only EasyCard leases cards for a deposit, and none of a bank');
  }
  fields.endOf(card);
  return read;
}

function readCobranded(card: Fields): NonNullable<Card['cobranded']> {
  const bank = card.object('cobranded');
  const read = { creditCardActivated: bank.boolean('creditCardActivated'), autoloadOpened: bank.boolean('autoloadOpened') };
  card.endOf(bank);
  return read;
}

function readAutoload(card: Fields): Autoload {
  const link = card.object('autoload');
  const read: Autoload = {
    linked: link.boolean('linked'),
    enabled: link.boolean('enabled'),
    ownerIsHolder: link.boolean('ownerIsHolder'),
    usedToday: link.amount('usedToday'),
    usedThisMonthForOthers: link.amount('usedThisMonthForOthers'),
    ...(link.has('perTimeLimit') && { perTimeLimit: link.amount('perTimeLimit') }),
    ...(link.has('perDayLimit') && { perDayLimit: link.amount('perDayLimit') }),
  };
  card.endOf(link);
  return read;
}
