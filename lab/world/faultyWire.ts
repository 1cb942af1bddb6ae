import { type Clock, delay } from '../../hardware/ports/clock.ts';
import { type WireFault, WireScript } from './wireFaults.ts';

/** What a machine hears in the end. `nothing`: it waits until it no longer does. */
export type Heard<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'server-error' | 'garbage' | 'switched' | 'nothing' | 'unplugged' };

/** Longer than any deadline of a machine, milliseconds: what is answered then is answered to nobody. */
const LATE_MS = 10_000;

/** Does to requests what its script says, whatever carries them. */
export class FaultyWire<Answer> {
  readonly script = new WireScript();
  readonly #clock: Clock;
  readonly #lateMs: number;
  /** Requests that the next one overtakes. */
  #held: (() => Promise<Answer>)[] = [];

  constructor(clock: Clock, lateMs: number = LATE_MS) {
    this.#clock = clock;
    this.#lateMs = lateMs;
  }

  /** @param deliver brings the request to the issuer, each time that it is called. */
  async carry(operation: string, deliver: () => Promise<Answer>): Promise<Heard<Answer>> {
    if (!this.script.plugged) return { kind: 'unplugged' };
    const fault = this.script.strike(operation);
    if (fault === 'overtaken') {
      this.#held.push(deliver);
      return { kind: 'nothing' };
    }
    // Those that wait now, and none that is held back while this one's own answer is late.
    const overtakes = this.#held.splice(0);
    const heard = await this.#suffer(fault, deliver);
    for (const overtaken of overtakes) await overtaken();
    return this.script.plugged ? heard : { kind: 'nothing' };
  }

  async #suffer(fault: Exclude<WireFault, 'overtaken'> | null, deliver: () => Promise<Answer>): Promise<Heard<Answer>> {
    switch (fault) {
      case 'request-lost':
        return { kind: 'nothing' };
      case 'server-error':
        return { kind: 'server-error' };
      case 'answer-lost':
        await deliver();
        return { kind: 'nothing' };
      case 'garbage':
        await deliver();
        return { kind: 'garbage' };
      case 'switched':
        await deliver();
        return { kind: 'switched' };
      case 'late': {
        const answer = await deliver();
        await delay(this.#clock, this.#lateMs);
        return { kind: 'answer', answer };
      }
      case 'twice':
        await deliver();
        return { kind: 'answer', answer: await deliver() };
      case null:
        return { kind: 'answer', answer: await deliver() };
    }
  }
}
