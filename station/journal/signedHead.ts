import type { JournalHead } from '../../hardware/ports/anchor.ts';
import type { JournalReader } from '../../hardware/ports/journalStore.ts';
import { ownerOfCheckpoint, type JournalIdentity } from './checkpoint.ts';
import { parseRecord } from './records.ts';

/** How far a journal had come when its newest checkpoint was signed. On paper, or at the centre, no disk of the machine can change it. */
export interface SignedHead extends JournalIdentity {
  readonly head: JournalHead;
  /** When it was signed, milliseconds since 1970-01-01 UTC by the machine's clock. */
  readonly atMs: number;
  /** The signed note (C2SP tlog-checkpoint). */
  readonly note: string;
}

/** @returns null when there is no checkpoint yet @throws Error when the newest one cannot be read */
export function signedHeadOf(reader: Pick<JournalReader, 'newestCheckpoint'>): SignedHead | null {
  const stored = reader.newestCheckpoint();
  const owner = stored === null ? null : ownerOfCheckpoint(stored);
  if (stored === null || owner === null) return null;
  const record = parseRecord(stored);
  if (record.kind !== 'checkpoint') return null;
  return { ...owner, head: { seq: stored.seq - 1, hash: stored.previousHash }, atMs: stored.wallMs, note: record.body.note };
}

/** Digits of a hash that stand together on paper. */
const GROUP = 8;
const GROUPS_IN_LINE = 4;

/**
 * A head in lines of at most 35 characters, for the end-of-day slip: machine and epoch, the number of the record, its hash. Whoever
 * holds the paper asks `kiosk journal verify --head NUMBER:HASH`.
 */
export function headInLines({ machine, epoch, head }: Pick<SignedHead, 'machine' | 'epoch' | 'head'>): readonly string[] {
  const groups = head.hash.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  const lines = [groups.slice(0, GROUPS_IN_LINE), groups.slice(GROUPS_IN_LINE)].map((line) => line.join(' '));
  return [`${machine} / ${epoch}`, `record ${head.seq}`, ...lines];
}

/** What somebody has from elsewhere: a record's number, and how its hash begins. */
export interface KnownHead {
  readonly seq: number;
  /** At least {@link LEAST_DIGITS} hexadecimal digits. */
  readonly hash: string;
}

/** So many digits nobody makes fit another record by trying (64 bits). */
const LEAST_DIGITS = 16;

/** @param text `NUMBER:HASH`, the hash as on paper or only its first 16 digits @throws RangeError when it is something else */
export function parseKnownHead(text: string): KnownHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]+)$/i.exec(text.replaceAll(/\s/g, '')) ?? [];
  if (seq === undefined || hash === undefined || hash.length < LEAST_DIGITS || hash.length > 64)
    throw new RangeError(`--head takes NUMBER:HASH, at least ${LEAST_DIGITS} digits of the hash, not ${text.slice(0, 100)}`);
  return { seq: Number(seq), hash: hash.toLowerCase() };
}
