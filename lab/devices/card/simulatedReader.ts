import { encodeValueBlock } from '../../../hardware/card-profiles/valueBlock.ts';
import { type Clock, delay } from '../../../hardware/ports/clock.ts';
import { type CardCommand, type CommandGroup, groupOf, parseCommand } from './cardCommand.ts';
import { CardFaultScript, type StruckFault } from './cardFaults.ts';
import type { SimulatedCard, WriteCut } from './simulatedCard.ts';

/** Milliseconds from command to answer. */
export type ReaderDelays = Readonly<Record<CommandGroup, number>>;

/** Like a USB reader with a real card: RF times of the MF1S50yyX data sheet and a few milliseconds of USB. */
export const REALISTIC_DELAYS: ReaderDelays = { uid: 1, 'load-key': 1, authenticate: 4, read: 5, write: 8, value: 9, unknown: 1 };

const NO_DELAYS: ReaderDelays = { uid: 0, 'load-key': 0, authenticate: 0, read: 0, write: 0, value: 0, unknown: 0 };

/** What a reader makes of a second card: an answer of its own, or each card in turn whenever it switches the field on. */
export type SecondCard = 'is-told' | 'takes-turns';

export interface SimulatedReaderParts {
  readonly clock: Clock;
  /** Default: none. */
  readonly delays?: ReaderDelays;
  /**
   * Called before the card hears a command and after it was carried out, before the answer goes out. It may take
   * the card away: then the command was not executed, or its answer is lost.
   */
  readonly onApdu?: (command: CardCommand, phase: 'before' | 'after') => void;
}

/** `lost`: no answer ever came; whether the card did anything only the card knows. */
export type ReaderAnswer = { readonly type: 'answer'; readonly bytes: Uint8Array } | { readonly type: 'lost' };

const LOST: ReaderAnswer = { type: 'lost' };
const OK = Uint8Array.of(0x90, 0x00);
/** Readers of the common make give this for every failure, without detail. */
const FAILED = Uint8Array.of(0x63, 0x00);
/** What the operators' readers give when cards collide; PC/SC has no word for it. */
const SEVERAL_CARDS = Uint8Array.of(0x62, 0x04);
/** Slots for keys. */
const KEY_SLOTS = 2;

/**
 * A contactless reader that answers pseudo-APDUs for the card in its field. After a failure it refuses everything
 * until the card is powered anew, as real ones do.
 */
export class SimulatedReader {
  readonly faults = new CardFaultScript();
  readonly #clock: Clock;
  readonly #delays: ReaderDelays;
  readonly #onApdu: (command: CardCommand, phase: 'before' | 'after') => void;
  readonly #keys: (Uint8Array | null)[] = new Array<null>(KEY_SLOTS).fill(null);
  readonly #watchers = new Set<(card: SimulatedCard | null) => void>();
  #card: SimulatedCard | null = null;
  #beside: { readonly card: SimulatedCard; readonly how: SecondCard } | null = null;
  /** Grows whenever the card is powered anew or another (or none) lies there: an answer belongs to one contact. */
  #contact = 0;
  #refusing = false;
  #muted: (() => void)[] = [];

  constructor({ clock, delays = NO_DELAYS, onApdu = () => undefined }: SimulatedReaderParts) {
    this.#clock = clock;
    this.#delays = delays;
    this.#onApdu = onApdu;
  }

  get card(): SimulatedCard | null {
    return this.#card;
  }

  /** Lays a card down; one that lies there is taken away first. */
  place(card: SimulatedCard): void {
    this.remove();
    this.#card = card;
    this.#newContact();
    for (const watcher of this.#watchers) watcher(card);
  }

  /**
   * Lays a second card beside the one that lies there. Nobody is told of it: to a PC/SC service the reader has a card, as
   * before.
   */
  placeBeside(card: SimulatedCard, how: SecondCard): void {
    this.#beside = { card, how };
  }

  /** Takes the second card away. Nobody is told of that either. */
  takeBeside(): void {
    this.#beside = null;
  }

  /** Takes away whatever lies there. */
  remove(): void {
    this.#beside = null;
    if (this.#card === null) return;
    this.#card.powerOff();
    this.#card = null;
    this.#newContact();
    for (const watcher of this.#watchers) watcher(null);
  }

  /** Another card lies there from one command to the next, and nobody is told; the new one has just been powered up. */
  swapUnnoticed(card: SimulatedCard): void {
    this.#card?.powerOff();
    this.#card = card;
    this.#refusing = false;
  }

  /** Tells every coming and going of a card. The answer ends it. */
  watch(watcher: (card: SimulatedCard | null) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Powers the card anew: nothing is open and nothing is refused. Keys in the reader stay. */
  reset(): void {
    this.#card?.powerOff();
    if (this.#beside?.how === 'takes-turns' && this.#card !== null) {
      const { card } = this.#beside;
      this.#beside = { card: this.#card, how: 'takes-turns' };
      this.#card = card;
    }
    this.#newContact();
  }

  /**
   * Sends one command and hands its answer to `deliver` exactly once. What becomes of the card afterwards - a fault
   * may take it away with the answer still on its way - happens after that.
   */
  async transmit(apdu: Uint8Array, deliver: (answer: ReaderAnswer) => void): Promise<void> {
    const command = parseCommand(apdu);
    const contact = this.#contact;
    this.#onApdu(command, 'before');
    const fault = this.faults.strike(command);
    const delayMs = this.#delays[groupOf(command)] + (fault?.name === 'slow' ? fault.extraMs : 0);
    // Whole milliseconds: a real clock cuts fractions off, and the card would be quicker than it says.
    const firstHalfMs = Math.floor(delayMs / 2);

    await this.#pass(firstHalfMs);
    const card = this.#card;
    if (card === null || contact !== this.#contact) return deliver(LOST);
    if (fault?.name === 'removed-before-execution') {
      deliver(LOST);
      return this.remove();
    }
    if (fault?.name === 'mute') return this.#stayMute(deliver);
    const answer = fault?.name === 'status-6300' ? this.#refuse() : this.#execute(card, command, cutOf(fault));
    this.#onApdu(command, 'after');

    await this.#pass(delayMs - firstHalfMs);
    if (contact !== this.#contact) return deliver(LOST);
    this.#conclude(answer, fault, deliver);
  }

  /** What becomes of an answer on its way out. */
  #conclude(bytes: Uint8Array, fault: StruckFault | null, deliver: (answer: ReaderAnswer) => void): void {
    const name = fault?.name ?? 'none';
    switch (name) {
      case 'removed-after-execution':
      case 'torn-write':
        deliver(LOST);
        return this.remove();
      case 'acknowledged-but-torn':
        deliver({ type: 'answer', bytes });
        return this.remove();
      case 'answer-lost':
        return deliver(LOST);
      case 'status-6300-after-execution':
        return deliver({ type: 'answer', bytes: this.#refuse() });
      case 'mute-after-execution':
        return this.#stayMute(deliver);
      case 'none':
      case 'removed-before-execution':
      case 'status-6300':
      case 'mute':
      case 'slow':
        return deliver({ type: 'answer', bytes });
    }
  }

  #execute(card: SimulatedCard, command: CardCommand, cut: WriteCut | undefined): Uint8Array {
    if (command.type === 'load-key') {
      if (command.slot >= KEY_SLOTS) return FAILED;
      this.#keys[command.slot] = command.key;
      return OK;
    }
    if (this.#refusing) return FAILED;
    if (this.#beside?.how === 'is-told') return SEVERAL_CARDS;
    switch (command.type) {
      case 'get-uid':
        return answered(card.uid);
      case 'authenticate': {
        const key = this.#keys[command.slot] ?? null;
        return this.#done(key !== null && card.authenticate(command.block, command.kind, key));
      }
      case 'read': {
        const bytes = command.length === 16 ? card.read(command.block) : null;
        return bytes === null ? this.#refuse() : answered(bytes);
      }
      case 'write':
        return this.#done(card.write(command.block, command.data, cut));
      case 'store-value':
        return this.#done(card.write(command.block, encodeValueBlock(command.value), cut));
      case 'change-value':
        return this.#done(card.addToValue(command.block, command.by, cut));
      case 'copy-value':
        return this.#done(card.copyValue(command.from, command.to, cut));
      case 'read-value': {
        const value = card.readValue(command.block);
        return value === null ? this.#refuse() : answered(bigEndian(value));
      }
      case 'unknown':
        return FAILED;
    }
  }

  #done(success: boolean): Uint8Array {
    return success ? OK : this.#refuse();
  }

  #refuse(): Uint8Array {
    this.#refusing = true;
    this.#card?.powerOff();
    return FAILED;
  }

  #stayMute(deliver: (answer: ReaderAnswer) => void): void {
    this.#muted.push(() => deliver(LOST));
  }

  #newContact(): void {
    this.#contact += 1;
    this.#refusing = false;
    for (const release of this.#muted.splice(0)) release();
  }

  async #pass(ms: number): Promise<void> {
    if (ms > 0) await delay(this.#clock, ms);
  }
}

function cutOf(fault: StruckFault | null): WriteCut | undefined {
  return fault?.name === 'torn-write' || fault?.name === 'acknowledged-but-torn' ? fault.cut : undefined;
}

function answered(data: Uint8Array): Uint8Array {
  return Uint8Array.of(...data, ...OK);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, false);
  return bytes;
}
