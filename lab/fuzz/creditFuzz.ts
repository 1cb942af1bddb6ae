import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { toHex } from '../../hardware/ports/hex.ts';
import { ok, type Result } from '../../hardware/ports/result.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { COMMAND } from '../../hardware/ssp/commands.ts';
import { encodeFrame, FrameDecoder } from '../../hardware/ssp/frame.ts';
import { validatorConfig } from '../devices/validator/config.ts';
import { setupReply } from '../devices/validator/setupReply.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { settle, VirtualClock } from '../devices/virtualClock.ts';
import { mutate } from './decoderFuzz.ts';
import { type KeptInReply, keptIn } from './referenceReply.ts';

export interface CreditReport {
  /** Replies to POLL, each with a valid checksum. */
  readonly frames: number;
  /** Notes that those told of as credited, by the reference. */
  readonly credits: number;
  readonly violations: readonly string[];
}

/** What a validator says of a note, from its reading to its end; and what else it says. */
const SAYS: readonly (readonly number[])[] = [
  ...new Array<number[]>(8).fill([]),
  [0xe8],
  [0xef, 0x00],
  [0xef, 0x03],
  [0xcc],
  [0xee, 0x03],
  [0xee, 0x01, 0xeb],
  [0xeb],
  [0xed],
  [0xec],
  [0xef, 0x03, 0xcc],
  [0xe7],
];

/** One reply in so many is mutated. */
const ONE_IN_MUTATED = 3;

/** Clock events after which the driver is reset, whatever it has come to. */
const EVENTS_OF_A_LIFE = 500;

/** From a command to its reply, milliseconds. */
const REPLY_MS = 5;

const config = validatorConfig();
const ALL = config.denominations.map((value) => dollars(value));
const OK = Uint8Array.of(0xf0);
const NOT_KNOWN = Uint8Array.of(0xf2);

/** A unit that answers everything as it should but POLL: to that it says anything at all. */
class TalkingUnit implements ByteTransport {
  readonly #clock: VirtualClock;
  readonly #say: () => Uint8Array;
  readonly #decoder = new FrameDecoder();
  #hear: (bytes: Uint8Array) => void = () => undefined;
  /** What is on its way to a driver that was reset meanwhile does not arrive. */
  #life = 0;

  /** @param say what it says next, at the moment when it is heard */
  constructor(clock: VirtualClock, say: () => Uint8Array) {
    this.#clock = clock;
    this.#say = say;
  }

  cut(): void {
    this.#life += 1;
  }

  open(): Promise<Result<void, never>> {
    return Promise.resolve(ok());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#hear = listener;
  }

  onLost(): void {}

  write(bytes: Uint8Array): void {
    const life = this.#life;
    for (const decoded of this.#decoder.push(bytes)) {
      if (decoded.kind !== 'frame') continue;
      const { sequence, address, data } = decoded.frame;
      this.#clock.setTimeout(() => {
        if (life !== this.#life) return;
        this.#hear(encodeFrame({ sequence, address, data: data[0] === COMMAND.poll ? this.#say() : plainAnswer(data[0]) }));
      }, REPLY_MS);
    }
  }
}

function plainAnswer(command: number | undefined): Uint8Array {
  if (command === COMMAND.setupRequest) return Uint8Array.from(setupReply(config, 8));
  if (command === COMMAND.serialNumber) return Uint8Array.from([0xf0, 0, 0x40, 0x58, 0xd3]);
  if (command === COMMAND.getCounters) return NOT_KNOWN;
  return command === COMMAND.lastRejectCode ? Uint8Array.from([0xf0, 0x08]) : OK;
}

/** What a reply told, by the reference and by the driver. */
class Ledger {
  readonly violations = new Set<string>();
  credits = 0;
  #reply = '';
  #told: KeptInReply = { channels: [], moved: 0 };
  #heard: (number | null)[] = [];

  reply(data: Uint8Array): void {
    this.compare();
    this.#reply = toHex(data);
    this.#told = keptIn(data, config.denominations.length);
    this.credits += this.#told.channels.length;
  }

  hear(value: number | null): void {
    this.#heard.push(value);
  }

  /** What the driver made of a reply is complete when the next one comes. */
  compare(): void {
    const left = [...this.#heard];
    for (const channel of this.#told.channels) {
      const at = left.indexOf(channel === 0 ? null : (config.denominations[channel - 1] ?? null));
      if (at < 0) this.violations.add(`lost: channel ${channel} of ${this.#reply}`);
      else left.splice(at, 1);
    }
    if (left.length !== this.#told.moved) this.violations.add(`invented: ${left.join()} of ${this.#reply}`);
    this.#told = { channels: [], moved: 0 };
    this.#heard = [];
  }
}

/**
 * The real driver before a unit that says anything at all, with valid checksums. Every credit that a whole reply tells is either committed
 * for the note in hand or told as a word, once; and nothing else is.
 */
export async function fuzzCredits(seed: number, frames: number): Promise<CreditReport> {
  const random = new SeededRandom(seed).fork('credits');
  const clock = new VirtualClock();
  const ledger = new Ledger();
  let polls = 0;
  const unit = new TalkingUnit(clock, () => {
    polls += 1;
    const sound = Uint8Array.from([0xf0, ...random.pick(SAYS)]);
    const said = random.integer(1, ONE_IN_MUTATED) === 1 ? mutate(random, sound) : sound;
    const data = said.length === 0 ? OK : said;
    ledger.reply(data);
    return data;
  });
  const acceptor = createSspAcceptor({ line: unit, clock });
  let down = true;
  acceptor.onEvent((event) => {
    if (event.type === 'note-told' && event.word.where === 'kept') ledger.hear(event.word.value);
    if (event.type === 'note-in-escrow' && random.integer(0, 3) > 0) {
      acceptor.cashInEnd([event.item.id], ({ value }) => ledger.hear(value)).catch(() => undefined);
    }
    if (event.type === 'condition' && event.condition.kind !== 'in-order') down = true;
  });
  while (polls < frames) {
    down = false;
    unit.cut();
    acceptor
      .reset()
      .then((ready) => (ready.ok ? acceptor.cashInStart(ALL) : undefined))
      .catch((cause: unknown) => ledger.violations.add(`the driver throws ${String(cause)}`));
    for (let event = 0; event < EVENTS_OF_A_LIFE && !down; event += 1) {
      clock.runNext();
      await settle();
    }
    ledger.compare();
  }
  return { frames: polls, credits: ledger.credits, violations: [...ledger.violations] };
}
