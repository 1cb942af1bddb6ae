import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CardNumber } from '../../../hardware/ports/cardNumber.ts';
import type { JournalDisk } from '../../../hardware/ports/journalDisk.ts';
import { SeededRandom } from '../../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../../lab/devices/virtualClock.ts';
import { type TransactionId, transactionId } from '../../../machines/flows/transactionId.ts';
import type { StoredRecord } from '../../../hardware/ports/journalStore.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../archive/moveToArchive.ts';
import { createCardSeal } from '../cardSeal.ts';
import { openFolderDisk } from '../folderJournalDisk.ts';
import type { OnStep } from '../journalExchange.ts';
import { rowsAfter } from '../readJournal.ts';
import type { Journal } from '../journal.ts';
import { type JournalPaths, journalPathsIn } from '../journalFiles.ts';
import type { JournalRefusal } from '../judgeJournal.ts';
import { openJournal } from '../openJournal.ts';

export const MACHINE = 'BL18-03';
export const CARD = new CardNumber('0123456789');

/** A data folder with the real store, as a station of one boot after the other finds it. */
export class FolderBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'kiosk-boot-'));
  readonly clock = new VirtualClock();
  readonly random = new SeededRandom('folder');
  paths: JournalPaths = journalPathsIn(this.folder);
  readonly card = CARD;
  archiveLimits: ArchiveLimits = ARCHIVE_LIMITS;
  onStep: OnStep = () => undefined;
  #boots = 0;

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  disk(): JournalDisk {
    return openFolderDisk({
      paths: this.paths,
      random: this.random,
      archiveLimits: this.archiveLimits,
      onStep: (what) => this.onStep(what),
    });
  }

  open(disk: JournalDisk = this.disk(), machine = MACHINE, mayBegin = true): ReturnType<typeof openJournal> {
    this.#boots += 1;
    return openJournal({ disk, machine, clock: this.clock, bootId: `boot ${this.#boots}`, mayBegin });
  }

  /** Runs a station's journal, and stops it as `kill -9` would: with its log beside it. */
  boot(act: (journal: Journal, seal: ReturnType<typeof createCardSeal>) => void, disk?: JournalDisk): void {
    const opening = this.open(disk);
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    const { journal, store, sealKey } = opening;
    act(journal, createCardSeal(sealKey, this.random));
    // Closing tidies the log up; a killed process leaves it behind.
    const left = mkdtempSync(join(tmpdir(), 'kiosk-left-'));
    cpSync(this.folder, left, { recursive: true });
    store.close();
    rmSync(this.folder, { recursive: true });
    cpSync(left, this.folder, { recursive: true });
    rmSync(left, { recursive: true });
  }

  refusal(machine = MACHINE, mayBegin = true): JournalRefusal | null {
    const opening = this.open(this.disk(), machine, mayBegin);
    if (opening.refused === null) opening.store.close();
    return opening.refused;
  }

  removeFile(...path: string[]): void {
    rmSync(join(this.folder, ...path));
  }

  /** Every record, wherever it lies. */
  rows(): readonly StoredRecord[] {
    const opening = this.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    try {
      return [...rowsAfter(opening.store, 0)];
    } finally {
      opening.store.close();
    }
  }

  /** Every file below the folder with its hash. */
  files(folder = this.folder): Readonly<Record<string, string>> {
    const files: Record<string, string> = {};
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files[path.slice(folder.length)] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
    return files;
  }
}

/** Limits that a few visits reach. */
export const ARCHIVE_BENCH: ArchiveLimits = { segment: 20, live: 12 };

/** Moves all that is due. @returns the names of the segments */
export function archiveAll(bench: FolderBench): readonly string[] {
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const moved: string[] = [];
  try {
    for (let steps = opening.archiving.next(); steps !== null; steps = opening.archiving.next()) {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done !== true) continue;
        moved.push(step.value);
        break;
      }
    }
    return moved;
  } finally {
    opening.store.close();
  }
}

/** A note that the machine keeps, and whether its value goes onto the card. */
export function payIn(journal: Journal, seal: ReturnType<typeof createCardSeal>, id: string, written: boolean): TransactionId {
  const transaction = transactionId(id);
  const card = seal.sealCard(CARD);
  journal.append('note-keep.intent', transaction, { card, value: 500, currency: 'TWD', counters: null });
  journal.append('note-keep.outcome', transaction, { end: 'kept', value: 500, by: 'device', counters: null, detail: '' });
  if (written) {
    const plan = { profile: 'p', uid: seal.sealText('08A1B2C3'), amount: 500, balanceBefore: 0, balanceAfter: 500 };
    journal.append('card-write.intent', transaction, { plan: { ...plan, sequenceBefore: null, recordBefore: '', recordAfter: '' } });
    journal.append('card-write.outcome', transaction, { verdict: 'written', balance: 500, found: false, detail: '' });
  }
  return transaction;
}
