import { readFileSync } from 'node:fs';
import { BLOCK_LENGTH, type BlockAccess } from '../../hardware/card-profiles/blockAccess.ts';
import type { CardProfile } from '../../hardware/card-profiles/cardProfile.ts';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { cardAsFields } from './cardText.ts';

/** Bytes of a MIFARE Classic 1K card. */
const IMAGE_LENGTH = 1024;
/** Bytes of a MIFARE Classic UID at the beginning of its memory. */
const UID_LENGTH = 4;

const profiles: readonly CardProfile[] = [easyCardClassic, ipassSynthetic];

/** A card that is only an image: everything can be read, nothing be written. */
function imageAccess(image: Uint8Array): BlockAccess {
  return {
    authenticate: () => Promise.resolve(ok()),
    read: (block) => Promise.resolve(ok(image.slice(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH))),
    write: () => Promise.resolve(fail({ kind: 'refused', detail: 'an image is not written' })),
  };
}

/** What `--json` prints of an image; `path` is only for the error. @throws Error as {@link readImageFile} does. */
export async function cardAsJson(path: string, image: Uint8Array): Promise<string> {
  return JSON.stringify(cardAsFields(await readImage(path, image)));
}

/** @throws Error naming `path` when it cannot be read, has a wrong size, or is of no card that is known here. */
export async function readImageFile(path: string): Promise<Result<CardFacts, never>> {
  let image: Uint8Array;
  try {
    image = new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return ok(await readImage(path, image));
}

/** What an image holds. @throws RangeError, Error naming `path` when it has a wrong size, or is of no card that is known here. */
export async function readImage(path: string, image: Uint8Array): Promise<CardFacts> {
  if (image.length !== IMAGE_LENGTH) throw new RangeError(`${path}: a card image has ${IMAGE_LENGTH} bytes, this file ${image.length}`);
  const access = imageAccess(image);
  for (const profile of profiles) {
    const recognised = await profile.recognise(access);
    if (!recognised.ok || !recognised.value) continue;
    const read = await profile.read(access, image.slice(0, UID_LENGTH));
    if (!read.ok) throw new Error(`${path}: ${profile.id}, but it cannot be read: ${read.error.detail}`);
    return read.value;
  }
  throw new Error(`${path}: no card profile knows this card`);
}
