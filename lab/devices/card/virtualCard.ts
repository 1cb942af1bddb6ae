import { connect, type Socket } from 'node:net';
import type { Clock, Timer } from '../../../hardware/ports/clock.ts';
import type { SimulatedReader } from './simulatedReader.ts';
import { VpcdFraming, type VpcdMessage } from './vpcdFraming.ts';

export interface VirtualCardParts {
  readonly reader: SimulatedReader;
  readonly clock: Clock;
  /** Default: the driver's first slot on this machine. */
  readonly port?: number;
  readonly host?: string;
}

/** Slot 0 of the driver listens here (0x8C7B). */
const FIRST_SLOT = 35_963;
/** Milliseconds until the driver is called again when it was not there or has hung up. */
const CALL_AGAIN_MS = 100;

/**
 * Puts the card of a simulated reader behind the system's real PC/SC service, through vsmartcard's virtual reader.
 * A connection is a card in the field; no card, no connection.
 */
export class VirtualCard {
  readonly #parts: VirtualCardParts;
  readonly #unwatch: () => void;
  #line: Line | null = null;
  #again: Timer | null = null;
  #stopped = false;

  constructor(parts: VirtualCardParts) {
    this.#parts = parts;
    this.#unwatch = parts.reader.watch((card) => (card === null ? this.#hangUp() : this.#call()));
    if (parts.reader.card !== null) this.#call();
  }

  /** Takes the card away from the service for good. The simulated reader keeps it. */
  stop(): void {
    this.#stopped = true;
    this.#unwatch();
    this.#hangUp();
  }

  #call(): void {
    this.#hangUp();
    const { reader, host = '127.0.0.1', port = FIRST_SLOT } = this.#parts;
    const line: Line = new Line(connect({ host, port, noDelay: true }), reader, () => {
      if (this.#line !== line) return;
      this.#line = null;
      // The service was restarted, or has not begun yet.
      if (!this.#stopped && reader.card !== null) this.#again = this.#parts.clock.setTimeout(() => this.#call(), CALL_AGAIN_MS);
    });
    this.#line = line;
  }

  #hangUp(): void {
    if (this.#again !== null) this.#parts.clock.clearTimeout(this.#again);
    this.#again = null;
    const line = this.#line;
    this.#line = null;
    line?.hangUp();
  }
}

/** One connection to the driver. */
class Line {
  readonly #socket: Socket;
  readonly #reader: SimulatedReader;
  readonly #framing = new VpcdFraming();
  #open = true;

  constructor(socket: Socket, reader: SimulatedReader, onEnd: () => void) {
    this.#socket = socket;
    this.#reader = reader;
    socket.on('data', (chunk: Buffer) => {
      const { messages, hurry } = this.#framing.receive(chunk);
      // First of all: from now on the framing counts this byte as sent.
      this.#write(hurry);
      for (const message of messages) this.#handle(message);
    });
    // 'close' follows every error.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#open = false;
      onEnd();
    });
  }

  hangUp(): void {
    if (!this.#open) return;
    this.#write(this.#framing.farewell());
    this.#open = false;
    this.#socket.end();
  }

  #handle(message: VpcdMessage): void {
    switch (message.type) {
      case 'power-on':
      case 'power-off':
      case 'reset':
        return this.#reader.reset();
      case 'get-atr':
        return this.#reply(this.#reader.card?.atr ?? new Uint8Array());
      case 'apdu':
        this.#reader
          .transmit(message.command, (answer) => (answer.type === 'answer' ? this.#reply(answer.bytes) : this.hangUp()))
          .catch(() => this.hangUp());
    }
  }

  #reply(body: Uint8Array): void {
    if (this.#open) this.#write(this.#framing.reply(body));
  }

  #write(bytes: Uint8Array): void {
    if (this.#open && bytes.length > 0 && this.#socket.writable) this.#socket.write(bytes);
  }
}
