import { z } from 'zod';
import type { Intent } from '../machines/view/intent.ts';
import { verbs, type View } from '../machines/view/view.ts';
import { type DockJournalRecord, dockCommandSchema, type DockState } from './dock.ts';

/** What travels between shell and screen. The renderer is untrusted: what it sends is looked at strictly, and is small. */

/** Shell to screen. The shell made it, so that the screen looks at its kind only. */
export type ToScreen =
  | { readonly type: 'view'; readonly view: View }
  /** The station is not running: the page shows its static out-of-service picture. */
  | { readonly type: 'station-down' }
  /** Only beside a companion that offers the dock. */
  | { readonly type: 'dock'; readonly state: DockState }
  | { readonly type: 'dock-journal'; readonly tail: readonly DockJournalRecord[] };

/** Bytes of one frame from a screen; anything longer is not looked at. */
export const MAX_FRAME_BYTES = 4096;

/** Bytes of an Intent as JSON. */
export const MAX_INTENT_BYTES = 1024;

const shortText = z.string().min(1).max(64);

export const intentSchema: z.ZodType<Intent> = z
  .strictObject({
    verb: z.enum(verbs),
    arg: z.string().max(64).exactOptional(),
    bootId: shortText,
    seqSeen: z.int().nonnegative(),
    nonce: shortText,
  })
  .refine((intent) => Buffer.byteLength(JSON.stringify(intent)) <= MAX_INTENT_BYTES, `an Intent has at most ${MAX_INTENT_BYTES} bytes`);

export const fromScreenSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('intent'), intent: intentSchema }),
  z.strictObject({ type: z.literal('dock'), command: dockCommandSchema }),
]);

/** Screen to shell. */
export type FromScreen = Readonly<z.infer<typeof fromScreenSchema>>;
