import { z } from 'zod';
import { amount, balance, cardNumber, date, machineId } from './words.ts';

/** What the issuer knows of a card and a machine may know. Nothing personal. */
export const lookupRequest = z.strictObject({ machine: machineId, card: cardNumber });
export const lookupAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('known'),
    registered: z.boolean(),
    /** `blocked`: on the lock list (鎖卡名單). */
    status: z.enum(['active', 'refunded', 'blocked']),
    link: z
      .strictObject({
        menu: z.enum(['account-link', 'cobranded']),
        /** What an account link leads to; left out: an Easy Wallet account. */
        account: z.enum(['easy-wallet', 'bank']).optional(),
        /** Enabled by laying the card on a machine (R-001-01). */
        enabled: z.boolean(),
        ownerIsHolder: z.boolean(),
        perTimeLimit: amount,
        perDayLimit: amount,
        usedToday: z.int().nonnegative(),
        usedThisMonthForOthers: z.int().nonnegative(),
        /** Co-branded cards only. */
        creditCardActivated: z.boolean().optional(),
      })
      .nullable(),
    /** Lifetime uses, top-ups not counted, and the first of them: for the termination fee (R-003-61). */
    uses: z.int().nonnegative().nullable(),
    firstUsedOn: date.nullable(),
    /** What is owed to the card, or to be taken back, the next time it is laid down. */
    adjustments: z.array(z.strictObject({ adjustment: z.string().min(1), amount: balance })),
  }),
  z.strictObject({ outcome: z.literal('unknown-card') }),
]);

/**
 * The lock list as changes since a state that the machine knows; 0 gives it whole. An answer whose `upto` lies before
 * `after` means that the issuer has begun a new list: the machine begins anew with 0.
 */
export const lockListRequest = z.strictObject({ machine: machineId, after: z.int().nonnegative() });
export const lockListAnswer = z.strictObject({
  upto: z.int().nonnegative(),
  /** At most 1,000 at a time; ask again until `upto` no longer moves. */
  changes: z.array(z.strictObject({ card: cardNumber, listed: z.boolean() })).max(1000),
});

/** One record of a machine's journal, whole: whoever keeps it can reckon its hash. Card numbers in it stay sealed. */
const journalRecord = z.strictObject({
  seq: z.int().positive(),
  txn: z.string().nullable(),
  kind: z.string().min(1),
  /** Canonical JSON. */
  body: z.string(),
  bootId: z.string().min(1),
  monotonicMs: z.int(),
  wallMs: z.int(),
  previousHash: z.string(),
  hash: z.string(),
});

/** Records in one request at most. */
const UPLOAD_RECORDS = 500;

/** Journal records of one machine, in order. Sent again they change nothing. */
export const uploadRequest = z.strictObject({
  machine: machineId,
  /**
   * Names the life of the machine's journal: when its first record was written, whole seconds since 1970-01-01 UTC by the
   * machine's clock. A copy of the disk has the same; a machine that was commissioned anew has another.
   */
  epoch: z.int().nonnegative(),
  records: z.array(journalRecord).min(1).max(UPLOAD_RECORDS),
});
export const uploadAnswer = z.discriminatedUnion('outcome', [
  /** Everything up to and with `upto` is kept here; `hash` is that of this record, 64 zeros for none. */
  z.strictObject({
    outcome: z.literal('kept'),
    upto: z.int().nonnegative(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    /** The centre's own over it (Ed25519, base64), where it signs its word. */
    signature: z.base64().exactOptional(),
  }),
  /** Records between `upto` and the first one sent are missing. */
  z.strictObject({ outcome: z.literal('gap'), upto: z.int().nonnegative() }),
  /** Another record with this number is kept here, or the chain does not hold: a cloned or altered journal. */
  z.strictObject({ outcome: z.literal('fork'), seq: z.int().positive() }),
]);
