import { fail, ok, type Result } from '../ports/result.ts';

/** The two functions that a module of inputs and outputs needs (Modbus application protocol 1.1b3, 6.2 and 6.5). */
const FUNCTION = { readDiscreteInputs: 2, writeSingleCoil: 5 } as const;

/** What a coil is written with (application protocol, 6.5). */
const COIL = { on: 0xff00, off: 0x0000 } as const;

/** An answer that says no has the highest bit of its function set, and one byte of reason (application protocol, 7). */
const REFUSES = 0x80;

/** Bytes of such an answer: address, function, reason, CRC. */
const REFUSAL_LENGTH = 5;

/** A question of one of the two functions: it knows what its answer looks like. */
export interface Question {
  /** The frame as it goes onto the line. */
  readonly frame: Uint8Array;
  /** Bytes of the answer, if it is none that says no. */
  readonly answerLength: number;
}

/** Asks for `count` discrete inputs from the address `from`. */
export function readInputsQuestion(unit: number, from: number, count: number): Question {
  return { frame: framed([unit, FUNCTION.readDiscreteInputs, ...word(from), ...word(count)]), answerLength: 5 + Math.ceil(count / 8) };
}

/** Orders the output at the address `coil` on or off; the answer repeats the order. */
export function writeCoilQuestion(unit: number, coil: number, on: boolean): Question {
  return { frame: framed([unit, FUNCTION.writeSingleCoil, ...word(coil), ...word(on ? COIL.on : COIL.off)]), answerLength: 8 };
}

/**
 * The data of the answer to `question`, without address, function and CRC. A frame of RTU has no mark at its end: it ends where its
 * question says.
 * @returns null while bytes are missing; an error, in words, when it is another unit's, broken, or says no
 */
export function answerIn(received: Uint8Array, { frame, answerLength }: Question): Result<Uint8Array, string> | null {
  const [unit, asked] = frame;
  const refused = ((received[1] ?? 0) & REFUSES) !== 0;
  const length = refused ? REFUSAL_LENGTH : answerLength;
  if (received.length < length) return null;
  const answer = received.subarray(0, length);
  const [address, code, reason] = answer;
  if (crcOf(answer) !== 0) return fail('the check sum is wrong');
  if (address !== unit || code !== (refused ? (asked ?? 0) | REFUSES : asked)) return fail(`unit ${address} answers function ${code}`);
  if (refused) return fail(`it says no: exception ${reason}`);
  return ok(answer.subarray(2, -2));
}

/** The bits of an answer to {@link readInputsQuestion}: least significant first (application protocol, 6.2). */
export function inputsIn(data: Uint8Array, count: number): readonly boolean[] {
  return Array.from({ length: count }, (_, at) => (((data[1 + (at >> 3)] ?? 0) >> (at & 7)) & 1) === 1);
}

function word(value: number): readonly [high: number, low: number] {
  return [value >> 8, value & 0xff];
}

function framed(bytes: readonly number[]): Uint8Array {
  const crc = crcOf(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

/** CRC-16, reflected, polynomial A001, begun with FFFF, low byte first; with its own CRC behind it a frame comes out as 0 (Modbus over serial line 1.02, 6.2.2). */
function crcOf(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
