import { dateOfSeconds, decodeAttributes, USAGE } from '../../hardware/card-profiles/attributes.ts';
import { sameBytes } from '../../hardware/card-profiles/cardBlocks.ts';
import { readNumber } from '../../hardware/card-profiles/cardLayout.ts';
import { LAYOUT } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { decodePass, decodePassReceipt } from '../../hardware/card-profiles/passBlocks.ts';
import { decodeValueBlock } from '../../hardware/card-profiles/valueBlock.ts';
import type { CardDescription } from '../devices/card/cardImage.ts';
import { buildEasyCardImage } from '../devices/card/easyCardImage.ts';
import { preparedCards } from '../devices/card/preparedCards.ts';
import { SimulatedCard } from '../devices/card/simulatedCard.ts';

/** Cards of cash visits, with no issuer at the other end of a wire. */
export const cashCards = ['ordinary', 'nearly-full', 'new', 'after-debit', 'advance'] as const;
type CashCard = (typeof cashCards)[number];

/** Cards whose story lies with the issuer: of those that lie on the development dock, and as its issuer's books know them. */
export const issuerCards = [
  'autoload',
  'autoload-not-enabled',
  'autoload-no-funds',
  'cobranded',
  'near-expiry',
  'student-near-expiry',
  'adjustment',
  'blocked',
  'pass-enough',
  'pass-short',
  'pass-runs-out',
] as const;
type IssuerCard = (typeof issuerCards)[number];

/** How a card stands before a visit. */
export type CardBefore = CashCard | IssuerCard;

export function isIssuerCard(card: CardBefore): card is IssuerCard {
  return issuerCards.some((each) => each === card);
}

export interface CardMarks {
  readonly autoload: boolean;
  readonly locked: boolean;
  readonly refunded: boolean;
  readonly expiresOn: string | null;
  /** The sale of the period ticket that the card carries, whole and mirrored; null: none, or not yet whole. */
  readonly ticket: string | null;
}

/** Minutes. */
const DAY = 24 * 60;
const SHOP = { place: 1, device: 0x00a0_f001 } as const;
const MACHINE = { place: 0x33, device: 0x00a1_0001 } as const;

const descriptions: Readonly<Record<CashCard, Omit<CardDescription, 'uid' | 'nowMs'>>> = {
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
  if (isIssuerCard(kind)) {
    const prepared = preparedCards(nowMs).find(({ id }) => id === kind);
    if (prepared === undefined) throw new Error(`no card ${kind}`);
    return new SimulatedCard(prepared.image);
  }
  const uid = `08b000${index.toString(16).padStart(2, '0')}`;
  return new SimulatedCard(buildEasyCardImage({ ...descriptions[kind], uid, nowMs }));
}

function blockOf(card: SimulatedCard, { block }: { readonly block: number }): Uint8Array {
  return card.image.subarray(block * 16, block * 16 + 16);
}

/** NT$ in the card's purse by its own memory; null while the purse is torn, even where its bits happen to be a value. */
export function purseOf(card: SimulatedCard): number | null {
  return card.isTorn(LAYOUT.purse.block) ? null : (pursesOf(card)[0] ?? null);
}

/** Purse and backup, as {@link purseOf}. */
export function pursesOf(card: SimulatedCard): (number | null)[] {
  return [LAYOUT.purse, LAYOUT.backupPurse].map(({ block }) => decodeValueBlock(blockOf(card, { block })));
}

/** What the issuer's acts leave on a card, by its own memory. */
export function marksOf(card: SimulatedCard): CardMarks {
  const { usage } = decodeAttributes(blockOf(card, LAYOUT.attributes));
  return {
    autoload: (usage & USAGE.autoload) !== 0,
    locked: (usage & USAGE.blocked) !== 0,
    refunded: (usage & USAGE.refunded) !== 0,
    expiresOn: dateOfSeconds(readNumber(blockOf(card, LAYOUT.issue), LAYOUT.expiresAt)),
    ticket: ticketOn(card),
  };
}

function ticketOn(card: SimulatedCard): string | null {
  const [pass, passMirror, receipt, receiptMirror] = [LAYOUT.pass, LAYOUT.passMirror, LAYOUT.passReceipt, LAYOUT.passReceiptMirror].map(
    (place) => blockOf(card, place),
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const whole = sameBytes(pass, passMirror) && sameBytes(receipt, receiptMirror) && decodePass(pass) !== null;
  return whole ? (decodePassReceipt(receipt)?.transaction ?? null) : null;
}

/** The sales of which anything at all stands on a card: the purse has paid for each of them. */
export function salesOn(card: SimulatedCard): string[] {
  return [LAYOUT.passReceipt, LAYOUT.passReceiptMirror]
    .filter(({ block }) => !card.isTorn(block))
    .flatMap((place) => decodePassReceipt(blockOf(card, place))?.transaction ?? []);
}
