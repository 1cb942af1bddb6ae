import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { ANCHOR_FILE, readAnchorFile } from '../../journal/anchorFile.ts';
import { archiveBeside, journalPathsIn } from '../../journal/journalFiles.ts';
import { parseVerifierKey, type Verifier } from '../../journal/signedNote.ts';
import { parseKnownHead } from '../../journal/signedHead.ts';
import { type Verification, verifyJournal } from '../../journal/verifyJournal.ts';

/** Exit codes: a record is wrong or missing; nothing is wrong, and nothing proves that the end is the end, or where it began. */
const BROKEN = 1;
const NOT_PROVEN = 3;

/** The largest key file that is read; what is longer is something else. Bytes. */
const LARGEST_KEY = 10_000;

/**
 * Is every record as it was written, and is none missing at the end? Without `--anchor` the anchor beside the journal is asked.
 * @returns 0, 1 when something is wrong, 3 when nothing is and beginning or end are not proven
 */
export function verify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      anchor: { type: 'string' },
      archive: { type: 'string' },
      head: { type: 'string', multiple: true, default: [] },
      'public-key': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  // Reading makes much that is soon forgotten: it is collected early, so that a journal of any length fits.
  setFlagsFromString('--optimize-for-size');
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0)
    throw new RangeError(
      'usage: kiosk journal verify FILE [--all] [--anchor FILE] [--archive FOLDER] [--head NUMBER:HASH] [--public-key FILE] [--json]',
    );
  const file = statSync(given, { throwIfNoEntry: false })?.isDirectory() === true ? journalPathsIn(given).journal : given;
  const anchor = readAnchorFile(values.anchor ?? join(dirname(file), ANCHOR_FILE));
  if (values.anchor !== undefined && anchor.state !== 'holds') throw new Error(`${values.anchor}: there is no anchor that can be read`);
  const key = values['public-key'];
  const heads = values.head.map(parseKnownHead);
  const found = verifyJournal(file, {
    anchor,
    archive: values.archive ?? archiveBeside(file),
    heads,
    thorough: values.all,
    ...(key !== undefined && { verifier: readVerifier(key) }),
  });
  const exitCode = found.fault !== null ? BROKEN : found.endProven && found.beginProven ? 0 : NOT_PROVEN;
  process.stdout.write(`${values.json ? JSON.stringify({ ok: exitCode === 0, ...found }) : inWords(found)}\n`);
  return Promise.resolve(exitCode);
}

function inWords({ records, first, head, fault, endProven, beginProven, archived, checkpoints, keyGiven }: Verification): string {
  if (fault !== null) return `broken at record ${fault.seq}: ${fault.detail}`;
  const signed =
    checkpoints === 0
      ? ''
      : `\n${checkpoints} checkpoints are signed by the key that ${keyGiven ? 'was given' : 'the journal itself names'}`;
  const before = archived === 0 ? '' : ` and ${archived} in the archive`;
  const all = `${records} records${before}${head === null ? '' : `, head ${head}`}`;
  if (!beginProven)
    return `beginning not proven: ${all}: what lies before record ${first} is not there to be looked at (--archive FOLDER)${signed}`;
  if (!endProven) return `end not proven: ${all}: no anchor says that none is missing (--anchor FILE)${signed}`;
  return `ok: ${all}${signed}`;
}

/** A verifier key of signed notes in one line, or a public key in PEM together with the name in the notes. */
function readVerifier(path: string): Verifier {
  if (!existsSync(path)) throw new Error(`${path}: there is no such file`);
  const { size } = statSync(path);
  if (!statSync(path).isFile() || size > LARGEST_KEY) throw new Error(`${path}: this is no key`);
  const text = readFileSync(path, 'utf8');
  if (!text.includes('BEGIN PUBLIC KEY')) return parseVerifierKey(text);
  const spki = createPublicKey(text).export({ format: 'der', type: 'spki' });
  return { name: '', publicKey: spki.subarray(-32) };
}
