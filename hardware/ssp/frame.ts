import { crc16 } from './crc16.ts';

/** Starts a packet. Anywhere else on the wire it is sent twice, also in LEN and in the checksum (GA138, packet outline). */
const STX = 0x7f;

/** Bit 7 of SEQID; toggles with every new command, stays when a command is repeated. */
export type SequenceBit = 0 | 1;

/** One packet of SSP without its wrapping. */
export interface Frame {
  readonly sequence: SequenceBit;
  /** 00 validator and SMART Payout, 10 hopper, at most 7D. */
  readonly address: number;
  /** A command with its parameters or a generic reply with its data: 1…255 bytes. */
  readonly data: Uint8Array;
}

/** What a stream of bytes turned out to hold. Noise before the first STX is not worth telling. */
export type Decoded =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | {
      readonly kind: 'damaged';
      /** Wrong checksum, broken off by the start of another packet, or LEN 0. */
      readonly reason: 'checksum' | 'interrupted' | 'empty';
      /** The bytes of the packet as they were on the wire, STX included. */
      readonly bytes: Uint8Array;
    };

/** @throws RangeError when `data` does not fit into a packet: commands are built by this program, so that is a defect in it. */
export function encodeFrame(frame: Frame): Uint8Array {
  const { sequence, address, data } = frame;
  if (data.length < 1 || data.length > 255) throw new RangeError(`a packet holds 1…255 bytes, not ${data.length}`);
  if (address < 0 || address > 0x7d) throw new RangeError(`not an address: ${address}`);
  const body = [(sequence << 7) | address, data.length, ...data];
  const crc = crc16(body);
  body.push(crc & 0xff, crc >> 8);
  const wire = [STX];
  for (const byte of body) {
    wire.push(byte);
    if (byte === STX) wire.push(STX);
  }
  return Uint8Array.from(wire);
}

/**
 * Takes bytes as they arrive and gives packets. Never throws and never gets stuck: a lone STX inside a packet starts
 * a new one, and what followed the STX of a damaged packet is looked through again for a packet that it swallowed.
 */
export class FrameDecoder {
  /** Bytes since STX as they were on the wire, STX included; empty between packets. */
  #raw: number[] = [];
  /** The same without STX and stuffing. */
  #body: number[] = [];
  /** An STX inside a packet was seen; the next byte tells what it was. */
  #pendingStx = false;

  /** Forgets a packet that has begun. */
  reset(): void {
    this.#raw = [];
    this.#body = [];
    this.#pendingStx = false;
  }

  push(bytes: Iterable<number>): Decoded[] {
    const decoded: Decoded[] = [];
    const waiting = [...bytes].reverse();
    for (let byte = waiting.pop(); byte !== undefined; byte = waiting.pop()) {
      const result = this.#take(byte);
      if (result === null) continue;
      decoded.push(result);
      // A damaged packet may hide a good one behind its own STX: every byte after that is looked at once more.
      if (result.kind === 'damaged' && result.reason !== 'interrupted') waiting.push(...result.bytes.subarray(1).toReversed());
    }
    return decoded;
  }

  #take(byte: number): Decoded | null {
    if (this.#raw.length === 0) {
      if (byte === STX) this.#raw.push(byte);
      return null;
    }
    // No address is 7F, so a second STX in the place of SEQID is a start again, whatever came before it.
    if (this.#body.length === 0 && byte === STX) return null;
    if (this.#pendingStx && byte !== STX) {
      const damaged: Decoded = { kind: 'damaged', reason: 'interrupted', bytes: Uint8Array.from(this.#raw.slice(0, -1)) };
      this.#raw = [STX, byte];
      this.#body = [byte];
      this.#pendingStx = false;
      return damaged;
    }
    this.#raw.push(byte);
    if (byte === STX && !this.#pendingStx) {
      this.#pendingStx = true;
      return null;
    }
    this.#pendingStx = false;
    this.#body.push(byte);
    return this.#finish();
  }

  #finish(): Decoded | null {
    const [seqId, length] = this.#body;
    if (seqId === undefined || length === undefined) return null;
    const end = 2 + length;
    if (length > 0 && this.#body.length < end + 2) return null;
    const covered = this.#body.slice(0, end);
    const received = (this.#body[end] ?? 0) | ((this.#body[end + 1] ?? 0) << 8);
    const raw = Uint8Array.from(this.#raw);
    this.reset();
    if (length === 0) return { kind: 'damaged', reason: 'empty', bytes: raw };
    if (crc16(covered) !== received) return { kind: 'damaged', reason: 'checksum', bytes: raw };
    const sequence: SequenceBit = seqId >= 0x80 ? 1 : 0;
    return { kind: 'frame', frame: { sequence, address: seqId & 0x7f, data: Uint8Array.from(covered.slice(2)) } };
  }
}
