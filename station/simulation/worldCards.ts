import { LAYOUT } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { decodeValueBlock } from '../../hardware/card-profiles/valueBlock.ts';
import type { CardDescription } from '../../hardware/simulators/card/cardImage.ts';
import { buildEasyCardImage } from '../../hardware/simulators/card/easyCardImage.ts';
import { SimulatedCard } from '../../hardware/simulators/card/simulatedCard.ts';

/** How a card stands before a visit. */
export type CardBefore = 'ordinary' | 'nearly-full' | 'new' | 'after-debit' | 'advance';

/** Minutes. */
const DAY = 24 * 60;
const SHOP = { place: 1, device: 0x00a0_f001 } as const;
const MACHINE = { place: 0x33, device: 0x00a1_0001 } as const;

const descriptions: Readonly<Record<CardBefore, Omit<CardDescription, 'uid' | 'nowMs'>>> = {
  ordinary: {
    balance: 320,
    lastSequence: 42,
    history: [
      { kind: 'add-value', amount: 500, minutesAgo: 3 * DAY, ...MACHINE },
      { kind: 'purchase', amount: 95, minutesAgo: DAY, ...SHOP },
    ],
  },
  'nearly-full': { balance: 9_900, lastSequence: 255, history: [{ kind: 'purchase', amount: 60, minutesAgo: DAY, ...SHOP }] },
  new: { balance: 0 },
  /** The backup purse still holds the value before the last purchase: legal, and to be healed first. */
  'after-debit': {
    balance: 123,
    lastSequence: 41,
    history: [{ kind: 'purchase', amount: 95, minutesAgo: DAY, ...SHOP }],
    backupBeforeDebit: true,
  },
  advance: { balance: -18, lastSequence: 3, history: [{ kind: 'purchase', amount: 40, minutesAgo: DAY, ...SHOP }] },
};

/** A card of a kind, the `index`-th of its world. UIDs are of the range that belongs to no card. */
export function makeCard(kind: CardBefore, nowMs: number, index: number): SimulatedCard {
  const uid = `08b000${index.toString(16).padStart(2, '0')}`;
  return new SimulatedCard(buildEasyCardImage({ ...descriptions[kind], uid, nowMs }));
}

/** NT$ in the card's purse by its own memory; null while the purse is torn. */
export function purseOf(card: SimulatedCard): number | null {
  return pursesOf(card)[0] ?? null;
}

/** Purse and backup, as {@link purseOf}. */
export function pursesOf(card: SimulatedCard): (number | null)[] {
  return [LAYOUT.purse, LAYOUT.backupPurse].map(({ block }) => decodeValueBlock(card.image.subarray(block * 16, block * 16 + 16)));
}
