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

/**
 * A mechanical contact: it bounces when it moves, so that a state counts only once it has been read all the time for `bounceMs`
 * milliseconds. Before that the last one stands. The first state counts like any other: nothing is known until then.
 */
export class Contact {
  readonly #bounceMs: number;
  readonly #point: ContactPoint;
  #stands: ContactState | null = null;
  #moving: { readonly to: ContactState; readonly sinceMs: number } | null = null;

  constructor(point: ContactPoint, bounceMs: number) {
    this.#point = point;
    this.#bounceMs = bounceMs;
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
    if (nowMs - this.#moving.sinceMs < this.#bounceMs) return false;
    this.#moving = null;
    this.#stands = state;
    return true;
  }
}

/** Where a contact stands by its inputs, whatever they said before. */
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
