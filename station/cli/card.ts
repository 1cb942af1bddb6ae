import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BLOCK_LENGTH, type BlockAccess } from '../../hardware/card-profiles/blockAccess.ts';
import type { CardProfile } from '../../hardware/card-profiles/cardProfile.ts';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import type { CardFacts, CardTransaction } from '../../hardware/ports/cardFacts.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { fail, ok } from '../../hardware/ports/result.ts';

/** Bytes of a MIFARE Classic 1K card. */
const IMAGE_LENGTH = 1024;

const profiles: readonly CardProfile[] = [easyCardClassic, ipassSynthetic];

/** A card that is only an image: everything can be read, nothing be written. */
function imageAccess(image: Uint8Array): BlockAccess {
  return {
    authenticate: () => Promise.resolve(ok()),
    read: (block) => Promise.resolve(ok(image.slice(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH))),
    write: () => Promise.resolve(fail({ kind: 'refused', detail: 'an image is not written' })),
  };
}

/** A record in the card's own, unsigned numbers: an advance of NT$18 stands in it as 65,518. */
function transactionFields(transaction: CardTransaction): object {
  const { sequence, atMs, kind, amount, balanceAfter, place, device } = transaction;
  return { sequence, at: taipeiTimestamp(atMs), kind, amount, balanceAfter: balanceAfter & 0xffff, place, device };
}

/** What `--json` prints of an image; `path` is only for the error. @throws Error as {@link card} does. */
export async function cardAsJson(path: string, image: Uint8Array): Promise<string> {
  return JSON.stringify(cardFields(await readImage(path, image)));
}

function cardFields(facts: CardFacts): object {
  const { profile, balance, backupBalance, issuedOn, expiresOn, lastAddValue, transactions } = facts;
  return {
    profile,
    balance,
    backupBalance,
    issuedOn,
    expiresOn,
    lastAddValue: lastAddValue === null ? null : transactionFields(lastAddValue),
    transactions: transactions.map(transactionFields),
  };
}

function words(facts: CardFacts): string {
  const rows = facts.transactions.map(
    ({ sequence, atMs, kind, amount, balanceAfter, place }) =>
      `  ${String(sequence).padStart(3)}  ${taipeiTimestamp(atMs)}  ${kind.padEnd(9)}  ${String(amount).padStart(6)} → ${String(balanceAfter).padStart(6)}  place ${place}`,
  );
  const validity = `issued ${facts.issuedOn ?? '?'}, expires ${facts.expiresOn ?? '?'}`;
  return [`${facts.profile}, NT$${facts.balance} (backup ${facts.backupBalance ?? 'none'}), ${facts.status}, ${validity}`, ...rows].join(
    '\n',
  );
}

/**
 * Says what a card image holds. Reading is tolerant; the card number is not printed.
 * @returns 0
 * @throws Error when the image has a wrong size, or is of no card that is known here (exit code 2)
 */
export async function card(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { image: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.image === undefined) throw new RangeError('usage: kiosk card --image FILE [--json]');
  const image = readImageFile(values.image);
  const text = values.json ? await cardAsJson(values.image, image) : words(await readImage(values.image, image));
  process.stdout.write(`${text}\n`);
  return 0;
}

function readImageFile(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** @throws RangeError, Error naming `path` when the image has a wrong size, or is of no card that is known here. */
async function readImage(path: string, image: Uint8Array): Promise<CardFacts> {
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

/** Bytes of a MIFARE Classic UID at the beginning of its memory. */
const UID_LENGTH = 4;
