import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Anchor, AnchorReading, AnchorState } from '../../hardware/ports/anchor.ts';
import { canonicalJson } from './canonicalJson.ts';

/** A page of the disk: no write to one slot touches the other. Bytes. */
const SLOT_BYTES = 4_096;
const SLOTS = 2;

/** Stands in every slot, so that no other file is taken for an anchor. */
const FORMAT = 'kiosk journal anchor 1';

const keyMark = z.string().regex(/^[0-9a-f]{16}$/);

const slotSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Grows with every write: the higher of two is the newer. */
  generation: z.int().positive(),
  anchor: z.strictObject({
    machine: z.string(),
    epoch: z.int().nonnegative(),
    head: z.strictObject({ seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    boots: z.int().nonnegative(),
    keys: z.strictObject({ seal: keyMark, signer: keyMark }),
  }),
});

interface Slot {
  readonly generation: number;
  readonly anchor: AnchorState;
}

/** The content of one slot: a line of JSON, a line with its SHA-256, and blanks. */
function encodeSlot({ generation, anchor }: Slot): Buffer {
  const line = canonicalJson({ format: FORMAT, generation, anchor });
  const slot = Buffer.alloc(SLOT_BYTES, ' ');
  const length = slot.write(`${line}\n${sha256(line)}\n`);
  if (length >= SLOT_BYTES) throw new RangeError('an anchor does not fit into its slot');
  slot[SLOT_BYTES - 1] = 0x0a;
  return slot;
}

/** What a slot says: null when it was never written, `damaged` when it cannot be told what it said. */
function decodeSlot(bytes: Buffer): Slot | 'damaged' | null {
  const text = bytes.toString('utf8');
  if (text.trim() === '') return null;
  const [line = '', sum] = text.split('\n', 2);
  if (sum !== sha256(line)) return 'damaged';
  const slot = slotSchema.safeParse(JSON.parse(line));
  return slot.success ? slot.data : 'damaged';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The whole file of an anchor that is new. */
export function newAnchorFile(anchor: AnchorState): Buffer {
  const blank = Buffer.alloc(SLOT_BYTES, ' ');
  blank[SLOT_BYTES - 1] = 0x0a;
  return Buffer.concat([encodeSlot({ generation: 1, anchor }), blank]);
}

/** Reads an anchor, a copied one too. Changes nothing. */
export function readAnchorFile(path: string): AnchorReading {
  return reading(readSlots(path)).found;
}

/** An anchor's file never grows: what is longer is something else, perhaps without an end. */
function readSlots(path: string): readonly Buffer[] | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  // Nobody ever writes into some of what is no file, and opening it would wait for that.
  if (!found.isFile()) return [];
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    const bytes = Buffer.alloc(SLOTS * SLOT_BYTES + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return length === SLOTS * SLOT_BYTES ? [bytes.subarray(0, SLOT_BYTES), bytes.subarray(SLOT_BYTES, length)] : [];
  } finally {
    closeSync(file);
  }
}

function reading(slots: readonly Buffer[] | null): { readonly found: AnchorReading; readonly generation: number } {
  if (slots === null) return { found: { state: 'absent' }, generation: 0 };
  const decoded = slots.map(decodeSlot);
  const valid = decoded.filter((slot) => slot !== null && slot !== 'damaged');
  const newest = valid.toSorted((a, b) => b.generation - a.generation)[0];
  if (newest === undefined) return { found: { state: 'damaged', detail: 'neither of its slots can be read' }, generation: 0 };
  const certain = !decoded.includes('damaged');
  return { found: { state: 'holds', anchor: newest.anchor, certain }, generation: newest.generation };
}

/**
 * An anchor in a file of two slots, which are written in turn and in place: whatever a power cut leaves of one, the other holds
 * the state before.
 * @throws Error when there is no such file
 */
export function openAnchorFile(path: string): Anchor & { close(): void } {
  let { generation } = reading(readSlots(path));
  const file = openSync(path, 'r+');
  return {
    read: () => readAnchorFile(path),
    write: (anchor) => {
      const next = generation + 1;
      const slot = encodeSlot({ generation: next, anchor });
      if (writeSync(file, slot, 0, SLOT_BYTES, ((next + 1) % SLOTS) * SLOT_BYTES) !== SLOT_BYTES)
        throw new Error(`${path}: written in part`);
      fdatasyncSync(file);
      generation = next;
    },
    close: () => closeSync(file),
  };
}

/** The name of an anchor's file in its folder. */
export const ANCHOR_FILE = 'journal.anchor';
