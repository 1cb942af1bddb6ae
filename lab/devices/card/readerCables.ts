import type { JsonChannel } from '../../../hardware/pcsc/jsonChannel.ts';
import { servePcsc } from '../../../hardware/pcsc/servePcsc.ts';
import type { Clock } from '../../../hardware/ports/clock.ts';
import { createInMemoryPcsc, type InMemoryPcsc, type InMemoryPcscParts } from './inMemoryPcsc.ts';
import type { SimulatedReader } from './simulatedReader.ts';

/** How a reader may leave a machine that runs, and how one is there again. */
export type ReaderSwap =
  | 'renamed' /** pulled, and plugged in again after a moment: the service gives it another index */
  | 'unnoticed' /** back at once under its old name: the library of a process that runs never tells of it (decision 004) */
  | 'spare'; /** a spare was plugged in first, then the old one is pulled; the card is laid on the spare */

/** Until a reader that was pulled is plugged in again, milliseconds. Ours. */
const BACK_MS = 1_000;

const nameOf = (index: number): string => `Simulated contactless reader 00 0${index}`;

/** The readers of one machine, and the processes that speak to them: each finds what is plugged in when it begins. */
export class ReaderCables {
  readonly #reader: SimulatedReader;
  readonly #clock: Clock;
  readonly #parts: Pick<InMemoryPcscParts, 'pollingMs'>;
  readonly #running = new Map<InMemoryPcsc, JsonChannel>();
  #plugged = true;
  #index = 0;

  constructor(reader: SimulatedReader, clock: Clock, parts: Pick<InMemoryPcscParts, 'pollingMs'> = {}) {
    this.#reader = reader;
    this.#clock = clock;
    this.#parts = parts;
  }

  /** Names of the readers that are there now. */
  get names(): readonly string[] {
    return this.#plugged ? [nameOf(this.#index)] : [];
  }

  /**
   * A process that speaks to the reader.
   * @param hear hands what it says to the station, which may be busy; left out, at once
   */
  openProcess(hear: (deliver: () => void) => void = (deliver) => deliver()): JsonChannel {
    const { near, far } = channel(hear);
    servePcsc(() => {
      const port = createInMemoryPcsc(this.#reader, { clock: this.#clock, ...this.#parts, ownDeadline: false, name: nameOf(this.#index) });
      if (!this.#plugged) port.unplug();
      this.#running.set(port, far);
      return {
        ...port,
        stop: () => {
          this.#running.delete(port);
          return port.stop();
        },
      };
    }, far);
    return near;
  }

  /** Every process dies. */
  endProcesses(): void {
    for (const end of this.#running.values()) end.close();
  }

  swap(how: ReaderSwap): void {
    this.#plugged = false;
    for (const port of this.#running.keys()) port.unplug();
    this.#reader.reset();
    if (how === 'renamed') this.#clock.setTimeout(() => this.#comeBack(), BACK_MS);
    else if (how === 'spare') this.#comeBack();
    else this.#plugged = true;
  }

  #comeBack(): void {
    this.#index += 1;
    this.#plugged = true;
    for (const port of this.#running.keys()) port.plugIn(nameOf(this.#index));
  }
}

/** The two ends of a line between processes of one computer. */
function channel(hear: (deliver: () => void) => void): { readonly near: JsonChannel; readonly far: JsonChannel } {
  const listeners: Record<'near' | 'far', (message: unknown) => void> = { near: () => undefined, far: () => undefined };
  const closers: ((reason: string) => void)[] = [];
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    for (const closer of closers) closer('its process has ended');
  };
  const end = (own: 'near' | 'far', post: JsonChannel['post']): JsonChannel => ({
    post: (message) => {
      if (!closed) post(message);
    },
    onMessage: (listener) => {
      listeners[own] = listener;
    },
    onClose: (listener) => closers.push(listener),
    close,
  });
  return {
    near: end('near', (message) => listeners.far(message)),
    far: end('far', (message) => hear(() => listeners.near(message))),
  };
}
