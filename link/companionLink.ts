import { z } from 'zod';
import { dockCommandSchema, dockStateSchema } from './dock.ts';

/**
 * What travels between the shell and its companion: a program that plays the parts of a machine which has none, and whose
 * hands are the dock. JSON over the child process's IPC channel. It is a process of its own so that its parts live on when
 * the station is killed, as real ones do. The types are those of the schemas.
 */

/** How long the mains are away when the dock cuts them: long enough for every part to notice. Milliseconds. */
export const MAINS_OFF_MS = 1_000;

export const companionMessageSchema = z.discriminatedUnion('type', [
  /** Every part can be reached. */
  z.strictObject({ type: z.literal('ready') }),
  /** What can be seen of the parts, whenever it has changed. */
  z.strictObject({ type: z.literal('state'), state: dockStateSchema }),
]);

/** Companion to shell. */
export type CompanionMessage = Readonly<z.infer<typeof companionMessageSchema>>;

export const toCompanionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('command'), command: dockCommandSchema }),
  z.strictObject({ type: z.literal('stop') }),
]);

/** Shell to companion. */
export type ToCompanion = Readonly<z.infer<typeof toCompanionSchema>>;
