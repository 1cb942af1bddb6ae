import type { ByteTransport, LineFault } from '../../../hardware/ports/byteTransport.ts';
import type { Clock } from '../../../hardware/ports/clock.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import type { SeededRandom } from '../seededRandom.ts';

/** A device at the far end of a line. */
export interface LinePeer {
  receive(bytes: Uint8Array): void;
  onSend(listener: (bytes: Uint8Array) => void): void;
}

export interface SimulatedLineOptions {
  readonly clock: Clock;
  /** Milliseconds per byte on the wire; 0 (default) is an instant. 9600 8N2 takes 11/9.6. */
  readonly byteTimeMs?: number;
  /** Splits what is sent into chunks of random length, as a real driver does. Default: delivered whole. */
  readonly chunks?: SeededRandom;
}

/**
 * A line in memory between a driver and a simulated device. Bytes keep their order and always arrive later, by the
 * clock, never within `write`. Two lines may lead to one device, as two hosts do one after the other: the one that was
 * opened last hears it.
 */
export class SimulatedLine implements ByteTransport {
  readonly #peer: LinePeer;
  readonly #options: SimulatedLineOptions;
  #hear: (bytes: Uint8Array) => void = () => undefined;
  #lost: (fault: LineFault) => void = () => undefined;
  #open = false;
  #whole = true;
  /** Bytes of an earlier opening do not arrive in a later one. */
  #opening = 0;
  #toPeerBusyUntil = 0;
  #toHostBusyUntil = 0;

  constructor(peer: LinePeer, options: SimulatedLineOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  open(): Promise<Result<void, LineFault>> {
    if (!this.#whole) return Promise.resolve(fail({ kind: 'line-absent', detail: 'the line is cut' }));
    this.#open = true;
    this.#opening += 1;
    const opening = this.#opening;
    this.#peer.onSend((bytes) => {
      if (opening !== this.#opening) return;
      this.#toHostBusyUntil = this.#carry(bytes, this.#toHostBusyUntil, (chunk) => this.#hear(chunk));
    });
    return Promise.resolve(ok());
  }

  write(bytes: Uint8Array): void {
    if (!this.#open) return;
    this.#toPeerBusyUntil = this.#carry(bytes, this.#toPeerBusyUntil, (chunk) => this.#peer.receive(chunk));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#hear = listener;
  }

  onLost(listener: (fault: LineFault) => void): void {
    this.#lost = listener;
  }

  close(): Promise<void> {
    this.#open = false;
    this.#opening += 1;
    return Promise.resolve();
  }

  /** Tears the line; bytes on the way are gone. `silent`: nobody is told, as when the far end of a pty is killed. */
  cut(options: { readonly silent?: boolean } = {}): void {
    this.#whole = false;
    this.#opening += 1;
    const wasOpen = this.#open;
    this.#open = false;
    if (wasOpen && options.silent !== true) this.#lost({ kind: 'line-lost', detail: 'the line was cut' });
  }

  /** Mends the line; it can be opened again. */
  restore(): void {
    this.#whole = true;
  }

  #carry(bytes: Uint8Array, busyUntil: number, deliver: (chunk: Uint8Array) => void): number {
    const { clock, byteTimeMs = 0, chunks } = this.#options;
    const opening = this.#opening;
    const now = clock.monotonicMs();
    let at = Math.max(now, busyUntil);
    for (let start = 0; start < bytes.length; ) {
      const length = chunks === undefined ? bytes.length : chunks.integer(1, bytes.length - start);
      const chunk = bytes.slice(start, start + length);
      start += length;
      at += chunk.length * byteTimeMs;
      clock.setTimeout(() => {
        if (opening === this.#opening) deliver(chunk);
      }, at - now);
    }
    return at;
  }
}
