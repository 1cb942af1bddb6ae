import { type AnswerOf, OPERATIONS, type OperationName, type RequestOf } from '../../station/issuer/protocol/operations.ts';
import { openBooks } from './books.ts';
import { createIssuerHost } from './host.ts';
import { type Seed, sow } from './seed.ts';

export const MACHINE = 'BL18-03';

/** 2026-11-20, noon in Taipei. */
const NOON = Date.UTC(2026, 10, 20, 4);

export interface TestIssuer {
  /** Asks as the machine would, and proves that the answer has the protocol's form. */
  ask<Name extends OperationName>(name: Name, request: Omit<RequestOf<Name>, 'machine' | 'at'>): AnswerOf<Name>;
  /** Turns the issuer's calendar to noon of a day in Taipei. */
  turnTo(day: string): void;
  funds(account: string): number;
}

export function testIssuer(seed: Seed): TestIssuer {
  const books = openBooks(':memory:');
  sow(books, seed);
  let nowMs = NOON;
  const host = createIssuerHost(books, { wallMs: () => nowMs });
  return {
    ask(name, request) {
      // Some requests carry no time of their own.
      const whole = 'key' in request ? { at: '2026-11-20T12:00:00+08:00', ...request } : request;
      const parsed = OPERATIONS[name].request.parse({ machine: MACHINE, ...whole });
      return OPERATIONS[name].answer.parse(host.handle(name, parsed as never)) as never;
    },
    turnTo(day) {
      nowMs = Date.parse(`${day}T12:00:00+08:00`);
    },
    funds: (account) => Number(books.prepare('SELECT funds FROM account WHERE id = ?').pluck().get(account)),
  };
}

/** A key from a short name. */
export const key = (name: string): string => name.padEnd(16, '-');
