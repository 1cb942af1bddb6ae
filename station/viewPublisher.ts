import type { Clock, Timer } from '../hardware/ports/clock.ts';
import type { Deadline, Picture } from '../machines/view/project.ts';
import type { View } from '../machines/view/view.ts';
import { canonicalJson } from './journal/canonicalJson.ts';

/** Views leave at most this often, milliseconds: one frame of a 60 Hz screen. */
const FRAME_MS = 16;

/** Turns pictures into numbered Views: only when something changed, at most one per frame, always the newest. */
export class ViewPublisher {
  readonly #clock: Clock;
  readonly #bootId: string;
  readonly #send: (view: View) => void;
  #picture: Picture | null = null;
  #sentText = '';
  #seq = 0;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | null = null;
  #deadlineKey: string | null = null;
  #deadlineBeganMs = 0;
  /** The first View of the question that is shown now: an Intent that saw an older one answers another question. */
  #screenSince = 0;
  #question: string | null = null;
  #current: View | null = null;

  constructor(options: { clock: Clock; bootId: string; send: (view: View) => void }) {
    this.#clock = options.clock;
    this.#bootId = options.bootId;
    this.#send = options.send;
  }

  /** The View that was sent last, with the time that remains now; null before the first. */
  get current(): View | null {
    return this.#current === null ? null : { ...this.#current, deadline: this.#remaining(this.#picture?.deadline ?? null) };
  }

  /** Number of the first View of the present screen; each step of a service is one: it is agreed to twice, not by a double tap. */
  get screenSince(): number {
    return this.#screenSince;
  }

  offer(picture: Picture): void {
    this.#noteDeadline(picture.deadline);
    this.#picture = picture;
    if (this.#timer !== null) return;
    // Never at once: one event moves several machines, and what they pass through on the way is no picture.
    const waitMs = Math.max(0, this.#sentAtMs + FRAME_MS - this.#clock.monotonicMs());
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#flush();
    }, waitMs);
  }

  #flush(): void {
    if (this.#picture === null) return;
    const text = canonicalJson(this.#picture);
    if (text === this.#sentText) return;
    this.#sentText = text;
    this.#sentAtMs = this.#clock.monotonicMs();
    this.#seq += 1;
    const { screen, service, staff } = this.#picture;
    const question = [screen, service?.service, service?.step, staff?.page].join(' ');
    if (question !== this.#question) {
      this.#question = question;
      this.#screenSince = this.#seq;
    }
    const { deadline, ...rest } = this.#picture;
    this.#current = { bootId: this.#bootId, seq: this.#seq, ...rest, deadline: this.#remaining(deadline) };
    this.#send(this.#current);
  }

  #noteDeadline(deadline: Deadline | null): void {
    const key = deadline?.key ?? null;
    if (key === this.#deadlineKey) return;
    this.#deadlineKey = key;
    this.#deadlineBeganMs = this.#clock.monotonicMs();
  }

  #remaining(deadline: Deadline | null): View['deadline'] {
    if (deadline === null) return null;
    const gone = this.#clock.monotonicMs() - this.#deadlineBeganMs;
    return { remainingMs: Math.max(0, Math.round(deadline.totalMs - gone)), totalMs: deadline.totalMs };
  }
}
