import { z } from 'zod';
import type { View } from '../machines/view/view.ts';
import { dockJournalRecordSchema } from './dock.ts';
import { intentSchema } from './screenLink.ts';

/**
 * What travels between station and shell: JSON over the child process's IPC channel, the station's only door to
 * the screen. Both sides check what they receive; neither trusts the other to be of the same version. The types are those of
 * the schemas: a kind that no schema lists cannot be said.
 */

/** Bytes of JSON that a View may have. The contract says 4 kB; the shell drops what is clearly not a View. */
export const MAX_VIEW_BYTES = 8192;

/**
 * The shell passes a View on and understands nothing of it but which one is newer, so it checks no more than that.
 * The words in it are the business of station and renderer, which share one type.
 */
const viewEnvelope = z.looseObject({ bootId: z.string().min(1), seq: z.int().nonnegative(), screen: z.string().min(1) });
const viewSchema = z.custom<View>((value) => viewEnvelope.safeParse(value).success, 'not a View');

export const stationMessageSchema = z.discriminatedUnion('type', [
  /** Recovery is done: the View that follows replaces the static page. */
  z.strictObject({ type: z.literal('ready') }),
  /** The station's event loop turns: said again and again, from the first moment on. */
  z.strictObject({ type: z.literal('beat') }),
  z.strictObject({ type: z.literal('view'), view: viewSchema }),
  /** The newest records of the journal, newest first; only when the configuration allows the dock. */
  z.strictObject({ type: z.literal('journal'), tail: z.array(dockJournalRecordSchema).max(500).readonly() }),
  /** The station cannot run and ends itself; starting it again will not help before somebody has repaired the cause. */
  z.strictObject({ type: z.literal('fatal'), reason: z.string() }),
]);

/** Station to shell. */
export type StationMessage = Readonly<z.infer<typeof stationMessageSchema>>;

export const shellMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('intent'), intent: intentSchema }),
  /** A screen is there that has seen nothing yet: the station answers with the whole newest View. */
  z.strictObject({ type: z.literal('screen-attached') }),
  /** End cleanly: stop taking money, finish or journal what is open, exit 0. */
  z.strictObject({ type: z.literal('stop') }),
]);

/** Shell to station. */
export type ShellMessage = Readonly<z.infer<typeof shellMessageSchema>>;
