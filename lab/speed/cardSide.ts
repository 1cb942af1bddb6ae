import { toHex } from '../../hardware/ports/hex.ts';
import { parseCommand } from '../devices/card/cardCommand.ts';
import { REALISTIC_DELAYS, type ReaderAnswer, SimulatedReader } from '../devices/card/simulatedReader.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { VirtualCard } from '../devices/card/virtualCard.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { exactClock } from './exactClock.ts';

/** Slots of the virtual reader by their TCP ports (vsmartcard's fixed two). */
const FIRST_PORT = 35_963;

/** A command as the card heard it. Times by the monotonic clock, ms. */
export interface Heard {
  readonly hex: string;
  readonly isWrite: boolean;
  readonly atMs: number;
  readonly answeredMs: number;
}

/** A simulated reader that notes when the service found the card, and what it was then sent. */
class TappedReader extends SimulatedReader {
  heard: Heard[] = [];
  foundAt: number | null = null;

  override place(card: SimulatedCard): void {
    super.place(card);
    this.heard = [];
    this.foundAt = null;
  }

  /** The service powers a card right after it has found it, and tells its clients next. */
  override reset(): void {
    this.foundAt ??= systemClock.monotonicMs();
    super.reset();
  }

  override transmit(apdu: Uint8Array, deliver: (answer: ReaderAnswer) => void): Promise<void> {
    const atMs = systemClock.monotonicMs();
    return super.transmit(apdu, (answer) => {
      this.heard.push({ hex: toHex(apdu), isWrite: parseCommand(apdu).type === 'write', atMs, answeredMs: systemClock.monotonicMs() });
      deliver(answer);
    });
  }
}

/** What one laying down of a card showed, ms. */
export interface Shown {
  /** From the service's finding the card to the answer of whoever reads it. */
  readonly tookMs: number;
  /** When the service found the card, by the monotonic clock. */
  readonly foundAtMs: number;
  /** From laying it down until the service found it: its polling. */
  readonly pollingMs: number;
  readonly heard: readonly Heard[];
}

/** The far end of one of the service's two virtual readers, with the delays of a real card. */
export class CardSide {
  readonly #reader = new TappedReader({ clock: exactClock, delays: REALISTIC_DELAYS });
  readonly #link: VirtualCard;

  constructor(slot: 0 | 1) {
    this.#link = new VirtualCard({ reader: this.#reader, clock: systemClock, port: FIRST_PORT + slot });
  }

  /** Lays a card down, waits for `answered`, and takes it away again. */
  async show(card: SimulatedCard, answered: Promise<unknown>, removed: Promise<unknown>): Promise<Shown> {
    const laidDown = systemClock.monotonicMs();
    this.#reader.place(card);
    await answered;
    const end = systemClock.monotonicMs();
    const { heard } = this.#reader;
    const found = this.#reader.foundAt ?? end;
    this.#reader.remove();
    await removed;
    return { tookMs: end - found, foundAtMs: found, pollingMs: found - laidDown, heard: [...heard] };
  }

  stop(): void {
    this.#link.stop();
  }
}
