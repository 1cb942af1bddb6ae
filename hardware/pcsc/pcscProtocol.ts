import { z } from 'zod';
import { readerConditions } from '../ports/condition.ts';
import type { PcscFault } from '../ports/pcsc.ts';

/**
 * What two processes say to each other about one PC/SC reader: requests with a number, one answer to each, and
 * events. Bytes travel as hexadecimal digits.
 */
const hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
/** Extended APDUs are not used with storage cards: 5 bytes of header and 256 of data. */
const apdu = hex.max(2 * 261);
/** A purse and its ring lie in three sectors: a key to load, three to check, nine blocks to read. */
const apdus = z.array(apdu).min(1).max(24);
const number = z.int().nonnegative();

const request = z.discriminatedUnion('do', [
  /** `reader`: the exact name, or its beginning; left out, the first reader. Answered at once; events follow. */
  z.strictObject({ id: number, do: z.literal('start'), reader: z.string().max(128).optional() }),
  z.strictObject({ id: number, do: z.literal('connect') }),
  z.strictObject({ id: number, do: z.literal('transmit'), apdu }),
  /** One message in place of many: a question and its answer between the processes cost half a millisecond. */
  z.strictObject({ id: number, do: z.literal('transmit-all'), apdus }),
  z.strictObject({ id: number, do: z.literal('disconnect') }),
  /** Asks for nothing but an answer: a process that hangs, or whose service does, gives none. */
  z.strictObject({ id: number, do: z.literal('ping') }),
]);

const FAULT_KINDS = [
  'no-service',
  'no-reader',
  'no-card',
  'not-connected',
  'in-use',
  'forbidden',
  'card-lost',
  'timed-out',
] as const satisfies readonly PcscFault['kind'][];

const message = z.union([
  z.strictObject({ id: number, ok: z.literal(true), apdu: apdu.optional(), apdus: apdus.optional() }),
  z.strictObject({ id: number, ok: z.literal(false), kind: z.enum(FAULT_KINDS), detail: z.string().max(500) }),
  z.strictObject({ event: z.literal('reader-attached'), reader: z.string().max(128) }),
  z.strictObject({ event: z.literal('reader-detached'), why: z.enum(readerConditions) }),
  z.strictObject({ event: z.literal('card-present'), atr: hex.max(2 * 33) }),
  z.strictObject({ event: z.literal('card-absent') }),
]);

/** From the kiosk to the process that owns the reader. */
export type PcscRequest = z.infer<typeof request>;
/** From the process that owns the reader to the kiosk: answers and events. */
export type PcscMessage = z.infer<typeof message>;

/** @returns null when it is not a request. */
export function parsePcscRequest(value: unknown): PcscRequest | null {
  return request.safeParse(value).data ?? null;
}

/** @returns null when it is neither an answer nor an event. */
export function parsePcscMessage(value: unknown): PcscMessage | null {
  return message.safeParse(value).data ?? null;
}
