import { z } from 'zod';
import { dollars } from '../../hardware/ports/dollars.ts';
import { amount, currency, money } from './bodyWords.ts';
import { personNumber, staffRole } from './staffBodies.ts';

/** What the journal says of the cash box: taken out, put in, counted. What is in it is said by the notes that went in, never by these. */

const who = { person: personNumber, role: staffRole };

/** Exchanges of one life of the journal, in order. */
const exchange = z.int().positive();

/** What stands on a box, or on its seal. */
export const label = z.string().regex(/^[0-9A-Z]{3,12}$/);

/** This box is taken out, sealed: an exchange begins, and is over only with `exchange-closed`, whatever happens in between. */
export const boxOut = z.strictObject({ ...who, exchange, serial: label, seal: label });

/** This box is in its place. */
export const boxIn = z.strictObject({ ...who, exchange, serial: label });

export const exchangeClosed = z.strictObject({ ...who, exchange });

const pieces = z.int().nonnegative().max(99_999);

/**
 * What was in the box of this exchange, by who counted it: at this machine, or in the office, whose signed file says so. Whoever counted did
 * not know what it had to be.
 */
export const boxCounted = z.strictObject({
  exchange,
  by: z.discriminatedUnion('at', [
    z.strictObject({ at: z.literal('machine'), ...who }),
    z.strictObject({ at: z.literal('office'), person: personNumber }),
  ]),
  notes: z.array(z.strictObject({ value: amount, count: pieces })).readonly(),
  currency,
});

function variance(notes: z.ZodInt) {
  return z.strictObject({
    exchange,
    expected: z.strictObject({ notes, value: amount, unvalued: notes }),
    counted: z.strictObject({ notes, value: amount }),
    /** NT$ counted less NT$ expected. */
    difference: amount,
    currency,
  });
}

/** Before a box could be expected to hold all that its machine ever took. */
export const boxVariance1 = variance(pieces);

/** Before notes in doubt were named. */
export const boxVariance2 = variance(z.int().nonnegative());

/**
 * The count beside what the journal says: never a correction of either. `unvalued`: notes that went in and whose value nobody knows;
 * `inDoubt`: notes that may lie there or not.
 */
export const boxVariance = boxVariance2.extend({
  expected: boxVariance2.shape.expected.extend({ inDoubt: z.strictObject({ notes: z.int().nonnegative(), value: money }) }),
});

export function liftBoxVariance2({ expected, ...rest }: z.infer<typeof boxVariance2>): z.infer<typeof boxVariance> {
  return { ...rest, expected: { ...expected, inDoubt: { notes: 0, value: dollars(0) } } };
}

/** Before there were statements of a day: a slip for the staff. `print`: 1 and 2 are the two originals, whatever comes after them is a copy. */
export const staffSlip1 = z.strictObject({
  what: z.enum(['exchange', 'count', 'test']),
  /** The exchange that it is about; of a test its own number. */
  number: z.int().positive(),
  print: z.int().positive(),
  printed: z.boolean(),
  detail: z.string(),
});

/** The same, of the day too. */
export const staffSlip = staffSlip1.extend({ what: z.enum(['exchange', 'count', 'test', 'day']) });
