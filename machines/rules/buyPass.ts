import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import { addDays, type CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import { cardInHandRefusal } from './cardRefusal.ts';
import type { DeclineCode } from './declineCode.ts';
import type { PassProduct } from './parameters.ts';
import { purchaseAutoload } from './purchaseAutoload.ts';

/** The period ticket that a card carries. */
export interface CarriedPass {
  readonly product: number;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
}

/** Which period ticket, and how many days after its sale it shall begin. */
export interface PassChoice {
  readonly product: number;
  readonly startsAfterDays: number;
}

/** A period ticket as it is bought now: `firstDay` and `lastDay` are those that are paid for. */
export interface PassSale extends PassProduct, CarriedPass {
  /** From when the card is good without a gap: of the ticket that it carries, where this one follows it. */
  readonly validFrom: CalendarDate;
}

/** May a period ticket be bought with this card? Money in NT$. */
export type BuyPassRuling =
  /** Paid from the purse, after `autoload` was added from the linked account; 0: the purse suffices. */
  | { readonly outcome: 'allow'; readonly sale: PassSale; readonly autoload: Dollars; readonly balanceAfter: Dollars }
  /** The purse does not suffice, and nothing but cash can fill it. */
  | { readonly outcome: 'short'; readonly sale: PassSale; readonly missing: Dollars }
  /** A limit on autoload refuses the whole purchase (R-001-34): nothing is loaded. With cash it can be had. */
  | { readonly outcome: 'limited'; readonly sale: PassSale; readonly missing: Dollars; readonly wanted: Dollars }
  | { readonly outcome: 'deny'; readonly code: DeclineCode }
  | {
      readonly outcome: 'deny';
      /** Another ticket still runs; the same one runs for longer yet; the card runs out before the ticket would. */
      readonly reason: 'other-pass' | 'too-early' | 'card-expires-first';
      readonly lastDay: CalendarDate;
    };

/**
 * May this period ticket be bought with this card, and what is paid how? One that follows the one on the card begins on the day after
 * it, whatever start was chosen: no day is paid for twice, and none that was paid for is lost (R-001-21, R-001-34).
 */
export function buyPass(
  card: Card,
  choice: PassChoice,
  carried: CarriedPass | null,
  asked: { readonly atMs: number; readonly today: CalendarDate },
  basis: Basis,
): BuyPassRuling {
  const { today, atMs } = asked;
  const refused = cardInHandRefusal(card, today, basis);
  if (refused !== null) return { outcome: 'deny', code: refused };
  const sold = basis.find('periodPasses')?.find(({ product }) => product === choice.product);
  if (sold?.startsAfterDays.includes(choice.startsAfterDays) !== true) return { outcome: 'deny', code: 'K12' };
  const running = carried !== null && carried.lastDay >= today ? carried : null;
  if (running !== null && running.product !== sold.product) return { outcome: 'deny', reason: 'other-pass', lastDay: running.lastDay };
  if (running !== null && today < addDays(running.lastDay, -sold.renewableDaysBefore)) {
    return { outcome: 'deny', reason: 'too-early', lastDay: running.lastDay };
  }
  const firstDay = running === null ? addDays(today, choice.startsAfterDays) : addDays(running.lastDay, 1);
  const sale = { ...sold, firstDay, lastDay: addDays(firstDay, sold.days - 1), validFrom: running?.firstDay ?? firstDay };
  if (card.expiresOn !== undefined && card.expiresOn < sale.lastDay) {
    return { outcome: 'deny', reason: 'card-expires-first', lastDay: card.expiresOn };
  }
  return paid(card, sale, { atMs, today }, basis);
}

/** The last day on which a paid sale that was cut off is still written to its card, by the terms of the day of the sale. */
export function lastDayToFinish(
  { product, firstDay }: Pick<CarriedPass, 'product' | 'firstDay'>,
  sold: readonly PassProduct[],
): CalendarDate {
  return addDays(firstDay, sold.find((each) => each.product === product)?.lateDays ?? 0);
}

function paid(card: Card, sale: PassSale, { atMs, today }: { atMs: number; today: CalendarDate }, basis: Basis): BuyPassRuling {
  const { price } = sale;
  const missing = dollars(price - card.balance);
  if (missing <= 0) return { outcome: 'allow', sale, autoload: dollars(0), balanceAfter: dollars(card.balance - price) };
  const loaded = purchaseAutoload({ id: '', ask: 'purchaseAutoload', atMs, card, price }, today, basis);
  if (loaded.outcome === 'allow') return { outcome: 'allow', sale, autoload: loaded.amount, balanceAfter: loaded.balanceAfter };
  // Every other refusal says that there is no autoload for this card: then it is cash.
  if (loaded.outcome === 'route' || loaded.code !== 'K07') return { outcome: 'short', sale, missing };
  const unit = basis.take('periodTicketUnit');
  return { outcome: 'limited', sale, missing, wanted: dollars(Math.ceil(missing / unit) * unit) };
}
