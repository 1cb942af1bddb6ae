import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AnchorState, JournalHead } from '../../hardware/ports/anchor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { Found } from '../../hardware/ports/journalDisk.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import { type Random, randomHex } from '../../hardware/ports/random.ts';
import { ANCHOR_FILE, newAnchorFile, readAnchorFile } from './anchorFile.ts';
import { NO_BOX } from './boxLedger.ts';
import { type CarriedOver, carryOver, carryStaffOver } from './carryOver.ts';
import { JOURNAL_KEY_BYTES, sealKeyMark } from './cardSeal.ts';
import { signerName } from './checkpoint.ts';
import { Journal } from './journal.ts';
import { type ExchangePlan, exchange, type OnStep, writeWhole } from './journalExchange.ts';
import { findMachineKey, findSealKey, type JournalPaths } from './journalFiles.ts';
import { epochOf } from './judgeJournal.ts';
import type { LedgerState } from './ledger.ts';
import { makeMachineKey, parseMachineKey } from './machineKeyFile.ts';
import type { JournalBodies } from './records.ts';
import { salvage, type Salvage } from './salvage.ts';
import { NO_STAFF } from './staffLedger.ts';
import { signerMark, verifierKey } from './signedNote.ts';
import { openSqliteJournalStore } from './sqliteJournalStore.ts';

/** What cannot be commissioned or repaired as it was asked for; nothing was changed. */
export class CommissionError extends Error {}

export interface CommissionParts {
  readonly paths: JournalPaths;
  readonly machine: string;
  /** The person who says so, and why. */
  readonly by: string;
  readonly reason: string;
  readonly clock: Clock;
  readonly random: Random;
  /** A key outside of the data folder; left out: a file. */
  readonly signer?: () => Found<MachineKey>;
  readonly onStep?: OnStep;
}

export interface Commissioned {
  readonly epoch: number;
  /** Where the journal before ended; null when there was none. */
  readonly before: JournalBodies['commissioned']['before'];
  /** What was open: staff settles it. */
  readonly open: readonly CarriedOver[];
  /** The folder that keeps the files of before; null when there were none. */
  readonly kept: string | null;
  /** What of the journal before could not be read; null when all could, or there was none. */
  readonly fault: string | null;
}

/**
 * Begins another life of the machine's journal. The files of the one before are kept, its open transactions become cases: whether
 * they were settled elsewhere since nobody knows.
 * @throws Error when it could not be decided: then nothing was changed. What is interrupted later the next start finishes.
 */
export function beginNewEpoch(parts: CommissionParts): Commissioned {
  return succeed(parts, () => null);
}

/**
 * The same for a damaged journal, with a record that declares what is missing.
 * @throws CommissionError when there is no journal
 */
export function repairJournal(parts: CommissionParts): Commissioned {
  if (!existsSync(parts.paths.journal)) throw new CommissionError(`${parts.paths.journal} is not there: nothing can be repaired`);
  return succeed(parts, ({ old, before, kept }) => ({
    epoch: before?.epoch ?? 0,
    salvaged: old.head,
    missing: { from: (old.head?.seq ?? 0) + 1, to: before !== null && before.seq > (old.head?.seq ?? 0) ? before.seq : null },
    detail: old.fault ?? 'every record that is left verifies',
    kept,
  }));
}

/**
 * Gives a whole journal whose anchor is lost another one, within the same life. It may be an old copy, which only the centre can
 * tell: what is open becomes a case.
 * @throws CommissionError when the journal does not verify from its first record, or the keys beside it are not its own
 */
export function anchorJournal(parts: CommissionParts): Commissioned {
  const { paths, machine, by, reason, clock, random, signer = () => findMachineKey(paths.machineKey) } = parts;
  const old = salvage(paths.journal, paths.archive);
  if (old.fault !== null || old.head === null) throw new CommissionError(`the journal does not verify: ${old.fault ?? 'it is empty'}`);
  const sealKey = findSealKey(paths.sealKey);
  const key = signer();
  if (sealKey.state !== 'there' || key.state !== 'there') throw new CommissionError('a key of the journal is missing or damaged');
  const epoch = old.epoch ?? 0;
  const before = { epoch, ...old.head };
  const open = carryOver(old.state);
  const store = openSqliteJournalStore(paths.journal);
  try {
    const journal = new Journal({ store, clock, bootId: randomHex(random, 8) });
    const verifier = { name: signerName(machine), publicKey: key.it.publicKey };
    journal.append('commissioned', null, { machine, epoch, by, reason, before, signer: verifierKey(verifier) });
    for (const { transaction, body } of open) journal.append('carried-over', transaction, body);
    const keys = { seal: sealKeyMark(sealKey.it), signer: signerMark(key.it.publicKey) };
    mkdirSync(dirname(paths.anchor), { recursive: true, mode: 0o700 });
    // Last: until then the station refuses the journal, and this can be done again.
    writeWhole(paths.anchor, newAnchorFile({ machine, epoch, head: journal.head, boots: 0, keys }));
  } finally {
    store.close();
  }
  return { epoch, before, open, kept: null, fault: null };
}

interface Predecessor {
  readonly old: Salvage;
  readonly before: Commissioned['before'];
  readonly kept: string;
}

function succeed(parts: CommissionParts, declare: (predecessor: Predecessor) => JournalBodies['repaired'] | null): Commissioned {
  const { paths, clock, random, onStep } = parts;
  const old = salvage(paths.journal, paths.archive);
  const anchor = anchorOf(paths);
  const before = endOf(old, anchor);
  const epoch = Math.max((before?.epoch ?? -1) + 1, epochOf(clock.wallMs()));
  const oldFiles = [paths.journal, `${paths.journal}-wal`, `${paths.journal}-shm`, paths.anchor].filter((file) => existsSync(file));
  const kept = join(paths.folder, 'kept', `${before?.epoch ?? 0}-${randomHex(random, 4)}`);
  const open = carryOver(old.state);
  const repaired = declare({ old, before, kept });
  exchange(
    paths.folder,
    (draft) => makeSuccessor(draft, { ...parts, epoch, before, open, state: old.state, repaired, oldFiles, kept, anchor }),
    onStep,
  );
  return { epoch, before, open, kept: oldFiles.length === 0 ? null : kept, fault: old.fault };
}

function anchorOf({ anchor }: JournalPaths): AnchorState | null {
  const reading = readAnchorFile(anchor);
  return reading.state === 'holds' ? reading.anchor : null;
}

/** Where the journal ended: the anchor may know of records that are gone. */
function endOf(old: Salvage, anchor: AnchorState | null): Commissioned['before'] {
  const read: (JournalHead & { epoch: number }) | null = old.head === null ? null : { epoch: old.epoch ?? 0, ...old.head };
  if (anchor === null || anchor.head.seq === 0) return read;
  const anchored = { epoch: anchor.epoch, ...anchor.head };
  return read === null || read.epoch !== anchored.epoch || anchored.seq > read.seq ? anchored : read;
}

interface Successor extends CommissionParts {
  readonly epoch: number;
  readonly before: Commissioned['before'];
  readonly open: readonly CarriedOver[];
  readonly state: LedgerState;
  readonly repaired: JournalBodies['repaired'] | null;
  readonly oldFiles: readonly string[];
  readonly kept: string;
  readonly anchor: AnchorState | null;
}

function makeSuccessor(draft: string, next: Successor): ExchangePlan {
  const { paths, machine, epoch, by, reason, before, clock, random, kept, oldFiles, anchor: known } = next;
  const put: ExchangePlan['put'] = [];
  const setAside = [...oldFiles];
  const add = (name: string, to: string, content?: string | Uint8Array): void => {
    if (content !== undefined) writeFileSync(join(draft, name), content, { mode: 0o600 });
    if (existsSync(to) && !setAside.includes(to)) setAside.push(to);
    put.push({ name, to });
  };

  // The key that card numbers were sealed with stays, so that a card with something open is recognised.
  const foundKey = findSealKey(paths.sealKey);
  const keepsKey = foundKey.state === 'there' && (known === null || known.keys.seal === sealKeyMark(foundKey.it));
  const sealKey = keepsKey ? foundKey.it : random.bytes(JOURNAL_KEY_BYTES);
  if (!keepsKey) add('journal.key', paths.sealKey, sealKey);

  const foundSigner = (next.signer ?? (() => findMachineKey(paths.machineKey)))();
  let signer = foundSigner.state === 'there' ? foundSigner.it : null;
  if (signer === null) {
    if (next.signer !== undefined) throw new CommissionError('the machine’s key cannot be reached');
    const pem = makeMachineKey();
    add('machine.key', paths.machineKey, pem);
    signer = parseMachineKey(pem);
  }

  const store = openSqliteJournalStore(join(draft, 'journal.db'));
  const journal = new Journal({ store, clock, bootId: randomHex(random, 8) });
  const verifier = { name: signerName(machine), publicKey: signer.publicKey };
  journal.append('commissioned', null, { machine, epoch, by, reason, before, signer: verifierKey(verifier) });
  if (next.repaired !== null) journal.append('repaired', null, next.repaired);
  // Notes that the unit kept since are found by it.
  const { baseline, staff, box } = next.state;
  if (baseline.counters !== null) journal.append('cash-ready', null, { counters: baseline.counters, powerUp: [] });
  for (const { transaction, body } of next.open) journal.append('carried-over', transaction, body);
  if (staff !== undefined && !isDeepStrictEqual(staff, NO_STAFF))
    journal.append('staff-carried-over', null, carryStaffOver(staff, before?.epoch ?? 0, keepsKey));
  // The box stands where it stood, and those that were taken out wait for their count.
  if (box !== undefined && !isDeepStrictEqual(box, NO_BOX)) journal.append('box-carried-over', null, box);
  const { head } = journal;
  store.close();
  add('journal.db', paths.journal);

  const keys = { seal: sealKeyMark(sealKey), signer: signerMark(signer.publicKey) };
  mkdirSync(dirname(paths.anchor), { recursive: true, mode: 0o700 });
  add(ANCHOR_FILE, paths.anchor, newAnchorFile({ machine, epoch, head, boots: 0, keys }));
  return { put, setAside, aside: setAside.length === 0 ? null : kept };
}
