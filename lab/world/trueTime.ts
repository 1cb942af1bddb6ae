import { decodeRecord } from '../../hardware/card-profiles/transactionRecord.ts';
import { wallMsOfTaipeiEpoch } from '../../hardware/ports/clock.ts';
import { fromHex } from '../../hardware/ports/hex.ts';
import type { JournalRecord } from '../../station/journal/records.ts';
import type { View } from '../../machines/view/view.ts';
import type { VirtualClock } from '../devices/virtualClock.ts';
import type { StepFault } from './interruption.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** By how much the calendar jumps. */
const JUMPS: Partial<Record<StepFault, number>> = { 'clock-ahead': 730 * DAY_MS, 'clock-back': -400 * DAY_MS };

/** Nothing says what time it is to a machine that hears nobody, within a month. */
const UNKNOWABLE_MS = 31 * DAY_MS;

/** What time it really is in a world, whatever the clock of its machine says. */
export class TrueTime {
  readonly #clock: VirtualClock;
  /** By how much the machine's calendar is ahead, milliseconds. */
  #aheadMs = 0;
  #everWrong = false;
  #hasPast = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Milliseconds since 1970-01-01 UTC. */
  get nowMs(): number {
    return this.#clock.wallMs() - this.#aheadMs;
  }

  strike(fault: StepFault): void {
    if (fault === 'suspend') this.#clock.jumpWall(HOUR_MS);
    const jump = JUMPS[fault];
    // Before its first record a machine has nothing to tell the year by, unless it hears an issuer: nobody may ask that of it.
    if (jump === undefined || !this.#hasPast) return;
    this.#clock.jumpWall(jump);
    this.#aheadMs += jump;
    this.#everWrong = true;
  }

  /** Staff sets the clock right. */
  setRight(): void {
    this.#clock.jumpWall(-this.#aheadMs);
    this.#aheadMs = 0;
  }

  /** What is wrong about a record that was just written, by the time it really is. */
  faultsIn(record: JournalRecord): string[] {
    const { nowMs } = this;
    this.#hasPast = true;
    if (record.kind === 'note-keep.intent' && apart(record.wallMs, nowMs)) return ['a note is kept while the clock is years wrong'];
    if (record.kind !== 'card-write.intent') return [];
    const written = decodeRecord(fromHex(record.body.plan.recordAfter));
    return written !== null && apart(wallMsOfTaipeiEpoch(written.taipeiSeconds), nowMs)
      ? ['a card is given a record that is years wrong']
      : [];
  }

  /** A machine that only slept is not closed for it. */
  faultsOn({ prompts }: View): string[] {
    const closed = prompts.some(({ id }) => id === 'condition.clock-wrong');
    return closed && !this.#everWrong ? ['the clock is called wrong that never was'] : [];
  }
}

function apart(aMs: number, bMs: number): boolean {
  return Math.abs(aMs - bMs) > UNKNOWABLE_MS;
}
