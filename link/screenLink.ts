import { z } from 'zod';
import type { DockCommand } from '../machines/view/dock.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { FromScreen } from '../machines/view/link.ts';
import { verbs } from '../machines/view/view.ts';

/** What the shell accepts from a screen. The renderer is untrusted: everything is strict and small. */

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

export const dockCommandSchema: z.ZodType<DockCommand> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('place-card'), card: shortText }),
  z.strictObject({ do: z.literal('lay-beside') }),
  z.strictObject({ do: z.literal('remove-card') }),
  z.strictObject({ do: z.literal('insert-note'), value: z.int().positive().max(100_000) }),
  z.strictObject({ do: z.literal('jam-next-note') }),
  z.strictObject({ do: z.literal('clear-jam') }),
  z.strictObject({ do: z.literal('pull-card-while-writing'), after: z.int().min(1).max(3) }),
  z.strictObject({ do: z.literal('paper'), paper: z.enum(['full', 'out']) }),
  z.strictObject({ do: z.literal('operator-switch'), position: z.enum(['run', 'maintenance']) }),
  z.strictObject({ do: z.literal('network'), network: z.enum(['up', 'cut']) }),
  z.strictObject({ do: z.literal('lose-next-answer') }),
  z.strictObject({ do: z.literal('cut-power') }),
]);

export const fromScreenSchema: z.ZodType<FromScreen> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('intent'), intent: intentSchema }),
  z.strictObject({ type: z.literal('dock'), command: dockCommandSchema }),
]);
