import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, readConfigured, type StationSettings } from './config.ts';
import { readSecret } from './secretFile.ts';
import { ed25519Key } from './journal/ed25519Key.ts';
import { CARD_KEY_BYTES } from './staff/roster.ts';
import type { StaffSource } from './staff/staffSource.ts';

/** Bytes of the largest file that may be a roster. */
const LARGEST_ROSTER = 1_000_000;

/**
 * The staff of a machine as its configuration says.
 * @param rosterPath where the roster is kept that was taken over last
 * @throws ConfigError when the key of the cards cannot be used
 */
export function openStaffSource(
  { publicKey, cardKey, folder, exportFolder, oneDecidesUpTo = 0 }: NonNullable<StationSettings['staff']>,
  rosterPath: string,
  artificialCards: boolean,
): StaffSource {
  return {
    publicKey: ed25519Key(publicKey),
    cardKey: readCardKey(cardKey, artificialCards),
    oneDecidesUpTo,
    kept: () => readIfThere(rosterPath),
    offered: () => filesIn(folder, '.roster.json'),
    counts: () => filesIn(folder, '.count.json'),
    export:
      exportFolder === undefined
        ? null
        : (name, text) => {
            const path = join(exportFolder, name);
            // `x`: what was exported once is never written over.
            writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
            return readFileSync(path, 'utf8');
          },
    keep: (text) => keep(rosterPath, text),
  };
}

/** @throws ConfigError when it is no key, or others can read it */
function readCardKey(path: string, artificialCards: boolean): Uint8Array {
  const text = (artificialCards ? readConfigured(path) : readSecret(path)).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError(`${path}: holds no key of ${CARD_KEY_BYTES} bytes in hexadecimal`);
  return Buffer.from(text, 'hex');
}

/** A medium may not be there: then nothing is offered. */
function filesIn(folder: string, ending: string): readonly { readonly name: string; readonly text: string }[] {
  const names = namesIn(folder).filter((name) => name.endsWith(ending));
  return names.flatMap((name) => {
    const text = readIfThere(join(folder, name));
    return text === null ? [] : [{ name, text }];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function readIfThere(path: string): string | null {
  try {
    return statSync(path).size > LARGEST_ROSTER ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** All of it or none, and on the disk: the version that the journal names next must be found at the next start. */
function keep(path: string, text: string): void {
  const part = `${path}.part`;
  writeFileSync(part, text, { mode: 0o600, flush: true });
  renameSync(part, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
