import { BLOCK_LENGTH } from '../../hardware/card-profiles/blockAccess.ts';
import type { BlockPlace } from '../../hardware/card-profiles/cardLayout.ts';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from '../../hardware/card-profiles/ipass-synthetic/layout.ts';
import { decodeValueBlock } from '../../hardware/card-profiles/valueBlock.ts';
import type { CardTechnology } from '../../hardware/ports/cardReader.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { PcscPort } from '../../hardware/ports/pcsc.ts';
import { createInMemoryPcsc } from '../devices/card/inMemoryPcsc.ts';
import type { PreparedCard } from '../devices/card/preparedCards.ts';
import { IMAGE_LENGTH, SimulatedCard } from '../devices/card/simulatedCard.ts';
import { REALISTIC_DELAYS, SimulatedReader } from '../devices/card/simulatedReader.ts';
import { VirtualCard } from '../devices/card/virtualCard.ts';
import type { DockCard, DockState, PullMoment } from '../../link/dock.ts';
import type { BenchCards } from './bench.ts';

/** Milliseconds until a card on the reader is noticed: a PC/SC service looks at its reader this often. */
const POLLING_MS = 200;

/** A card as it comes to the bench. */
export interface LaidOutCard extends Pick<PreparedCard, 'id' | 'label' | 'image'> {
  /** What a reader sees of it; left out, a MIFARE Classic 1K. */
  readonly kind?: CardTechnology;
  /** Left out: sound. */
  readonly group?: DockCard['group'];
}

interface BenchCard extends Required<Pick<LaidOutCard, 'id' | 'label' | 'group'>> {
  readonly card: SimulatedCard;
}

/** What ends when the reader has no power. */
interface Cable {
  unplug(): void;
  plugIn(): void;
}

/** The reader on the bench and the cards that lie beside it. Cards keep what was written to them. */
export class BenchReader implements BenchCards {
  readonly reader: SimulatedReader;
  readonly #clock: Clock;
  readonly #cards: readonly BenchCard[];
  readonly #cables = new Set<Cable>();
  /** What a second card in the field is: nobody asks for its number. */
  readonly #stranger = new SimulatedCard(new Uint8Array(IMAGE_LENGTH));
  #besideNext = false;
  #powered = true;

  /** @param onTaken told every card that leaves the reader, with what its memory then holds */
  constructor(clock: Clock, cards: readonly LaidOutCard[], onTaken: (id: string, image: Uint8Array) => void = () => undefined) {
    this.#clock = clock;
    this.#cards = cards.map(({ id, label, group = 'sound', image, kind }) => ({ id, label, group, card: new SimulatedCard(image, kind) }));
    this.reader = new SimulatedReader({ clock, delays: REALISTIC_DELAYS });
    let lay: SimulatedCard | null = null;
    this.reader.watch((card) => {
      const taken = this.#cards.find((one) => one.card === lay);
      lay = card;
      if (taken !== undefined) onTaken(taken.id, taken.card.save());
    });
  }

  /** A host at the reader's cable, until it stops. */
  openPort(): PcscPort {
    const port = createInMemoryPcsc(this.reader, { clock: this.#clock, pollingMs: POLLING_MS });
    if (!this.#powered) port.unplug();
    this.#cables.add(port);
    return {
      ...port,
      stop: () => {
        this.#cables.delete(port);
        return port.stop();
      },
    };
  }

  /**
   * Puts the cards behind the system's real PC/SC service instead, through its virtual reader.
   * @param port of the virtual reader's driver on this machine; left out, its usual one
   */
  putBehindService(port?: number): void {
    const parts = { reader: this.reader, clock: this.#clock, ...(port === undefined ? {} : { port }) };
    let virtual = new VirtualCard(parts);
    this.#cables.add({
      unplug: () => virtual.stop(),
      plugIn: () => {
        virtual = new VirtualCard(parts);
      },
    });
  }

  place(id: string): void {
    const found = this.#cards.find((card) => card.id === id);
    if (found === undefined) return;
    this.reader.place(found.card);
    if (this.#besideNext) this.layBeside();
  }

  layBeside(): void {
    this.#besideNext = this.reader.card === null;
    if (!this.#besideNext) this.reader.placeBeside(this.#stranger, 'is-told');
  }

  /** A pull that was announced and has not come to pass is forgotten with the card it was meant for. */
  remove(): void {
    this.#besideNext = false;
    this.reader.remove();
    this.reader.faults.clear();
  }

  pullWhileWriting(block: number, when: PullMoment): void {
    this.reader.faults.clear();
    this.reader.faults.failNext(when === 'after' ? 'removed-after-execution' : 'torn-write', { on: 'change', after: block - 1 });
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    for (const cable of this.#cables) cable.unplug();
    this.reader.reset();
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    for (const cable of this.#cables) cable.plugIn();
  }

  state(): DockState['cards'] {
    return this.#cards.map(({ id, label, group, card }) => ({
      id,
      label,
      group,
      balance: balanceOf(card),
      placed: this.reader.card === card,
    }));
  }
}

/** NT$ in the purse, or in its backup while a write was cut in the middle. */
function balanceOf({ image }: SimulatedCard): number {
  const blockAt = ({ block }: BlockPlace): Uint8Array => image.slice(block * BLOCK_LENGTH, (block + 1) * BLOCK_LENGTH);
  const isIpass = Buffer.compare(blockAt(IPASS_SYNTHETIC.recognition.place), IPASS_SYNTHETIC.recognition.content) === 0;
  const { purse, backupPurse } = isIpass ? IPASS_SYNTHETIC : EASYCARD_CLASSIC;
  return decodeValueBlock(blockAt(purse)) ?? decodeValueBlock(blockAt(backupPurse)) ?? 0;
}
