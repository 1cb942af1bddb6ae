/** Where a contact is wired to, and what it means. */
export interface ContactPoint {
  /** Address of its discrete input, 0 to 65,535, as the protocol counts (terminals are often labelled from 1). */
  readonly input: number;
  /** The bit that stands for the alarming position: the key on maintenance, the door open. */
  readonly alarmAt: 0 | 1;
  /** A second input that always says the opposite (a change-over contact): the one way in which a broken wire is noticed. */
  readonly opposite?: number | undefined;
}

export type ContactState = 'resting' | 'alarmed' | 'broken';

/** Milliseconds for which a state must be read before it counts. */
export interface ContactTimes {
  /** Any state: contacts bounce when they move. */
  readonly bounceMs: number;
  /** The contact has come to rest: one that flaps, such as a door in the wind, stays alarmed and is not reported a hundred times. */
  readonly restMs: number;
}

/** A mechanical contact. A state counts once it was read all the time for long enough; before, the last one stands, at first none. */
export class Contact {
  readonly #times: ContactTimes;
  readonly #point: ContactPoint;
  #stands: ContactState | null = null;
  #moving: { readonly to: ContactState; readonly sinceMs: number } | null = null;

  constructor(point: ContactPoint, times: ContactTimes) {
    this.#point = point;
    this.#times = times;
  }

  /** What holds; null: not known yet. */
  get state(): ContactState | null {
    return this.#stands;
  }

  /** Takes a reading in at `nowMs` (monotonic milliseconds); true when another state holds from now. */
  read(bit: (input: number) => boolean, nowMs: number): boolean {
    const state = stateOf(this.#point, bit);
    if (state === this.#stands) {
      this.#moving = null;
      return false;
    }
    if (this.#moving?.to !== state) this.#moving = { to: state, sinceMs: nowMs };
    const { bounceMs, restMs } = this.#times;
    if (nowMs - this.#moving.sinceMs < (state === 'resting' && this.#stands !== null ? restMs : bounceMs)) return false;
    this.#moving = null;
    this.#stands = state;
    return true;
  }

  /** Readings have a gap: what was read before it says nothing about now. The state that holds stays. */
  lookedAway(): void {
    this.#moving = null;
  }
}

/** The position that the inputs show now, without their history. */
export function stateOf({ input, alarmAt, opposite }: ContactPoint, bit: (input: number) => boolean): ContactState {
  const closed = bit(input);
  if (opposite !== undefined && bit(opposite) === closed) return 'broken';
  return closed === (alarmAt === 1) ? 'alarmed' : 'resting';
}

/** The run of inputs that holds all of these contacts; `count` 0: there are none. */
export function spanOf(points: readonly (ContactPoint | undefined)[]): { readonly from: number; readonly count: number } {
  const inputs = points.flatMap((point) => (point === undefined ? [] : [point.input, point.opposite ?? point.input]));
  if (inputs.length === 0) return { from: 0, count: 0 };
  const from = Math.min(...inputs);
  return { from, count: Math.max(...inputs) - from + 1 };
}
