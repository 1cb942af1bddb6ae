import type { z } from 'zod';
import { currency } from './bodyWords.ts';

/**
 * A body as it is written where its amounts would not say what they are amounts of (R-003-75, 幣別): the currency stands beside it. It is the
 * same in each, so it is checked when a record is read and code does not carry it on.
 */
export function inTwd<Body extends object>(body: z.ZodObject & z.ZodType<Body>): z.ZodType<Body> {
  // TypeScript cannot see that what is left is the body as it was.
  return body.extend({ currency }).transform(({ currency: _currency, ...rest }) => rest as Body);
}
