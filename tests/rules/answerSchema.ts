import { z } from 'zod';
import { clauseIds } from '../../machines/rules/clauseIds.ts';
import { declineCodes } from '../../machines/rules/declineCode.ts';
import type { Ask } from '../../machines/rules/question.ts';

const every = { id: z.string(), clauses: z.array(z.enum(clauseIds)).min(1) };
const code = z.enum(declineCodes).optional();
const outcome = z.enum(['allow', 'deny', 'route']);
const twd = z.int();
const notNegative = z.int().min(0);
const deny = z.literal('deny');
const route = z.strictObject({ ...every, outcome: z.literal('route') });
const denied = z.strictObject({ ...every, outcome: deny, code });
const known = z.strictObject({ ...every, fee: notNegative });
const byStaff = z.strictObject({ ...every, outcome: z.literal('route'), fee: notNegative.optional() });
const refusal = z.strictObject({ ...every, outcome: deny });
const parts = z.strictObject({
  balance: twd,
  depositReturned: notNegative,
  terminationFee: notNegative,
  damageFee: notNegative,
  postage: notNegative,
});

/** The fields of the explain contract (rulebook, sections 11.1 and 13), written down a second time, for the tests. */
const schemas: Readonly<Record<Ask, z.ZodType>> = {
  topUp: z.strictObject({
    ...every,
    outcome: z.enum(['allow', 'deny']),
    code,
    maxTopUp: notNegative,
    balanceAfter: twd.optional(),
    acceptNote: z.boolean().optional(),
  }),
  autoload: z.union([
    z.strictObject({ ...every, outcome: z.literal('allow'), amount: z.int().positive(), balanceAfter: twd }),
    z.strictObject({ ...every, outcome: deny, code: z.enum(declineCodes), lockCard: z.literal(true).optional() }),
    route,
  ]),
  purchaseAutoload: z.union([
    z.strictObject({ ...every, outcome: z.literal('allow'), amount: notNegative, balanceAfter: twd }),
    denied,
    route,
  ]),
  enableAutoload: z.union([
    z.strictObject({ ...every, outcome: z.literal('allow'), confirmations: z.union([z.literal(1), z.literal(2)]) }),
    denied,
    route,
  ]),
  setAutoloadLimit: z.union([z.strictObject({ ...every, outcome: z.literal('allow') }), denied, route]),
  refund: z.strictObject({
    ...every,
    outcome,
    code,
    payable: notNegative.optional(),
    owedByHolder: notNegative.optional(),
    parts: parts.optional(),
    method: z.enum(['cash-at-counter', 'transfer-only', 'balance-transfer', 'send-in']).optional(),
    cashAtMachine: z.literal(0),
    cardReturned: z.boolean().optional(),
  }),
  extend: z.strictObject({
    ...every,
    outcome,
    code,
    reason: z.enum(['too-early', 'window', 'too-late', 'not-extendable', 'staff']).optional(),
    fee: notNegative.optional(),
    newTermFrom: z.iso.date().optional(),
  }),
  lossLiability: z.strictObject({ ...every, bearer: z.enum(['holder', 'issuer', 'bank']) }),
  lossFee: z.union([known, refusal, z.strictObject({ ...every, outcome: z.literal('route'), atMost: notNegative.optional() })]),
  paperRecords: z.union([known, route]),
  reopen: z.union([byStaff, refusal]),
  exchange: byStaff,
  linkCard: z.union([z.strictObject({ ...every, outcome: z.literal('allow') }), denied, route]),
  refundDesk: z.strictObject({
    ...every,
    where: z.enum(['at-once', 'send-in']),
    newCard: z.boolean(),
    cardReturned: z.boolean(),
    needsIdNumber: z.boolean(),
    asLost: z.literal(true).optional(),
    lostFee: notNegative.optional(),
    readyAfterDays: notNegative.optional(),
  }),
  damageFee: z.union([known, route]),
  place: z.union([z.strictObject({ ...every, outcome: z.literal('allow') }), denied]),
};

export function answerSchema(ask: Ask): z.ZodType {
  return schemas[ask];
}
