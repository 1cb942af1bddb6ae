import { z } from 'zod';
import { actKey, amount, balance, cardNumber, date, instant, machineId, refusal, sequence } from './words.ts';

/**
 * What the issuer does for one card at the wish of one machine. Every act is *held* when it is approved: an
 * {@link advice} settles it when the card was written, a {@link reversal} undoes it when it was not. The machine
 * stores the reversal before it sends the act, so that an act whose answer was lost is never left hanging.
 */
const act = z.strictObject({
  key: actKey,
  machine: machineId,
  card: cardNumber,
  /** When the machine asked, by its own clock. The issuer counts days and months by its own. */
  at: instant,
});

/** The two menus of an add-value machine: a linked account (R-001-20), or the credit line of a co-branded card (R-002-08). */
const menu = z.enum(['account-link', 'cobranded']);

export const activationRequest = act.extend({
  menu,
  /** How often the passenger confirmed: once, or twice where it cannot be undone (R-002-09, R-000-18). */
  confirmations: z.int().min(1).max(2),
});
export const activationAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approved'), perTimeLimit: amount, perDayLimit: amount }),
  refusal,
]);

export const authorisationRequest = act.extend({ amount, balance, sequence });
export const authorisationAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approved'), authorisation: z.string(), amount }),
  refusal,
]);

export const refundRequest = act.extend({ balance, sequence });
export const refundAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('approved'),
    registration: z.string(),
    /** What the passenger gets, NT$: the balance less the fee. Negative: it is billed (R-002-04). */
    transfer: balance,
    fee: z.int().nonnegative(),
    /** About how many days the transfer takes (R-002-03). */
    days: z.int().positive(),
  }),
  refusal,
]);

export const extensionRequest = act.extend({ expiresOn: date.nullable() });
export const extensionAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('approved'),
    expiresOn: date,
    /** A concession card becomes a full-fare card: the passenger must know before. */
    concessionEnds: z.boolean(),
  }),
  refusal,
]);

/** All of them or none. */
export const collectionRequest = act.extend({ adjustments: z.array(z.string().min(1)).min(1), balance, sequence });
export const collectionAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('approved'),
    /** The sum. Positive: owed to the card. Negative: taken back (R-003-11). */ amount: balance,
  }),
  refusal,
]);

/** A period ticket, paid from the purse after `autoload` was taken from the linked account; 0: the purse suffices. NT$. */
export const passRequest = act.extend({
  product: z.int().min(1).max(0xffff),
  area: z.int().min(0).max(0xff),
  /** The days that are paid for. */
  firstDay: date,
  lastDay: date,
  price: amount,
  autoload: z.int().nonnegative(),
  balance,
  sequence,
});
export const passAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approved'), sale: z.string(), lastDay: date, price: amount, autoload: z.int().nonnegative() }),
  refusal,
]);

/** The card carries it: what was held is final. */
export const advice = z.strictObject({ key: actKey, machine: machineId, at: instant, balance, sequence });
export const adviceAnswer = z.strictObject({
  /** `reversed`: it had been undone before. Machine and issuer disagree, a person has to look. */
  outcome: z.enum(['settled', 'unknown-act', 'reversed']),
});

/** The card does not carry it, or nobody knows that it was ever approved: undo it, and refuse it should it still come. */
export const reversal = z.strictObject({
  key: actKey,
  machine: machineId,
  at: instant,
  reason: z.enum(['no-answer', 'not-written', 'given-up']),
});
export const reversalAnswer = z.strictObject({
  /** `barred`: it had not arrived; should it come late, it is refused. `settled`: an advice was first. */
  outcome: z.enum(['reversed', 'barred', 'settled']),
});
