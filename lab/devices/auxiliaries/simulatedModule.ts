import type { ByteTransport, LineFault } from '../../../hardware/ports/byteTransport.ts';
import { ok, type Result } from '../../../hardware/ports/result.ts';

/** Outputs that it has: addresses from 0. */
const COILS = 16;

/** What the module does with the next questions. */
export type ModuleMood =
  | 'well'
  /** Says nothing. */
  | 'silent'
  /** Its answers arrive broken. */
  | 'garbled'
  /** Says that it has no such address (exception 2). */
  | 'refuses';

/**
 * A module of inputs and outputs that answers Modbus RTU byte by byte: reading discrete inputs (function 2) and writing one coil
 * (function 5), as the application protocol 1.1b3 has them. It is the far end of a line, too.
 */
export class SimulatedModule implements ByteTransport {
  readonly inputs = new Map<number, boolean>();
  readonly coils = new Map<number, boolean>();
  /** Every coil that was written, in order. */
  readonly written: (readonly [coil: number, on: boolean])[] = [];
  mood: ModuleMood = 'well';
  /** Questions that were heard. */
  asked = 0;
  #connected = true;
  #open = false;
  readonly #unit: number;
  #hear: (bytes: Uint8Array) => void = () => undefined;
  #lose: (fault: LineFault) => void = () => undefined;

  constructor(unit = 1) {
    this.#unit = unit;
  }

  /** Pulls the cable out. */
  unplug(): void {
    this.#connected = false;
    if (!this.#open) return;
    this.#open = false;
    this.#lose({ kind: 'line-lost', detail: 'unplugged' });
  }

  plugIn(): void {
    this.#connected = true;
  }

  /** Loses its power and has it again: every output is off. */
  losePower(): void {
    this.coils.clear();
  }

  open(): Promise<Result<void, LineFault>> {
    this.#open = this.#connected;
    return Promise.resolve(this.#connected ? ok() : { ok: false, error: { kind: 'line-absent', detail: 'no such device' } });
  }

  write(bytes: Uint8Array): void {
    if (!this.#open) return;
    const question = Buffer.from(bytes);
    if (question.readUInt8(0) !== this.#unit || question.readUInt16LE(question.length - 2) !== crcOf(question.subarray(0, -2))) return;
    this.asked += 1;
    if (this.mood === 'silent') return;
    const answer = this.#answer(question);
    if (this.mood === 'garbled') answer.writeUInt8(answer.readUInt8(2) ^ 0xff, 2);
    // As a line does: in pieces.
    this.#hear(new Uint8Array(answer.subarray(0, 2)));
    this.#hear(new Uint8Array(answer.subarray(2)));
  }

  /** Says something that nobody has asked for. */
  say(bytes: readonly number[]): void {
    this.#hear(Uint8Array.from(bytes));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#hear = listener;
  }

  onLost(listener: (fault: LineFault) => void): void {
    this.#lose = listener;
  }

  close(): Promise<void> {
    this.#open = false;
    return Promise.resolve();
  }

  #answer(question: Buffer): Buffer {
    const asked = question.readUInt8(1);
    if (this.mood === 'refuses') return framed([this.#unit, asked | 0x80, 2]);
    const [first, second] = [question.readUInt16BE(2), question.readUInt16BE(4)];
    switch (asked) {
      case 2: {
        const bytes = new Array<number>(Math.ceil(second / 8)).fill(0);
        for (let at = 0; at < second; at += 1)
          if (this.inputs.get(first + at) === true) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (1 << (at & 7));
        return framed([this.#unit, asked, bytes.length, ...bytes]);
      }
      case 5:
        if (first >= COILS) return framed([this.#unit, asked | 0x80, 2]);
        this.coils.set(first, second === 0xff00);
        this.written.push([first, second === 0xff00]);
        return question;
      default:
        return framed([this.#unit, asked | 0x80, 1]);
    }
  }
}

function framed(bytes: readonly number[]): Buffer {
  const crc = crcOf(bytes);
  return Buffer.from([...bytes, crc & 0xff, crc >> 8]);
}

/** CRC-16 of Modbus over serial line 1.02, 6.2.2: polynomial A001 (reversed), begun with FFFF. */
function crcOf(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
