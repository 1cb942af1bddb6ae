import { z } from 'zod';
import type { DockJournalRecord } from '../machines/view/dock.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { View } from '../machines/view/view.ts';
import { intentSchema } from './screenLink.ts';

/**
 * What travels between station and shell: JSON over the child process's IPC channel, the station's only door to
 * the screen. Both sides check what they receive; neither trusts the other to be of the same version.
 */

/** Station to shell. */
export type StationMessage =
  /** Recovery is done: the View that follows replaces the static page. */
  | { readonly type: 'ready' }
  /** The station's event loop turns: said again and again, from the first moment on. */
  | { readonly type: 'beat' }
  | { readonly type: 'view'; readonly view: View }
  /** The newest records of the journal, newest first; only when the configuration allows the dock. */
  | { readonly type: 'journal'; readonly tail: readonly DockJournalRecord[] }
  /** The station cannot run and ends itself; starting it again will not help before somebody has acted. */
  | { readonly type: 'fatal'; readonly reason: string };

/** Shell to station. */
export type ShellMessage =
  | { readonly type: 'intent'; readonly intent: Intent }
  /** A screen is there that has seen nothing yet: the station answers with the whole newest View. */
  | { readonly type: 'screen-attached' }
  /** End cleanly: stop taking money, finish or journal what is open, exit 0. */
  | { readonly type: 'stop' };

/** Bytes of JSON that a View may have. The contract says 4 kB; the shell drops what is clearly not a View. */
export const MAX_VIEW_BYTES = 8192;

/**
 * The shell passes a View on and understands nothing of it but which one is newer, so it checks no more than that.
 * The words in it are the business of station and renderer, which share one type.
 */
const viewEnvelope = z.looseObject({ bootId: z.string().min(1), seq: z.int().nonnegative(), screen: z.string().min(1) });
const viewSchema = z.custom<View>((value) => viewEnvelope.safeParse(value).success, 'not a View');

const journalRecordSchema = z.strictObject({
  seq: z.int().positive(),
  txn: z.string().nullable(),
  kind: z.string(),
  summary: z.string(),
});

export const stationMessageSchema: z.ZodType<StationMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('beat') }),
  z.strictObject({ type: z.literal('view'), view: viewSchema }),
  z.strictObject({ type: z.literal('journal'), tail: z.array(journalRecordSchema).max(500) }),
  z.strictObject({ type: z.literal('fatal'), reason: z.string() }),
]);

export const shellMessageSchema: z.ZodType<ShellMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('intent'), intent: intentSchema }),
  z.strictObject({ type: z.literal('screen-attached') }),
  z.strictObject({ type: z.literal('stop') }),
]);
