/**
 * SQLite's write-ahead log, as far as an auditor must understand it (sqlite.org/fileformat2.html, sections 4.1 and 4.2).
 * SQLite takes a frame with a wrong checksum for the end of the log, and drops it and everything behind it without a
 * word: records would be missing, and the rest of the chain would still hold.
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit says in which byte order the checksums were reckoned. */
const MAGIC = 0x377f0682;

interface Salts {
  readonly first: number;
  readonly second: number;
}

type Checksum = readonly [number, number];

/** What of a log was written and no longer holds. */
export interface LogDamage {
  /** The first frame that does not hold, counted from 1; null when the head does not. */
  readonly frame: number | null;
  /** No frame of this round follows: if somebody writes to the log now, this is what is being written. */
  readonly atEnd: boolean;
  readonly detail: string;
}

/**
 * What of the log was written and no longer holds; null when SQLite reads all that was written.
 * The last frame may also have been cut by a power failure before its record counted: the two cannot be told apart.
 */
export function findLogDamage(log: Uint8Array): LogDamage | null {
  if (log.length === 0) return null;
  if (log.length < HEADER_BYTES) return { frame: null, atEnd: true, detail: 'the head of the write-ahead log is cut off' };
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const magic = view.getUint32(0);
  const littleEndian = (magic & 1) === 0;
  const pageBytes = view.getUint32(8);
  let sum = checksum(view, 0, 24, [0, 0], littleEndian);
  if ((magic & ~1) !== MAGIC || !isPageSize(pageBytes) || !equal(sum, checksumAt(view, 24))) {
    return { frame: null, atEnd: false, detail: 'the head of the write-ahead log is damaged' };
  }
  const salts = saltsAt(view, 16);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let frame = 1, at = HEADER_BYTES; at + frameBytes <= log.length; frame += 1, at += frameBytes) {
    const found = saltsAt(view, at + 8);
    const matches = Number(found.first === salts.first) + Number(found.second === salts.second);
    // A frame of an earlier round, which this round has not overwritten: both salts are others then, and in all that follow.
    if (matches === 0) {
      return goesOn(view, at, frameBytes, salts)
        ? { frame, atEnd: false, detail: `frame ${frame} of the write-ahead log is damaged` }
        : null;
    }
    sum = checksum(view, at + FRAME_HEADER_BYTES, pageBytes, checksum(view, at, 8, sum, littleEndian), littleEndian);
    if (matches === 1 || !equal(sum, checksumAt(view, at + 16))) {
      const next = at + frameBytes;
      const atEnd = next + FRAME_HEADER_BYTES > log.length || !sameSalts(saltsAt(view, next + 8), salts);
      return { frame, atEnd, detail: `frame ${frame} of the write-ahead log is damaged` };
    }
  }
  return null;
}

/**
 * The database as the log would make it if every frame held: with it the record can be found whose damage made SQLite
 * drop the frame.
 * @param until a frame; the log is applied to the end of the transaction that it is part of. Default: to its end.
 */
export function applyLog(database: Uint8Array, log: Uint8Array, until: number = Number.POSITIVE_INFINITY): Uint8Array {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  if (log.length < HEADER_BYTES || !isPageSize(view.getUint32(8))) return database;
  const pageBytes = view.getUint32(8);
  const salts = saltsAt(view, 16);
  const pages = new Map<number, Uint8Array>();
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let frame = 1, at = HEADER_BYTES; at + frameBytes <= log.length; frame += 1, at += frameBytes) {
    const found = saltsAt(view, at + 8);
    if (found.first !== salts.first && found.second !== salts.second) break;
    pages.set(view.getUint32(at), log.subarray(at + FRAME_HEADER_BYTES, at + frameBytes));
    // The last frame of a transaction says how many pages the database has then.
    const commits = view.getUint32(at + 4) !== 0;
    if (commits && frame >= until) break;
  }
  // A page number may be what was damaged: no database grows by more than its log holds.
  const most = Math.ceil(database.length / pageBytes) + pages.size;
  const applied = new Uint8Array(Math.max(database.length, ...[...pages.keys()].map((page) => (page <= most ? page * pageBytes : 0))));
  applied.set(database);
  for (const [page, bytes] of pages) if (page >= 1 && page <= most) applied.set(bytes, (page - 1) * pageBytes);
  return applied;
}

function isPageSize(bytes: number): boolean {
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0;
}

function saltsAt(view: DataView, at: number): Salts {
  return { first: view.getUint32(at), second: view.getUint32(at + 4) };
}

/** Whether a frame of this round begins at `from` or behind it. */
function goesOn(view: DataView, from: number, frameBytes: number, salts: Salts): boolean {
  for (let at = from; at + frameBytes <= view.byteLength; at += frameBytes) if (sameSalts(saltsAt(view, at + 8), salts)) return true;
  return false;
}

function sameSalts(a: Salts, b: Salts): boolean {
  return a.first === b.first && a.second === b.second;
}

function checksumAt(view: DataView, at: number): Checksum {
  return [view.getUint32(at), view.getUint32(at + 4)];
}

function equal(a: Checksum, b: Checksum): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function checksum(view: DataView, from: number, bytes: number, [start0, start1]: Checksum, littleEndian: boolean): Checksum {
  let s0 = start0;
  let s1 = start1;
  for (let at = from; at < from + bytes; at += 8) {
    s0 = (s0 + view.getUint32(at, littleEndian) + s1) >>> 0;
    s1 = (s1 + view.getUint32(at + 4, littleEndian) + s0) >>> 0;
  }
  return [s0, s1];
}
