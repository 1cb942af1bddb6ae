import type { CardCommand } from '../../lab/devices/card/cardCommand.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';
import type { SeededRandom } from '../../lab/devices/seededRandom.ts';
import type { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';

/** Three writes and three read-backs are the time in which the passenger shall not move the card. */
const WRITES = 3;
const READ_BACKS = 3;

/** The moment at which a card is pulled away, and when it is put back. */
export interface CardPull {
  /** The command that it meets, counted from the first write. */
  readonly at: number;
  readonly fault: CardFaultName;
  /** What is stored of the block, for a write that is torn. */
  readonly storedBytes: number;
  /** At once, before anybody has noticed; or when the screen asks for it. */
  readonly back: 'at-once' | 'when-asked';
}

export function pullOf(random: SeededRandom): CardPull {
  const at = random.integer(0, WRITES + READ_BACKS - 1);
  const ofAll = ['removed-before-execution', 'removed-after-execution'] as const;
  const ofWrites = [...ofAll, 'torn-write', 'acknowledged-but-torn'] as const;
  return {
    at,
    fault: random.pick<CardFaultName>(at < WRITES ? ofWrites : ofAll),
    storedBytes: random.integer(0, 16),
    back: random.pick(['at-once', 'when-asked'] as const),
  };
}

/** The hand that pulls a card away in the middle of a write. */
export class PullingHand {
  #pull: CardPull | null = null;
  /** Commands since the first write, or null before it. */
  #count: number | null = null;

  /** From now on, the next write phase is met by `pull`. */
  prepare(pull: CardPull): void {
    this.#pull = pull;
    this.#count = null;
  }

  /** Whether the prepared pull has happened. */
  get done(): boolean {
    return this.#pull === null;
  }

  /** To be told every command before the card hears it. */
  meet(command: CardCommand, reader: SimulatedReader): void {
    if (this.#pull === null || (this.#count === null && command.type !== 'write')) return;
    this.#count = this.#count === null ? 0 : this.#count + 1;
    if (this.#count !== this.#pull.at) return;
    const { fault, storedBytes } = this.#pull;
    this.#pull = null;
    // Nothing is counted between here and the command itself: this very one is struck.
    reader.faults.failNext(fault, { cut: { storedBytes } });
  }
}
