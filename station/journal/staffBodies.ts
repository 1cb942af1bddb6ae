import { z } from 'zod';
import { decisions, reasons, staffActs, staffRoles } from '../../machines/flows/staff.ts';
import { amount, currency, recordHash, sealedText } from './bodyWords.ts';

/** What the journal says of the staff: who came in, what each did by which role. No record can be changed by anybody. */

/** Number of somebody on the roster. Never a name. */
export const personNumber = z.string().regex(/^[A-Z0-9-]{1,12}$/);

export const staffRole = z.enum(staffRoles);

const who = { person: personNumber, role: staffRole };

/** Somebody laid a card down and typed a PIN. Who it was where the roster knows the card, whatever the PIN was. */
export const staffEntry = z.strictObject({
  end: z.enum(['entered', 'refused', 'locked-out']),
  /** Keyed hash of the card, as the journal makes it. */
  card: recordHash,
  person: personNumber.nullable(),
  role: staffRole.nullable(),
});

/** `closed`: key and door asked for nobody any more. */
export const staffLeft = z.strictObject({ ...who, why: z.enum(['done', 'time', 'closed']) });

/** Somebody asked for what their role may not do. */
export const staffRefused = z.strictObject({ ...who, act: z.enum(staffActs) });
/** Before what is offered could be set. */
export const staffRefused1 = staffRefused.extend({ act: z.enum(staffActs.filter((act) => act !== 'set-service')) });

/** What the machine offers from here on. */
export const serviceState = z.strictObject({ notes: z.enum(['taken', 'not-taken']), work: z.iso.date().nullable() });
export const serviceSet = serviceState.extend(who);

/** Somebody chose a PIN. `secret`: its scrypt hash, sealed; `over`: mark of what the roster says, which it stands in for. */
export const staffPin = z.strictObject({ ...who, secret: sealedText, over: recordHash });

/** Another roster holds from here on. */
export const staffRoster = z.strictObject({ version: z.int().positive(), persons: z.int().nonnegative(), hash: recordHash });

/** `alarm`: it stood open, and nobody came in. */
export const door = z.strictObject({ door: z.enum(['opened', 'closed', 'alarm']) });

/** Names a case: its transaction, or the number of the record that opened it. */
const caseName = z.string().regex(/^[0-9A-Z]{1,16}$/);

const signature = { ...who, case: caseName, decision: z.enum(decisions), reason: z.enum(reasons), amount: amount.nullable(), currency };

/** The first of two persons decided about a case: nothing pays it by itself from here on. */
export const caseSigned = z.strictObject(signature);

/** A case is over for good. `first`: who signed before; null where one person was enough. */
export const caseSettled = z.strictObject({ ...signature, first: z.strictObject(who).nullable() });

/** The second person did not agree: what the first signed does not hold. */
export const caseWithdrawn = z.strictObject({ ...who, case: caseName });

/**
 * Somebody says that what was signed as paid at the counter was not. It holds all the same until the other one says so too: who signed it
 * may have paid, and only that one knows.
 */
export const caseDoubted = z.strictObject({ ...who, case: caseName });

/** Somebody found a note. `case`: to which it belongs, as they say; null: nobody's. */
export const moneyFound = z.strictObject({ ...who, case: caseName.nullable(), value: amount, currency });
