import { z } from 'zod';

/** The words that every message between a kiosk and the issuer is made of. Amounts are whole NT$. */

/** A stored-value card by its number: 4 to 20 digits. Personal data: it travels only over the encrypted link. */
export const cardNumber = z.string().regex(/^\d{4,20}$/);

/** Names one act for ever. Whoever repeats a request with the same key gets the same answer and nothing happens twice. */
export const actKey = z.string().regex(/^[A-Za-z0-9-]{16,64}$/);

export const machineId = z.string().regex(/^[A-Za-z0-9-]{1,32}$/);

/** ISO 8601 with an offset. */
export const instant = z.iso.datetime({ offset: true });

/** A calendar date in Asia/Taipei. */
export const date = z.iso.date();

/** An amount that changes hands, NT$. */
export const amount = z.int().positive();

/** A purse: negative while it holds an advance (R-003-20). */
export const balance = z.int();

/** Sequence of a card's newest record: the low byte of its transaction number, null on a card without records. */
export const sequence = z.int().min(0).max(255).nullable();

/** Why the issuer refuses, in the codes of the error catalogue, or where the passenger has to go instead. */
export const refusal = z.strictObject({
  outcome: z.literal('refused'),
  code: z.enum([
    'K01',
    'K02',
    'K03',
    'K04',
    'K05',
    'K07',
    'K08',
    'K12',
    'K13',
    'K18',
    'K20',
    'not-registered',
    'unknown-card',
    'ask-staff',
    'reversed',
  ]),
});
export type Refusal = z.infer<typeof refusal>;
