import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import type { CardActOrder } from '../../machines/flows/cardAct.ts';
import type { Effect } from '../../machines/flows/effects.ts';
import { someCard } from '../../tests/support/testVisit.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { createEffectRunner } from './runner.ts';
import { effectBench } from '../../lab/world/effectBench.ts';

const T1 = transactionId('T000000001');
const CARD = new CardNumber('0123456789');
const ORDER: CardActOrder = {
  card: CARD,
  issuer: 'easycard',
  cardType: 'ORD',
  balance: dollars(60),
  sequence: 7,
  details: { act: 'autoload', amount: dollars(500) },
  consent: { confirmations: 1, clauses: [] },
};

/** A station whose parts break their word and throw, and what its machines are told. */
async function broken(effect: Effect, recordBefore = false): Promise<string[]> {
  const fail = (): never => {
    throw new Error('a defect');
  };
  const line = { open: fail, close: fail, write: fail, onData: () => undefined, onLost: () => undefined };
  const bench = effectBench((clock) => createSspAcceptor({ line, clock }));
  const { journal, seal } = bench.deps;
  if (recordBefore) journal.append('note-keep.intent', T1, { card: seal.sealCard(CARD), value: 500, currency: 'TWD', counters: null });
  const acceptor = {
    ...bench.deps.acceptor,
    cashInStart: fail,
    cashInEnd: fail,
    cashInRollback: fail,
    getCounters: fail,
    onEvent: () => undefined,
  };
  const reader = { ...bench.deps.reader, readCard: fail, planAddValue: fail, applyAddValue: fail, planChange: fail };
  const auxiliaries = {
    onOperatorSwitch: () => undefined,
    onDoor: () => undefined,
    onFault: () => undefined,
    light: () => undefined,
    ringForStaff: fail,
  };
  const runner = createEffectRunner({
    ...bench.deps,
    issuer: { exchange: fail },
    acceptor,
    reader,
    printer: { getPaper: fail, print: fail },
    auxiliaries,
  });
  runner.perform(effect);
  await bench.cards.clock.advanceAsync(1_000);
  return bench.told.map(({ type }) => type);
}

describe('an effect that breaks is still answered: nobody waits for ever', () => {
  it.each<[Effect, string[]]>([
    [{ do: 'read-card', ticket: 1 }, ['CARD.UNREADABLE']],
    [{ do: 'check-card', ticket: 1, card: CARD, amount: dollars(100) }, ['CARD.CHECKED']],
    [{ do: 'cash-in-start', card: CARD, accept: [] }, ['CASH.FAILED']],
    [{ do: 'cash-in-rollback' }, ['CASH.CLOSED']],
    [{ do: 'write-card', transaction: T1 }, ['CARD.UNDECIDED']],
    [{ do: 'look-up-card', ticket: 1, card: CARD }, ['HOST.ANSWERED']],
    [{ do: 'ask-issuer', ticket: 1, order: ORDER }, ['ACT.UNANSWERED']],
    [{ do: 'lock-card', card: CARD }, ['CARD.LOCKED']],
    [{ do: 'print-statement', ticket: 1, facts: someCard(), places: false, language: 'en' }, ['SLIP.FAILED']],
    [{ do: 'print-receipt', ticket: 1, transactions: [], issuer: null, language: 'en' }, ['SLIP.FAILED']],
    [{ do: 'call-staff' }, []],
  ])('%o', async (effect, answers) => {
    expect(await broken(effect)).toEqual(['STATION.FAULTY', ...answers]);
  });

  it('and a note whose intent is on record is in doubt', async () => {
    expect(await broken({ do: 'keep-note', transaction: T1 }, true)).toEqual(['STATION.FAULTY', 'NOTE.IN-DOUBT']);
  });

  it('and a claim is on the screen before its slip breaks', async () => {
    expect(await broken({ do: 'open-claim', transaction: T1, language: 'en', issuer: 'easycard', balance: null }, true)).toEqual([
      'CLAIM.OPENED',
      'STATION.FAULTY',
      'CLAIM.SLIP',
    ]);
  });
});
