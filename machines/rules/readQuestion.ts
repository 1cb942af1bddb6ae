import { dollars } from '../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { Fields, isRecord } from './fields.ts';
import type { Ask, Question } from './question.ts';
import { readCard } from './readCard.ts';

const asks: readonly [Ask, ...Ask[]] = [
  'topUp',
  'autoload',
  'purchaseAutoload',
  'enableAutoload',
  'setAutoloadLimit',
  'refund',
  'extend',
  'lossLiability',
  'lossFee',
  'paperRecords',
  'reopen',
  'exchange',
  'linkCard',
  'refundDesk',
  'damageFee',
  'place',
];

/**
 * A question of the explain contract (rulebook, section 11.1) from parsed JSON, or what is wrong with it. Nothing is
 * guessed: wrong types, days that do not exist, instants without an offset, a product of the other issuer and
 * fields that the contract does not know are all refused.
 */
export function readQuestion(value: unknown): Result<Question, string> {
  if (!isRecord(value)) return fail('not a JSON object');
  const fields = new Fields(value, '');
  const question = questionIn(fields);
  const fault = fields.end();
  return fault === null ? ok(question) : fail(fault);
}

function questionIn(fields: Fields): Question {
  const id = fields.text('id');
  const ask = fields.choice('ask', asks);
  const atMs = fields.instant('at');
  if (ask === 'place') {
    const cards = fields.count('cards');
    return fields.has('card') ? { id, ask, atMs, cards, card: readCard(fields) } : { id, ask, atMs, cards };
  }
  const card = readCard(fields);
  switch (ask) {
    case 'topUp':
      return {
        id,
        ask,
        atMs,
        card,
        ...(fields.has('inserted') && { inserted: fields.amount('inserted') }),
        ...(fields.has('note') && { note: fields.amount('note') }),
      };
    case 'autoload':
    case 'extend':
      return { id, ask, atMs, card };
    case 'purchaseAutoload':
      return { id, ask, atMs, card, price: fields.amount('price') };
    case 'enableAutoload':
      return { id, ask, atMs, card, menu: fields.choice('menu', ['account-link', 'cobranded']) };
    case 'setAutoloadLimit':
      return { id, ask, atMs, card, limit: fields.signedAmount('limit') };
    case 'refund': {
      const postage = fields.has('postage') ? fields.amount('postage') : dollars(0);
      return { id, ask, atMs, card, postage, lost: fields.has('lost') && fields.boolean('lost') };
    }
    case 'lossLiability': {
      const reportedAtMs = fields.instant('reportedAt');
      const misuseAtMs = fields.instant('misuseAt');
      return { id, ask, atMs, card, reportedAtMs, misuseAtMs, channel: fields.choice('channel', ['offline', 'online', 'autoload']) };
    }
    case 'lossFee':
      return { id, ask, atMs, card, previousLosses: fields.count('previousLosses'), replace: fields.boolean('replace') };
    case 'paperRecords':
      return { id, ask, atMs, card, pages: fields.count('pages') };
    case 'reopen': {
      const reason = fields.has('reason') ? fields.choice('reason', ['terminated', 'lost-found', 'moved-back']) : 'terminated';
      return { id, ask, atMs, card, reason };
    }
    case 'exchange':
      return { id, ask, atMs, card, cause: fields.choice('cause', ['damage', 'data-change', 'issuer-fault']) };
    case 'linkCard':
      return {
        id,
        ask,
        atMs,
        card,
        source: fields.choice('source', ['wallet', 'bank']),
        ownerIsHolder: fields.boolean('ownerIsHolder'),
        walletCards: fields.count('walletCards'),
        allCards: fields.count('allCards'),
        othersCards: fields.count('othersCards'),
        alreadyLinked: fields.boolean('alreadyLinked'),
      };
    case 'refundDesk':
      if (card.product !== 'concession-pingtung') fields.refuse('card', 'only of a concession-pingtung card do the terms say this');
      return {
        id,
        ask,
        atMs,
        card,
        readable: fields.boolean('readable'),
        appearance: fields.choice('appearance', ['normal', 'damaged']),
        legible: fields.choices('legible', ['number', 'name', 'photo']),
        claimedBy: fields.choice('claimedBy', ['holder', 'agent']),
        desk: fields.choice('desk', ['station', 'township']),
        previousLosses: fields.has('previousLosses') ? fields.count('previousLosses') : 0,
      };
    case 'damageFee':
      if (card.issuer !== 'easycard') fields.refuse('card', 'only EasyCard leases cards for a deposit that damage is paid from');
      return { id, ask, atMs, card, causedBy: fields.choice('causedBy', ['holder', 'issuer']) };
  }
}
