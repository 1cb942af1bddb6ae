import { z } from 'zod';
import { statementKinds } from '../../machines/flows/staff.ts';
import { amount, counters, currency, recordHash } from './bodyWords.ts';
import { personNumber, staffRole } from './staffBodies.ts';

/** Cash, and whatever else changes a card. */
const services = ['top-up', 'autoload', 'enable-autoload', 'lock', 'refund', 'extend', 'collect', 'buy-pass'] as const;

/** How many, and NT$ by which cards' purses changed. */
const served = z.strictObject({ service: z.enum(services), count: z.int().nonnegative(), amount });

/** Sums of a span of records. */
export const daySums = z.strictObject({
  /** Notes that went into the box, and further ones of unknown value. */
  notes: z.int(),
  unvalued: z.int(),
  /** NT$ */
  kept: amount,
  written: amount,
  issued: amount,
  services: z.array(served).readonly(),
});

/**
 * What the journal, the box and the unit's own counters say, side by side, as somebody of the staff asked for it. `to`: the record before this
 * one; its hash on paper ties the paper to the journal.
 */
export const dayStatement = z.strictObject({
  person: personNumber,
  role: staffRole,
  what: z.enum(statementKinds),
  number: z.int().positive(),
  from: z.int().positive(),
  to: z.strictObject({ seq: z.int().nonnegative(), hash: recordHash }),
  sums: daySums,
  /** Notes in the box by the journal, those of unknown value included. */
  inBox: z.int().nonnegative(),
  counters,
  /** Notes that the unit counted in the span less those of the journal; null: it does not count, or was another one. */
  difference: z.int().nullable(),
  openCases: z.int().nonnegative(),
  currency,
});
