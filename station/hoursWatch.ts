import type { Clock, Timer } from '../hardware/ports/clock.ts';
import { type BusinessHours, isWithin } from '../machines/rules/businessHours.ts';

/** Hours are told by the minute: so is their beginning and their end. Milliseconds. */
const LOOK_EVERY_MS = 10_000;

export interface HoursWatchParts {
  /** null: always open. */
  readonly hours: BusinessHours | null;
  readonly clock: Clock;
  /** Told the hours when they are over, and null when they have begun. They are taken to have begun. */
  readonly onJudged: (outside: BusinessHours | null) => void;
}

/** Looks whether business hours are over (R-003-85). The calendar clock may jump: it is looked at, not waited for. */
export class HoursWatch {
  readonly #parts: HoursWatchParts;
  #outside: BusinessHours | null = null;
  #timer: Timer | null = null;

  constructor(parts: HoursWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    const { hours, clock, onJudged } = this.#parts;
    if (hours === null) return;
    const outside = isWithin(hours, clock.wallMs()) ? null : hours;
    if (outside !== this.#outside) onJudged(outside);
    this.#outside = outside;
    this.#timer = clock.setTimeout(() => this.start(), LOOK_EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) this.#parts.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
