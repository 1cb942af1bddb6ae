import { cardNumberOfUid } from '../../../hardware/card-profiles/cardNumberOfUid.ts';
import type { CardLayout } from '../../../hardware/card-profiles/cardLayout.ts';
import type { CardProduct } from '../../../hardware/ports/cardFacts.ts';
import type { CardNumber } from '../../../hardware/ports/cardNumber.ts';
import { taipeiDate } from '../../../hardware/ports/clock.ts';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { type CardDescription, DAY_MS, termOf } from './cardImage.ts';

/** What the issuer's host holds of a card that lies ready and its image does not say. Left out: nothing special. */
export interface HostDescription {
  /** Default `active`. `blocked`: on the lock list (鎖卡名單). */
  readonly status?: 'refunded' | 'blocked';
  /** The account that autoload takes from; its name stands among {@link HOST_ACCOUNTS}. `perTimeLimit`: NT$ that its owner agreed to. */
  readonly link?: { readonly account: HostAccount; readonly enabled?: boolean; readonly perTimeLimit?: number };
  /** Co-branded cards only: has the bank been told that the credit card arrived? */
  readonly creditCardActivated?: boolean;
  /** Lifetime uses, and how many days ago the first of them was. */
  readonly uses?: number;
  readonly firstUsedDaysAgo?: number;
  /** Each NT$ that wait for the card, owed to it (positive) or to be taken back. */
  readonly adjustments?: readonly number[];
}

/** The accounts of the people whose cards lie ready, and NT$ in them. */
export const HOST_ACCOUNTS = {
  anna: { kind: 'easy-wallet', funds: 20_000 },
  bert: { kind: 'easy-wallet', funds: 20_000 },
  'bert-credit-line': { kind: 'credit-line', funds: 30_000 },
  carla: { kind: 'easy-wallet', funds: 0 },
  dora: { kind: 'bank', funds: 20_000 },
} as const;
export type HostAccount = keyof typeof HOST_ACCOUNTS;

/** A prepared card as its issuer's host knows it: what the image says, and what only the host can tell. */
export interface HostCard extends Omit<HostDescription, 'firstUsedDaysAgo'> {
  readonly number: CardNumber;
  readonly product: CardProduct;
  readonly registered: boolean;
  /** `YYYY-MM-DD` in Asia/Taipei. */
  readonly expiresOn: string;
  readonly firstUsedOn?: string;
}

/** The host's side of a card, from the very description that its image is made of. */
export function hostCardOf(layout: CardLayout, description: CardDescription, host: HostDescription): HostCard {
  const { uid, nowMs, attributes } = description;
  const { firstUsedDaysAgo, ...rest } = host;
  return {
    ...rest,
    number: cardNumberOfUid(fromHex(uid)),
    product: attributes?.product ?? layout.issuerData.products[0],
    registered: (attributes?.personalProfile ?? 0) !== 0,
    expiresOn: taipeiDate(termOf(description).expiresMs),
    ...(firstUsedDaysAgo === undefined ? {} : { firstUsedOn: taipeiDate(nowMs - firstUsedDaysAgo * DAY_MS) }),
  };
}
