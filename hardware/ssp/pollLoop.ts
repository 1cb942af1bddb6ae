import type { Clock } from '../ports/clock.ts';
import type { ExchangeFault } from './exchange.ts';

interface PollLoopOptions {
  readonly clock: Clock;
  /** From the end of one round to the next command. */
  readonly intervalMs: number;
  /** One command to the unit. */
  readonly step: () => Promise<ExchangeFault | null>;
  /** A step had no reply. The loop has ended. */
  readonly onFault: (fault: ExchangeFault) => void;
}

/** Asks the unit again and again, one round after the other, from `start` to `stop`. */
export class PollLoop {
  readonly #options: PollLoopOptions;
  /** A loop of an earlier run ends as soon as it sees that it is not the current one. */
  #run = 0;
  #followUps: (() => Promise<void>)[] = [];
  #wake: () => void = () => undefined;

  constructor(options: PollLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#rounds(this.#run).catch((cause: unknown) => {
      // Only a listener's own defect comes here. It must not vanish in a promise.
      this.#options.clock.setTimeout(() => {
        throw cause;
      }, 0);
    });
  }

  stop(): void {
    this.#run += 1;
    this.#followUps = [];
    this.#wake();
  }

  /** The next round begins at once. */
  hurry(): void {
    this.#wake();
  }

  /** What a reply has made necessary; done after this round's step, before the next one. */
  followUp(act: () => Promise<void>): void {
    this.#followUps.push(act);
  }

  async #rounds(run: number): Promise<void> {
    while (run === this.#run) {
      const fault = await this.#options.step();
      if (run !== this.#run) return;
      if (fault !== null) {
        this.#options.onFault(fault);
        return;
      }
      for (let act = this.#followUps.shift(); act !== undefined; act = this.#followUps.shift()) {
        await act();
        if (run !== this.#run) return;
      }
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    const { clock, intervalMs } = this.#options;
    return new Promise((resolve) => {
      const timer = clock.setTimeout(resolve, intervalMs);
      this.#wake = () => {
        clock.clearTimeout(timer);
        resolve();
      };
    });
  }
}
