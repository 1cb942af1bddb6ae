import { z } from 'zod';

/** What became of asking the issuer. */
export function answered<Approval extends z.ZodType>(approval: Approval) {
  return z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('approved'), approval }),
    /** A code of the catalogue, or where the passenger has to go instead. */
    z.strictObject({ outcome: z.literal('refused'), refusal: z.string() }),
    /** `no-answer`: the issuer may have done it. `unreachable`, `rejected`: it surely has not. */
    z.strictObject({ outcome: z.enum(['no-answer', 'unreachable', 'rejected']), detail: z.string() }),
  ]);
}
