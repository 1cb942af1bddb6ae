import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodeAttributes, decodeAutoload } from '../../hardware/card-profiles/attributes.ts';
import { decodePass, decodePassReceipt } from '../../hardware/card-profiles/passBlocks.ts';
import { decodeRecord } from '../../hardware/card-profiles/transactionRecord.ts';
import { decodeValueBlock } from '../../hardware/card-profiles/valueBlock.ts';
import { decodeCounters } from '../../hardware/ssp/counters.ts';
import { decodeSetup } from '../../hardware/ssp/dataset.ts';
import { encodeFrame, FrameDecoder } from '../../hardware/ssp/frame.ts';
import { decodePollReply } from '../../hardware/ssp/pollReply.ts';
import { validatorConfig } from '../devices/validator/config.ts';
import { setupReply } from '../devices/validator/setupReply.ts';
import { SeededRandom } from '../devices/seededRandom.ts';

export interface DecoderReport {
  readonly bytes: number;
  /** What was thrown, or taken out of nothing. */
  readonly violations: readonly string[];
  /** Bytes of the heap at the end beyond those after the first tenth. */
  readonly heapGrowth: number;
}

/** What whole and sound input looks like: the start of every mutation. */
const SOUND: readonly Uint8Array[] = [
  Uint8Array.from([0xf0, 0xef, 0x03, 0xcc, 0xee, 0x03, 0xeb, 0xe8]),
  Uint8Array.from([0xf0, 0xda, 2, ...new Array<number>(14).fill(0x54), 0xdc, 1, ...new Array<number>(11).fill(1)]),
  Uint8Array.from(setupReply(validatorConfig(), 8)),
  Uint8Array.from([0xf0, 5, ...new Array<number>(20).fill(9)]),
  new Uint8Array(16).fill(0x11),
];

/** Mutations of one input before the next is taken, and how many bytes each changes at most. */
const MOST_CHANGES = 6;

/** What heap may grow by without anything leaking: what the engine keeps of compiled code. Bytes. */
const HEAP_NOISE = 8_000_000;

/** Throws mutated bytes at every decoder of what comes from outside: none throws, each ends, none keeps anything. */
export function fuzzDecoders(seed: number, bytes: number): DecoderReport {
  const random = new SeededRandom(seed).fork('decoders');
  const frames = new FrameDecoder();
  const violations = new Set<string>();
  const decoders: Readonly<Record<string, (data: Uint8Array) => unknown>> = {
    frame: (data) => {
      const decoded = frames.push(data);
      // Each packet needs its STX: more of them than bytes would be an echo.
      if (decoded.length > data.length + FRAME_MOST) violations.add('more packets than bytes');
    },
    'poll reply': (data) => decodePollReply(data, { channels: 5 }),
    setup: decodeSetup,
    counters: decodeCounters,
    record: (data) => data.length >= 16 && decodeRecord(data.subarray(0, 16)),
    value: decodeValueBlock,
    pass: (data) => data.length >= 16 && decodePass(data.subarray(0, 16)),
    'pass receipt': (data) => data.length >= 16 && decodePassReceipt(data.subarray(0, 16)),
    attributes: (data) => data.length >= 16 && decodeAttributes(data.subarray(0, 16)),
    autoload: (data) => data.length >= 16 && decodeAutoload(data.subarray(0, 16)),
  };
  let done = 0;
  let settled: number | null = null;
  while (done < bytes) {
    const data = mutate(random, random.pick(SOUND));
    const wire = random.integer(0, 3) === 0 ? mutate(random, framed(data)) : framed(data);
    for (const [name, decode] of Object.entries(decoders)) {
      try {
        decode(name === 'frame' ? wire : data);
      } catch (cause) {
        violations.add(`the decoder of ${name} throws ${String(cause)}`);
      }
    }
    done += data.length;
    if (settled === null && done >= bytes / 10) settled = heapUsed();
  }
  const heapGrowth = heapUsed() - (settled ?? 0);
  if (heapGrowth > HEAP_NOISE) violations.add(`the heap has grown by ${heapGrowth} bytes`);
  return { bytes: done, violations: [...violations], heapGrowth };
}

/** Longest packet, bytes: what may be waiting from before. */
const FRAME_MOST = 600;

function framed(data: Uint8Array): Uint8Array {
  return encodeFrame({ sequence: 0, address: 0, data: data.length === 0 ? Uint8Array.of(0xf0) : data.subarray(0, 255) });
}

/** Some bytes are others, doubled, or gone. */
export function mutate(random: SeededRandom, sound: Uint8Array): Uint8Array {
  const data = [...sound];
  for (let changes = random.integer(0, MOST_CHANGES); changes > 0; changes -= 1) {
    const at = random.integer(0, Math.max(0, data.length - 1));
    const how = random.integer(0, 3);
    if (how === 0) data.splice(at, 1);
    else if (how === 1) data.splice(at, 0, random.integer(0, 0xff));
    else data[at] = how === 2 ? random.integer(0, 0xff) : (data[at] ?? 0) ^ (1 << random.integer(0, 7));
  }
  return Uint8Array.from(data);
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
