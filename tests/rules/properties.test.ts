import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauseIds } from '../../machines/rules/clauseIds.ts';
import { explainLine } from '../../machines/rules/explain.ts';
import { answerSchema } from './answerSchema.ts';
import { questions } from './questionArbitrary.ts';
import type { Ask } from '../../machines/rules/question.ts';
import type { Words } from '../../machines/rules/testing.ts';

const RUNS = { numRuns: 1_000 };
const known = new Set<string>(clauseIds);

function answered(question: Words): Words {
  return JSON.parse(explainLine(JSON.stringify(question), 1).text) as Words;
}

const cardOf = (question: Words): Words => question['card'] as Words;

/** Checks what holds for every question of an ask. */
function always(word: string, check: (question: Words, answer: Words) => void): void {
  fc.assert(
    fc.property(questions(word), (question) => {
      check(question, answered(question));
    }),
    RUNS,
  );
}

describe('for any card and any question', () => {
  it('an answer comes under its id and names at least one rule, all of them known, none twice', () => {
    fc.assert(
      fc.property(questions(), (question) => {
        const answer = answered(question);
        const clauses = answer['clauses'] as readonly string[];
        expect(answer['id']).toBe(question['id']);
        expect(clauses.length).toBeGreaterThan(0);
        expect(clauses.filter((clause) => !known.has(clause))).toEqual([]);
        expect(new Set(clauses).size).toBe(clauses.length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('an answer has the fields of its ask in the contract, of their types, and no others', () => {
    fc.assert(
      fc.property(questions(), (question) => {
        expect(answerSchema(question['ask'] as Ask).safeParse(answered(question)).error?.issues).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
  });

  it('the same question has the same answer, also when it is written with another offset', () => {
    fc.assert(
      fc.property(questions(), (question) => {
        const at = new Date(Date.parse(question['at'] as string)).toISOString();
        expect(answered({ ...question, at })).toEqual(answered(question));
      }),
      RUNS,
    );
  });

  it('no allowed top-up leaves more than the cap, and what may still be added just fits (R-003-24, R-004-12)', () => {
    always('topUp', (question, answer) => {
      const balance = cardOf(question)['balance'] as number;
      const most = answer['maxTopUp'] as number;
      expect(most % 100).toBe(0);
      expect(most).toBeGreaterThanOrEqual(0);
      if (most > 0) expect(balance + most).toBeLessThanOrEqual(10_000);
      if (answer['outcome'] === 'allow') expect(balance + most).toBeGreaterThan(9_900);
      if ('balanceAfter' in answer) expect(answer['balanceAfter']).toBeLessThanOrEqual(10_000);
      if (answer['acceptNote'] === true)
        expect(((question['inserted'] ?? 0) as number) + (question['note'] as number)).toBeLessThanOrEqual(most);
    });
  });

  it('an autoload is 500, for a card that is linked, enabled and below 100 (R-001-22, R-001-25, R-001-26)', () => {
    always('autoload', (question, answer) => {
      if (answer['outcome'] !== 'allow') return;
      const card = cardOf(question);
      expect(card).toMatchObject({ issuer: 'easycard', registered: true, autoload: { linked: true, enabled: true } });
      expect(card['balance']).toBeLessThan(100);
      expect(answer).toMatchObject({ amount: 500, balanceAfter: (card['balance'] as number) + 500 });
    });
  });

  it('an autoload never passes a limit, for a purchase neither, and then nothing is loaded (R-001-30, R-001-32, R-001-34)', () => {
    always('purchaseAutoload', (question, answer) => {
      const card = cardOf(question);
      if (answer['outcome'] !== 'allow') {
        expect(answer).not.toHaveProperty('amount');
        return;
      }
      const amount = answer['amount'] as number;
      const { usedToday = 0 } = card['autoload'] as { usedToday?: number };
      expect(amount % 500).toBe(0);
      expect(amount === 0 || amount + usedToday <= 3_000).toBe(true);
      expect(amount === 0 || (card['balance'] as number) + amount <= 10_000).toBe(true);
      expect(answer['balanceAfter']).toBe((card['balance'] as number) + amount - (question['price'] as number));
      expect(answer['balanceAfter']).toBeGreaterThanOrEqual(0);
      expect(amount === 0 || (answer['balanceAfter'] as number) < 500).toBe(true);
    });
  });

  it('a refund is made of its parts, charges no more than the rules, and loses nothing (R-003-61, R-003-59, R-003-55, R-004-19)', () => {
    always('refund', (question, answer) => {
      expect(answer['cashAtMachine']).toBe(0);
      if (!('parts' in answer)) return;
      const { balance, depositReturned, terminationFee, damageFee, postage } = answer['parts'] as Record<string, number>;
      const sum = (balance ?? 0) + (depositReturned ?? 0) - (terminationFee ?? 0) - (damageFee ?? 0) - (postage ?? 0);
      expect(answer['payable']).toBe(Math.max(0, sum));
      expect([0, 20]).toContain(terminationFee);
      expect([0, 20, 40, 60, 100]).toContain(damageFee);
      expect(damageFee).toBeLessThanOrEqual(depositReturned ?? 0);
      expect([0, 100]).toContain(depositReturned);
      expect(postage).toBe(question['postage'] ?? 0);
      expect(answer['owedByHolder']).toBe(Math.max(0, -(balance ?? 0) - (depositReturned ?? 0) + (damageFee ?? 0)));
    });
  });

  it('no other fee than those of the rulebook (R-003-52, R-003-54, R-004-30, R-004-36, R-003-65, R-004-18, R-002-26, R-004-06)', () => {
    always('lossFee', (_, answer) => expect([0, 20, 100, undefined]).toContain(answer['fee']));
    always('reopen', (_, answer) => expect([50, 20, undefined]).toContain(answer['fee']));
    always('exchange', (_, answer) => expect([0, 50, 100, 150, undefined]).toContain(answer['fee']));
    always('damageFee', (_, answer) => expect([0, 20, 40, 60, 100, undefined]).toContain(answer['fee']));
    always('extend', (_, answer) => expect([0, 20, undefined]).toContain(answer['fee']));
  });

  it('paper costs 20 and 5 for each further page (R-003-63)', () => {
    always('paperRecords', ({ pages }, { fee }) => {
      if (fee !== undefined) expect(fee).toBe(pages === 0 ? 0 : 15 + 5 * (pages as number));
    });
  });

  it('a card that is blocked, refunded or locked gets nothing from any ask about money', () => {
    for (const word of ['topUp', 'autoload', 'purchaseAutoload', 'enableAutoload', 'setAutoloadLimit', 'linkCard', 'refund', 'extend']) {
      always(word, (question, answer) => {
        const { status = 'active' } = cardOf(question);
        // A card that was reported lost is on the lock list: its balance is paid out all the same.
        const lost = word === 'refund' && question['lost'] === true && status !== 'refunded';
        if (status !== 'active' && !lost) expect(answer['outcome']).toBe('deny');
      });
    }
  });
});
