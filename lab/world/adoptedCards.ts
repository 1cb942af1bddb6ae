import { cardNumberOfUid } from '../../hardware/card-profiles/cardNumberOfUid.ts';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CardSeal } from '../../station/journal/cardSeal.ts';
import { type Elsewhere, useElsewhere } from '../devices/card/cardElsewhere.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { purseOf, salesOn } from './worldCards.ts';

/** A card of the world, and how it would be now if this machine had never touched it. */
export interface AdoptedCard {
  readonly card: SimulatedCard;
  readonly number: CardNumber;
  /** Keyed hash of its number, as the journal has it. */
  readonly find: string;
  /** NT$ */
  readonly purse: number;
  /** Every byte, as long as this machine has not changed one; null afterwards, once another machine has used it. */
  readonly image: Uint8Array | null;
}

/** What the cards carried when they were looked at last. */
interface Seen {
  readonly version: number;
  readonly added: ReadonlyMap<string, number | null>;
  readonly sales: ReadonlySet<string>;
}

/** What is taken or added elsewhere, NT$; a second kiosk is given the note that is most often lost at this one. */
const AMOUNTS: Readonly<Record<Elsewhere, number>> = { entry: 0, gate: 20, shop: 35, kiosk: 500 };

/** The cards of a world: they live on elsewhere, and what is added to them here is still counted. */
export class AdoptedCards {
  readonly #seal: CardSeal;
  #cards: readonly AdoptedCard[] = [];
  /** How often the cards were used elsewhere, or became more. */
  #uses = 0;
  #seen: Seen | null = null;

  constructor(seal: CardSeal) {
    this.#seal = seal;
  }

  get all(): readonly AdoptedCard[] {
    return this.#cards;
  }

  /** Keyed hash of the number of a card of this world; null: it is none. */
  findOf(card: SimulatedCard): string | null {
    return this.#cards.find((each) => each.card === card)?.find ?? null;
  }

  /** Grows whenever anything on a card may have changed. */
  get version(): number {
    return this.#cards.reduce((total, { card }) => total + card.writes, this.#uses);
  }

  adopt(card: SimulatedCard): void {
    this.#uses += 1;
    const number = cardNumberOfUid(card.uid);
    const { find } = this.#seal.sealCard(number);
    this.#cards = [...this.#cards, { card, number, find, purse: purseOf(card) ?? 0, image: card.save() }];
  }

  /** NT$ that this machine has added, by keyed hash; null while a purse is torn. */
  addedTo(): ReadonlyMap<string, number | null> {
    return this.#look().added;
  }

  /** Every sale that a card carries anything of. */
  sales(): ReadonlySet<string> {
    return this.#look().sales;
  }

  #look(): Seen {
    const { version } = this;
    if (this.#seen?.version !== version) {
      const added = this.#cards.map(({ card, find, purse }): [string, number | null] => {
        const balance = purseOf(card);
        return [find, balance === null ? null : balance - purse];
      });
      this.#seen = { version, added: new Map(added), sales: new Set(this.#cards.flatMap(({ card }) => salesOn(card))) };
    }
    return this.#seen;
  }

  /** @returns whether the other machine took the card */
  use(card: SimulatedCard, where: Elsewhere, atMs: number): boolean {
    this.#uses += 1;
    const before = card.save();
    const change = useElsewhere(card, EASYCARD_CLASSIC, where, atMs, AMOUNTS[where]);
    this.#cards = this.#cards.map((each) => {
      if (each.card !== card || change === null) return each;
      const untouched = each.image !== null && before.every((byte, index) => byte === each.image?.[index]);
      return { ...each, purse: each.purse + change, image: untouched ? card.save() : null };
    });
    return change !== null;
  }
}
