import type { Clock } from '../../hardware/ports/clock.ts';
import type { View } from '../../machines/view/view.ts';
import type { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';

/** Longest that notes may be asked for before a unit that takes none, milliseconds: until a silent line counts as dead. */
const INVITED_MS = 40_000;

/** Most enables in a minute that are not yet a unit that is asked for ever. */
const MOST_ENABLES = 40;
const MINUTE_MS = 60_000;

/** Notes are asked for only where they are taken, and a unit is not asked for ever. */
export class InvitationWatch {
  readonly #clock: Clock;
  #total = 0;
  #enables: number[] = [];
  /** Since when notes are asked for before a unit that takes none. */
  #invitedSinceMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Enables that the unit heard so far. */
  get enables(): number {
    return this.#total;
  }

  hearEnable(): void {
    this.#total += 1;
    this.#enables.push(this.#clock.monotonicMs());
  }

  /** What is wrong at this moment. */
  faults(view: View | null, validator: SimulatedValidator): string[] {
    const now = this.#clock.monotonicMs();
    const faults: string[] = [];
    const invites = view !== null && (view.screen === 'balance' || view.screen === 'added') && (view.cash?.accepts.length ?? 0) > 0;
    // A unit that says only once that it is disabled cannot be known to be so later.
    if (!invites || validator.phase !== null || validator.accepting || validator.config.tellsOnce) this.#invitedSinceMs = null;
    else this.#invitedSinceMs ??= now;
    if (this.#invitedSinceMs !== null && now - this.#invitedSinceMs > INVITED_MS) {
      faults.push('notes are asked for before a unit that takes none');
    }
    this.#enables = this.#enables.filter((at) => now - at < MINUTE_MS);
    if (this.#enables.length > MOST_ENABLES) faults.push('the unit is enabled again and again');
    return faults;
  }
}
