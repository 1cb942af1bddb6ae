import { z } from 'zod';
import type { DockCommand, DockState } from '../machines/view/dock.ts';
import { dockCommandSchema } from './screenLink.ts';

/**
 * What travels between the shell and its companion: a program that plays the parts of a machine which has none, and whose
 * hands are the dock. JSON over the child process's IPC channel. It is a process of its own so that its parts live on when
 * the station is killed, as real ones do.
 */

/** Companion to shell. */
export type CompanionMessage =
  /** Every part can be reached. */
  { readonly type: 'ready' } | { readonly type: 'state'; readonly state: DockState };

/** Shell to companion. */
export type ToCompanion = { readonly type: 'command'; readonly command: DockCommand } | { readonly type: 'stop' };

/** How long the mains are away when the dock cuts them: long enough for every part to notice. Milliseconds. */
export const MAINS_OFF_MS = 1_000;

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

export const companionMessageSchema: z.ZodType<CompanionMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('state'), state: dockStateSchema }),
]);

export const toCompanionSchema: z.ZodType<ToCompanion> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('command'), command: dockCommandSchema }),
  z.strictObject({ type: z.literal('stop') }),
]);
