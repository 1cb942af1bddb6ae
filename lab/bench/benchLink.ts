import { join } from 'node:path';
import { z } from 'zod';
import type { DockCommand, DockState } from '../../machines/view/dock.ts';
import { dockCommandSchema } from '../../link/screenLink.ts';

/**
 * What travels between shell and bench (JSON over the child process's IPC channel), and where the bench's simulated
 * parts are reached. The bench is a process of its own so that its parts live on when the station is killed, as real
 * ones do.
 */

/** Bench to shell. */
export type BenchMessage =
  /** Every part can be reached. */
  { readonly type: 'ready' } | { readonly type: 'state'; readonly state: DockState };

/** Shell to bench. */
export type ToBench = { readonly type: 'command'; readonly command: DockCommand } | { readonly type: 'stop' };

/** How long the mains are away when the dock cuts them: long enough for every part to notice. Milliseconds. */
export const MAINS_OFF_MS = 1_000;

/** Unix sockets of the parts, inside the bench's folder (keep its path short: such an address has at most 107 bytes). */
export interface BenchSockets {
  /** Raw bytes, as on the validator's serial line. */
  readonly validator: string;
  /** The reader and the card on it, one JSON value a line. */
  readonly reader: string;
  readonly printer: string;
  readonly auxiliaries: string;
  /** The network to the issuer, as the station sees it, and the reference issuer at its far end. */
  readonly issuer: string;
  readonly issuerHost: string;
}

export function benchSockets(folder: string): BenchSockets {
  return {
    validator: join(folder, 'validator.sock'),
    reader: join(folder, 'reader.sock'),
    printer: join(folder, 'printer.sock'),
    auxiliaries: join(folder, 'auxiliaries.sock'),
    issuer: join(folder, 'issuer.sock'),
    issuerHost: join(folder, 'issuer-host.sock'),
  };
}

/** What the reference issuer begins with: it matches the cards on this bench. */
export function issuerSeedIn(folder: string): string {
  return join(folder, 'issuer-seed.json');
}

const whole = z.int().nonnegative();

const dockStateSchema: z.ZodType<DockState> = z.strictObject({
  cards: z.array(
    z.strictObject({ id: z.string(), label: z.string(), group: z.enum(['sound', 'damaged']), balance: z.int(), placed: z.boolean() }),
  ),
  acceptor: z.strictObject({ power: z.enum(['on', 'off']), accepts: z.array(whole), jammed: z.boolean(), notesKept: whole }),
  paper: z.enum(['full', 'out']),
  operatorSwitch: z.enum(['run', 'maintenance']),
  network: z.enum(['up', 'cut']),
  slips: z.array(
    z.strictObject({
      id: z.string(),
      lines: z.array(
        z.strictObject({
          kind: z.string(),
          text: z.string().exactOptional(),
          label: z.string().exactOptional(),
          value: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});

export const benchMessageSchema: z.ZodType<BenchMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('state'), state: dockStateSchema }),
]);

export const toBenchSchema: z.ZodType<ToBench> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('command'), command: dockCommandSchema }),
  z.strictObject({ type: z.literal('stop') }),
]);
