import { type Clock, taipeiDate, type Timer } from '../hardware/ports/clock.ts';
import type { JournalCondition } from '../hardware/ports/condition.ts';
import type { HistoryCheck, HistoryVerdict } from '../hardware/ports/historyCheck.ts';
import type { JournalStore } from '../hardware/ports/journalStore.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Journal } from './journal/journal.ts';

/** Records that a start reads behind a checkpoint: a few milliseconds of work. */
const CHECKPOINT_EVERY = 1_024;

/** The calendar clock may jump: the end of the day is looked for, not waited for. Milliseconds. */
const LOOK_EVERY_MS = 60_000;

/** The first passengers after a start are served without it. Milliseconds. */
const HISTORY_AFTER_MS = 30_000;

/** The log of a journal that nobody reads stays at a fifth of this. Bytes. */
const MOST_BACKLOG = 16 * 1024 * 1024;

export interface JournalKeeperParts {
  readonly journal: Journal;
  readonly store: Pick<JournalStore, 'backlogBytes'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Looks through what the start did not; null: nobody does. */
  readonly history: HistoryCheck | null;
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
  #warned = false;

  constructor(parts: JournalKeeperParts) {
    this.#parts = parts;
    const { journal, clock } = parts;
    this.#day = taipeiDate(journal.lastWallMs ?? clock.wallMs());
    journal.onAppend(() => {
      if (journal.sinceCheckpoint >= CHECKPOINT_EVERY) this.#soon ??= clock.setTimeout(() => this.#checkpoint(), 0);
    });
  }

  start(): void {
    const { clock, history, journal } = this.#parts;
    this.#look();
    if (history === null || journal.believed.seq === 0) return;
    this.#historyTimer = clock.setTimeout(() => history.start(journal.believed, (verdict) => this.#hear(verdict)), HISTORY_AFTER_MS);
  }

  #hear(verdict: HistoryVerdict): void {
    const { log, onFailed } = this.#parts;
    if (verdict.sound) {
      log.write('journal.history-sound', { records: verdict.records });
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
    history?.stop();
    this.#checkpoint();
  }

  #look(): void {
    const { clock, log, store } = this.#parts;
    const today = taipeiDate(clock.wallMs());
    if (today !== this.#day) this.#checkpoint();
    this.#day = today;
    const bytes = store.backlogBytes();
    if (bytes > MOST_BACKLOG && !this.#warned) log.write('journal.log-grows', { size: bytes });
    this.#warned = bytes > MOST_BACKLOG;
    this.#timer = clock.setTimeout(() => this.#look(), LOOK_EVERY_MS);
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
