import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MachineKey } from '../../../hardware/ports/machineKey.ts';
import { type JournalIdentity, signerName } from '../checkpoint.ts';
import { openNote, signNote, type Verifier } from '../signedNote.ts';

/**
 * A segment of the archive: records that left the live file, in three files that are written once.
 *
 * - `.jsonl.gz`: the records as JSON Lines, in members of gzip that can be read one by one;
 * - `.index`: where in it a transaction, a card or a record is ({@link SegmentIndex});
 * - `.note`: what the machine signs of both. It comes last: files without one are what a power cut left of an unfinished segment.
 */
export interface SegmentName {
  readonly epoch: number;
  /** The numbers of its first and its last record. */
  readonly first: number;
  readonly last: number;
}

/** What the note of a segment says. */
export interface SegmentFacts extends SegmentName {
  readonly machine: string;
  /** Hash of the record before its first, and of its last one. */
  readonly previousHash: string;
  readonly hash: string;
  /** The earliest and the latest time in it, milliseconds since 1970-01-01 UTC. */
  readonly fromMs: number;
  readonly toMs: number;
  /** SHA-256 of the compressed records and of the index, hexadecimal. */
  readonly recordsSha256: string;
  readonly indexSha256: string;
}

export interface SegmentPaths {
  readonly records: string;
  readonly index: string;
  readonly note: string;
}

/** So that names in their order are records in theirs, for some centuries. */
const DIGITS = 12;
const NAME = /^(\d+)-(\d{12})-(\d{12})\.note$/;

/** A note is a few hundred bytes; what is much longer is something else. */
const LONGEST_NOTE = 4_096;

export function segmentLabel({ epoch, first, last }: SegmentName): string {
  return `${epoch}-${String(first).padStart(DIGITS, '0')}-${String(last).padStart(DIGITS, '0')}`;
}

export function segmentPaths(folder: string, name: SegmentName): SegmentPaths {
  const path = join(folder, segmentLabel(name));
  return { records: `${path}.jsonl.gz`, index: `${path}.index`, note: `${path}.note` };
}

/** The segments in a folder, oldest first, by their names alone; none where there is no folder. */
export function listSegments(folder: string): readonly SegmentName[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file) => {
      const [, epoch, first, last] = NAME.exec(file) ?? [];
      return epoch === undefined ? [] : [{ epoch: Number(epoch), first: Number(first), last: Number(last) }];
    })
    .sort((a, b) => a.epoch - b.epoch || a.first - b.first);
}

/** Files of segments that were begun and never finished. */
export function unfinishedFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const finished = new Set(listSegments(folder).map(segmentLabel));
  return readdirSync(folder).filter((file) => /^\d+-\d{12}-\d{12}\./.test(file) && !isOf(finished, file));
}

function isOf(finished: ReadonlySet<string>, file: string): boolean {
  return finished.has(file.slice(0, file.indexOf('.'))) && !file.endsWith('.new');
}

function noteText(facts: SegmentFacts): string {
  return [
    `${signerName(facts.machine)}/${facts.epoch}/archive`,
    `records ${facts.first} ${facts.last}`,
    `after ${facts.previousHash}`,
    `head ${facts.hash}`,
    `time ${facts.fromMs} ${facts.toMs}`,
    `sha256 ${facts.recordsSha256}`,
    `index ${facts.indexSha256}`,
    '',
  ].join('\n');
}

/** @throws Error when the key cannot sign now */
export function segmentNote(facts: SegmentFacts, key: MachineKey): string {
  return signNote(noteText(facts), signerName(facts.machine), key);
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const counted = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const said = z.strictObject({
  machine: z.string().min(1),
  epoch: counted,
  first: counted,
  last: counted,
  previousHash: sha256,
  hash: sha256,
  fromMs: counted,
  toMs: counted,
  recordsSha256: sha256,
  indexSha256: sha256,
});

/** A segment is not what it should be; the message names it. */
export class BadSegment extends Error {
  readonly segment: SegmentName;

  constructor(segment: SegmentName, why: string) {
    super(`segment ${segmentLabel(segment)} ${why}`);
    this.segment = segment;
  }
}

/** Whose segments are believed. `verifier` null: whoever signed them. */
export interface SegmentOwner {
  readonly journal: JournalIdentity | null;
  readonly verifier: Verifier | null;
}

/**
 * Reads what the note of a segment says.
 * @throws BadSegment when it says nothing, something else than its name, is of another journal, or was not signed by the machine
 */
export function readSegmentNote(folder: string, name: SegmentName, { journal, verifier }: SegmentOwner): SegmentFacts {
  const { note: path } = segmentPaths(folder, name);
  if (!existsSync(path)) throw new BadSegment(name, 'is missing');
  if (!statSync(path).isFile() || statSync(path).size > LONGEST_NOTE) throw new BadSegment(name, 'has a note that is none');
  const note = readFileSync(path, 'utf8');
  const facts = factsOf(note);
  if (facts === null) throw new BadSegment(name, 'has a note that is none');
  const { machine, epoch } = journal ?? facts;
  if (facts.machine !== machine) throw new BadSegment(name, `is foreign: of machine ${facts.machine}, not ${machine}`);
  if (facts.epoch !== epoch) throw new BadSegment(name, `is foreign: of epoch ${facts.epoch}, not ${epoch}`);
  if (facts.first !== name.first || facts.last !== name.last) throw new BadSegment(name, 'was named differently by the machine');
  // A bare public key has no name.
  if (verifier !== null && openNote(note, { ...verifier, name: signerName(machine) }) !== noteText(facts))
    throw new BadSegment(name, 'was not signed with the key of this machine');
  return facts;
}

function factsOf(note: string): SegmentFacts | null {
  const [origin = '', ...lines] = note.slice(0, note.indexOf('\n\n') + 1).split('\n');
  const owner = /^kiosk-journal\/(.+)\/(\d+)\/archive$/.exec(origin);
  const words = new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).split(' ')]));
  const parsed = said.safeParse({
    machine: owner?.[1],
    epoch: owner?.[2],
    first: words.get('records')?.[0],
    last: words.get('records')?.[1],
    previousHash: words.get('after')?.[0],
    hash: words.get('head')?.[0],
    fromMs: words.get('time')?.[0],
    toMs: words.get('time')?.[1],
    recordsSha256: words.get('sha256')?.[0],
    indexSha256: words.get('index')?.[0],
  });
  return parsed.success ? parsed.data : null;
}

/** Bytes that are read at once to reckon a hash. */
const PIECE = 1024 * 1024;

/** SHA-256 of a file, hexadecimal; null when there is none, or something else in its place, which may have no end. */
function sha256Of(path: string): string | null {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const digest = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) digest.update(piece.subarray(0, length));
  } finally {
    closeSync(file);
  }
  return digest.digest('hex');
}

/** @throws BadSegment when a file of the segment is missing, or not the one that was signed */
export function checkSegmentFiles(folder: string, facts: SegmentFacts): void {
  const { records, index } = segmentPaths(folder, facts);
  for (const [path, signed, what] of [
    [records, facts.recordsSha256, 'records'],
    [index, facts.indexSha256, 'index'],
  ] as const) {
    const found = sha256Of(path);
    if (found === null) throw new BadSegment(facts, `lacks its ${what}`);
    if (found !== signed) throw new BadSegment(facts, `was edited: its ${what} are not what the machine signed`);
  }
}
