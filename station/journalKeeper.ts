import { type Clock, taipeiDate, type Timer } from '../hardware/ports/clock.ts';
import type { JournalCondition } from '../hardware/ports/condition.ts';
import type { HistoryCheck, HistoryVerdict } from '../hardware/ports/historyCheck.ts';
import type { Archiving } from '../hardware/ports/journalDisk.ts';
import type { JournalStore } from '../hardware/ports/journalStore.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Journal } from './journal/journal.ts';

/** Records that a start reads behind a checkpoint: a few milliseconds of work. */
const CHECKPOINT_EVERY = 1_024;

/** The calendar clock may jump: the end of the day is looked for, not waited for. Milliseconds. */
const LOOK_EVERY_MS = 60_000;

/** The first passengers after a start are served without it. Milliseconds. */
const HISTORY_AFTER_MS = 30_000;

/** Between two steps of moving old records to the archive, which take a few milliseconds each: passengers come first. */
const ARCHIVE_REST_MS = 50;

/** The log of a journal that nobody reads stays at a fifth of this. Bytes. */
const MOST_BACKLOG = 16 * 1024 * 1024;

export interface JournalKeeperParts {
  readonly journal: Journal;
  readonly store: Pick<JournalStore, 'backlogBytes'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Looks through what the start did not; null: nobody does. */
  readonly history: HistoryCheck | null;
  /** Moves old records out of the way, once they were looked through. */
  readonly archiving: Archiving;
  /** A checkpoint could not be written down, and nothing can be any more; or the old part of the journal is damaged. */
  readonly onFailed: (why: JournalCondition) => void;
}

/** Writes checkpoints when they are due, in a moment when nothing else is being written, and watches the journal's log. */
export class JournalKeeper {
  readonly #parts: JournalKeeperParts;
  #day: string;
  #timer: Timer | null = null;
  #soon: Timer | null = null;
  #historyTimer: Timer | null = null;
  /** What the start did not look at may leave the live file only when somebody else has, and only for an archive that is whole. */
  #isSound: boolean;
  #archive: { readonly steps: Iterator<undefined, string>; timer: Timer } | null = null;
  #warned = false;

  constructor(parts: JournalKeeperParts) {
    this.#parts = parts;
    const { journal, clock, history } = parts;
    this.#isSound = history === null || journal.believed.seq === 0;
    this.#day = taipeiDate(journal.lastWallMs ?? clock.wallMs());
    journal.onAppend(() => {
      if (journal.sinceCheckpoint >= CHECKPOINT_EVERY) this.#soon ??= clock.setTimeout(() => this.#checkpoint(), 0);
    });
  }

  start(): void {
    const { clock, history, journal } = this.#parts;
    this.#look();
    const { owner } = journal;
    if (history === null || owner === null || this.#isSound) return;
    const look = (): void => history.start(journal.believed, owner, (verdict) => this.#hear(verdict));
    this.#historyTimer = clock.setTimeout(look, HISTORY_AFTER_MS);
  }

  #hear(verdict: HistoryVerdict): void {
    const { log, onFailed } = this.#parts;
    if (verdict.sound) {
      log.write('journal.history-sound', { records: verdict.records });
      if (verdict.archive !== null) log.write('journal.archive-damaged', { detail: verdict.archive });
      this.#isSound = verdict.archive === null;
      this.#beginArchive();
      return;
    }
    log.write('journal.history-damaged', { record: verdict.seq, detail: verdict.detail });
    onFailed('journal-damaged');
  }

  /** The next start finds everything folded. */
  stop(): void {
    const { clock, history } = this.#parts;
    if (this.#timer !== null) clock.clearTimeout(this.#timer);
    if (this.#historyTimer !== null) clock.clearTimeout(this.#historyTimer);
    if (this.#archive !== null) {
      clock.clearTimeout(this.#archive.timer);
      this.#archive.steps.return?.();
    }
    history?.stop();
    this.#checkpoint();
  }

  #look(): void {
    const { clock, log, store } = this.#parts;
    const today = taipeiDate(clock.wallMs());
    if (today !== this.#day) {
      this.#checkpoint();
      this.#tellHead();
      this.#beginArchive();
    }
    this.#day = today;
    const bytes = store.backlogBytes();
    if (bytes > MOST_BACKLOG && !this.#warned) log.write('journal.log-grows', { size: bytes });
    this.#warned = bytes > MOST_BACKLOG;
    this.#timer = clock.setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Once a day to the log, which others keep: a journal that was rewritten later does not have this record. */
  #tellHead(): void {
    const { journal, log } = this.#parts;
    const { seq, hash } = journal.head;
    if (seq > 0) log.write('journal.head', { record: seq, hash, epoch: journal.epoch });
  }

  #beginArchive(): void {
    if (this.#archive === null && this.#isSound) this.#inArchive(() => this.#goOn(this.#parts.archiving.next()));
  }

  /** One step after the other; behind a whole segment another one may be due. */
  #goOn(steps: Iterator<undefined, string> | null): void {
    const { clock, log, archiving } = this.#parts;
    this.#archive = null;
    if (steps === null || this.#parts.journal.failed) return;
    const step = (): void => {
      const { done, value } = steps.next();
      if (done === true) log.write('journal.archived', { segment: value });
      this.#goOn(done === true ? archiving.next() : steps);
    };
    const timer = clock.setTimeout(() => this.#inArchive(step), ARCHIVE_REST_MS);
    this.#archive = { steps, timer };
  }

  /** Whatever it meets is no reason not to serve: nothing left the live file that does not lie in the archive. */
  #inArchive(act: () => void): void {
    try {
      act();
    } catch (cause) {
      this.#archive = null;
      this.#parts.log.write('journal.archive-failed', { cause: cause instanceof Error ? cause.message : String(cause) });
    }
  }

  #checkpoint(): void {
    const { journal, clock, log, onFailed } = this.#parts;
    if (this.#soon !== null) clock.clearTimeout(this.#soon);
    this.#soon = null;
    if (journal.failed) return;
    try {
      journal.writeCheckpoint();
    } catch (cause) {
      // A key that cannot be reached now signs the next one.
      log.write('journal.no-checkpoint', { cause: String(cause) });
      if (journal.failed) onFailed('journal-failed');
    }
  }
}
