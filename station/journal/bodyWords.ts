import { z } from 'zod';
import { dollars } from '../../hardware/ports/dollars.ts';
import { asSealed } from './cardSeal.ts';

/** The words that bodies of records are made of. Amounts are whole NT$. */

/** A whole amount of NT$. */
export const amount = z.int();

/** The same, of an order to the issuer or its approval. */
export const money = amount.transform(dollars);

export const recordHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Every amount of a record names its currency (R-003-75, 幣別). */
export const currency = z.literal('TWD');

export const sealedText = z.base64().transform(asSealed);

export const sealedCard = z.strictObject({
  find: recordHash,
  sealed: sealedText,
  masked: z.templateLiteral(['****', z.string()]),
});

export const counters = z.strictObject({ serial: z.string(), notesKept: z.int().nonnegative() }).nullable();

/** What `cash-ready` repeats of them since they have records of their own. */
export const powerUpNote = z.strictObject({ where: z.enum(['returned', 'kept']), value: money.nullable() });

/** What the unit says of some note, as `hardware/ports/cashAcceptor.ts` says it. */
export const noteWord = z.strictObject({ where: z.enum(['returned', 'kept', 'stuck']), value: money.nullable(), atStart: z.boolean() });

/** Why a note went back. */
export const returnReason = z.enum([
  'host',
  'not-recognised',
  'not-let-in',
  'second-note',
  'not-moved-well',
  'escrow-timeout',
  'fraud',
  'unknown',
]);

/** What a cash device can do, as `hardware/ports/cashStorage.ts` says it. */
const cashCapabilities = z.strictObject({
  escrowItems: z.int().nonnegative(),
  rollback: z.enum(['escrow-only', 'equal-value']),
  recycles: z.boolean(),
  paysOut: z.boolean(),
  counts: z.boolean(),
});

const count = z.int().nonnegative().nullable();

/** Where money ends up, in the same words; counts are lifetime counts of pieces. */
const storageUnit = z.strictObject({
  id: z.enum(['cash-box', 'payout-store']),
  type: z.enum(['cashIn', 'recycle']),
  status: z.enum(['ok', 'full', 'missing']),
  in: count,
  out: count,
});

/** The cash unit that stands here now, what it can do, and where its notes lie; written when any of it but a count has changed. */
export const cashUnit = z.strictObject({ serial: z.string(), capabilities: cashCapabilities, storage: z.array(storageUnit).readonly() });

/** Sequence of a card's newest record; null on one without records. */
export const sequence = z.int().nonnegative().nullable();

/** Blocks of a card, in hexadecimal. */
const block = z.string().regex(/^(?:[0-9a-fA-F]{2})*$/);

/** A plan as the journal keeps it: the card's UID is personal data and lies sealed. */
export const sealedPlan = z.strictObject({
  profile: z.string(),
  uid: sealedText,
  amount,
  balanceBefore: amount,
  balanceAfter: amount,
  sequenceBefore: sequence,
  recordBefore: block,
  recordAfter: block,
});

/** What changes a card beside cash, as long as machines sold no period tickets. */
const actsWithoutPass = ['autoload', 'enable-autoload', 'lock', 'refund', 'extend'] as const;

export const sealedChangePlan = z.strictObject({
  act: z.enum([...actsWithoutPass, 'buy-pass']),
  profile: z.string(),
  uid: sealedText,
  blocks: z.array(z.strictObject({ block: z.int().nonnegative(), before: block, after: block })).readonly(),
  purse: z.strictObject({ amount, balanceBefore: amount, balanceAfter: amount, sequenceBefore: sequence }).nullable(),
});

export const sealedChangePlan1 = sealedChangePlan.extend({ act: z.enum(actsWithoutPass) });

/** A day, Asia/Taipei, `YYYY-MM-DD`. */
const day = z.iso.date();

const limits = { perTimeLimit: money, perDayLimit: money };

const orders = [
  z.strictObject({ act: z.literal('autoload'), amount: money }),
  z.strictObject({ act: z.literal('enable-autoload'), menu: z.enum(['easy-wallet', 'bank-account', 'cobranded']), ...limits }),
  z.strictObject({ act: z.literal('refund') }),
  z.strictObject({ act: z.literal('extend'), expiresOn: day.nullable() }),
  z.strictObject({ act: z.literal('lock') }),
] as const;

const collect = z.strictObject({
  act: z.literal('collect'),
  parts: z.array(z.strictObject({ id: z.string(), amount: money })).readonly(),
  amount: money,
});

const soldPass = z.strictObject({ product: z.int(), area: z.int(), validFrom: day, firstDay: day, lastDay: day, price: money });

/** What the issuer is asked to do; `lock` is the machine's own act and needs no approval. */
export const order = z.discriminatedUnion('act', [
  ...orders,
  collect,
  z.strictObject({ act: z.literal('buy-pass'), pass: soldPass, autoload: money }),
]);

/** As long as machines sold no period tickets. */
export const orderWithoutPass = z.discriminatedUnion('act', [...orders, collect]);

/** When what waited for a card was collected one amount at a time. */
export const orderOfOne = z.discriminatedUnion('act', [
  ...orders,
  z.strictObject({ act: z.literal('collect'), adjustment: z.string(), amount: money }),
]);

const approvals = [
  z.strictObject({ act: z.literal('autoload'), amount: money }),
  z.strictObject({ act: z.literal('enable-autoload'), ...limits }),
  z.strictObject({ act: z.literal('refund'), transfer: money, fee: money, days: z.int() }),
  z.strictObject({ act: z.literal('extend'), expiresOn: day, concessionEnds: z.boolean() }),
  z.strictObject({ act: z.literal('collect'), amount: money }),
] as const;

export const approval = z.discriminatedUnion('act', [
  ...approvals,
  z.strictObject({ act: z.literal('buy-pass'), lastDay: day, price: money, autoload: money }),
]);

/** As long as machines sold no period tickets. */
export const approvalWithoutPass = z.discriminatedUnion('act', approvals);

/** What reading a card back after a write showed. `untouched`: the card was used elsewhere since, and nothing of it had come into its purse. */
export const writeVerdict = z.enum(['written', 'unknown', 'untouched', 'conflict']);

export type SealedPlan = z.infer<typeof sealedPlan>;
export type SealedChangePlan = z.infer<typeof sealedChangePlan>;
