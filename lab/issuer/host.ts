import type { KeyObject } from 'node:crypto';
import { type Clock, taipeiDate } from '../../hardware/ports/clock.ts';
import { type AnswerOf, OPERATIONS, type OperationName, type RequestOf } from '../../station/issuer/protocol/operations.ts';
import { holdAct, reverseAct, settleAct } from './actBook.ts';
import type { Books } from './books.ts';
import { type AccountKind, drawnForOthers, drawnOn, cardHashOf, kindOfAccount } from './cardBook.ts';
import { openAdjustments } from './collection.ts';
import { lockChanges } from './lockList.ts';
import { keepRecords } from './machineJournal.ts';
import { signCentreWord } from '../../station/journal/archive/centreWord.ts';

/** The issuer behind its door: what a request means, whatever carried it. */
export interface IssuerHost {
  /**
   * Answers one request that has its schema's form, in one durable transaction.
   * @throws KeyReused when the key of an act stands for something else.
   */
  handle<Name extends OperationName>(name: Name, request: RequestOf<Name>): AnswerOf<Name>;
}

type Handlers = { readonly [Name in OperationName]: (request: RequestOf<Name>, today: string) => AnswerOf<Name> };

/** @param centreKey signs what is kept of a machine's journal; left out: nothing is signed */
export function createIssuerHost(books: Books, clock: Pick<Clock, 'wallMs'>, centreKey?: KeyObject): IssuerHost {
  const handlers: Handlers = {
    lookup: ({ card }, today) => lookUp(books, card, today),
    activation: (request, today) => holdAct(books, 'activation', request, today),
    authorisation: (request, today) => holdAct(books, 'authorisation', request, today),
    refund: (request, today) => holdAct(books, 'refund', request, today),
    extension: (request, today) => holdAct(books, 'extension', request, today),
    collection: (request, today) => holdAct(books, 'collection', request, today),
    pass: (request, today) => holdAct(books, 'pass', request, today),
    advice: (request) => settleAct(books, request),
    reversal: (request, today) => reverseAct(books, request, today),
    'lock-list': ({ after }) => lockChanges(books, after),
    upload: (request) => signed(request, keepRecords(books, request), centreKey),
  };
  return {
    handle(name, request) {
      const today = taipeiDate(clock.wallMs());
      return books.transaction(() => handlers[name](request, today)).immediate();
    },
  };
}

function lookUp(books: Books, number: string, today: string): AnswerOf<'lookup'> {
  const card = cardHashOf(books, number);
  if (card === null) return { outcome: 'unknown-card' };
  const { registered, status, account, uses, firstUsedOn } = card;
  return {
    outcome: 'known',
    registered,
    status,
    link:
      account === null
        ? null
        : {
            ...menuOf(card.product, kindOfAccount(books, account)),
            enabled: card.enabled,
            ownerIsHolder: card.ownerIsHolder,
            perTimeLimit: card.perTimeLimit,
            perDayLimit: card.perDayLimit,
            usedToday: drawnOn(books, number, today),
            usedThisMonthForOthers: card.ownerIsHolder ? 0 : drawnForOthers(books, account, today),
            ...(card.creditCardActivated === null ? {} : { creditCardActivated: card.creditCardActivated }),
          },
    uses,
    firstUsedOn,
    adjustments: openAdjustments(books, number),
  };
}

/** Only an account link that leads to a bank says where it leads. */
function menuOf(product: string, account: AccountKind): { menu: 'account-link' | 'cobranded'; account?: 'bank' } {
  if (product === 'cobranded') return { menu: 'cobranded' };
  return account === 'bank' ? { menu: 'account-link', account } : { menu: 'account-link' };
}

export const isOperation = (name: string): name is OperationName => Object.hasOwn(OPERATIONS, name);

function signed({ machine, epoch }: RequestOf<'upload'>, answer: AnswerOf<'upload'>, centreKey?: KeyObject): AnswerOf<'upload'> {
  if (centreKey === undefined || answer.outcome !== 'kept') return answer;
  const { upto: seq, hash } = answer;
  return { ...answer, signature: signCentreWord({ machine, epoch, upto: { seq, hash } }, centreKey) };
}
