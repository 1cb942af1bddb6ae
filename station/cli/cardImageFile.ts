import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { BLOCK_LENGTH, type BlockAccess } from '../../hardware/card-profiles/blockAccess.ts';
import type { CardProfile } from '../../hardware/card-profiles/cardProfile.ts';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { cardAsFields } from './cardText.ts';

/** Bytes of a MIFARE Classic 1K card. */
const IMAGE_LENGTH = 1024;
/** Bytes of a MIFARE Classic UID at the beginning of its memory. */
const UID_LENGTH = 4;

const profiles: readonly CardProfile[] = [easyCardClassic, ipassSynthetic];

/** A card that is only an image: everything can be read, nothing be written. */
function imageAccess(image: Uint8Array): BlockAccess {
  const contentOf = (block: number): Uint8Array => image.slice(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  return {
    authenticate: () => Promise.resolve(ok()),
    read: (block) => Promise.resolve(ok(contentOf(block))),
    readAll: (_, blocks) => Promise.resolve(ok(blocks.map(contentOf))),
    write: () => Promise.resolve(fail({ kind: 'refused', detail: 'an image is not written' })),
  };
}

/** What an image holds. */
export interface InspectedImage {
  readonly facts: CardFacts;
  /** Why a machine would not serve this card, so that its balance is not to be trusted; null when one would read it. */
  readonly doubt: string | null;
}

/** What `--json` prints of an image; `path` is only for the error. @throws Error as {@link readImageFile} does. */
export async function cardAsJson(path: string, image: Uint8Array): Promise<string> {
  return JSON.stringify(cardAsFields((await readImage(path, image)).facts));
}

/** @throws Error naming `path` when it cannot be read, has a wrong size, or is of no card that is known here. */
export async function readImageFile(path: string): Promise<InspectedImage> {
  let beginning: Uint8Array;
  let bytes: number;
  try {
    ({ beginning, bytes } = readBeginning(path));
  } catch (cause) {
    throw new Error(`${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (beginning.length > IMAGE_LENGTH) throw wrongSize(path, bytes >= beginning.length ? `${bytes}` : 'more');
  return await readImage(path, beginning);
}

/** No more than shows that a file is too long: a device may have no end. */
function readBeginning(path: string): { beginning: Uint8Array; bytes: number } {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(IMAGE_LENGTH + 1);
    let filled = 0;
    // A pipe gives what it has, not what was asked for.
    for (let read = -1; read !== 0 && filled < buffer.length; filled += read)
      read = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    return { beginning: buffer.slice(0, filled), bytes: fstatSync(descriptor).size };
  } finally {
    closeSync(descriptor);
  }
}

function wrongSize(path: string, bytes: string): RangeError {
  return new RangeError(`${path}: a card image has ${IMAGE_LENGTH} bytes, this file ${bytes}`);
}

/**
 * What an image holds, however damaged the card is.
 * @throws RangeError, Error naming `path` when it has a wrong size, or is of no card that is known here.
 */
export async function readImage(path: string, image: Uint8Array): Promise<InspectedImage> {
  if (image.length !== IMAGE_LENGTH) throw wrongSize(path, `${image.length}`);
  const access = imageAccess(image);
  for (const profile of profiles) {
    const recognised = await profile.recognise(access);
    if (!recognised.ok || !recognised.value) continue;
    const uid = image.slice(0, UID_LENGTH);
    const served = await profile.read(access, uid);
    const inspected = await profile.read(access, uid, { purpose: 'inspection' });
    if (!inspected.ok) throw new Error(`${path}: ${profile.id}, but it cannot be read: ${inspected.error.detail}`);
    return { facts: inspected.value, doubt: served.ok ? null : served.error.detail };
  }
  throw new Error(`${path}: no card profile knows this card`);
}
