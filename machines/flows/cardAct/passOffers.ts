import { buyPass, type BuyPassRuling, type PassChoice, type PassSale } from '../../rules/buyPass.ts';
import { limitHit } from '../../rules/autoloadLimits.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import { addDays, type CalendarDate, taipeiDay } from '../../rules/calendar.ts';
import type { PassProduct } from '../../rules/parameters.ts';
import { type Decided, decideFor, terms } from '../../rules/decision.ts';
import { isExpired } from '../../rules/cardRefusal.ts';
import type { SoldPass } from '../cardAct.ts';
import { type Asked, informed, isHostsFault, termsOf } from './asked.ts';
import type { ServiceOffer } from './serviceOffer.ts';

/** A choice in a word, as a screen sends it: `1-0` is product 1 from today on. */
export function passWord({ product, startsAfterDays }: PassChoice): string {
  return `${product}-${startsAfterDays}`;
}

/** What a word chooses; null when it is none. */
export function passOfWord(word: string | undefined): PassChoice | null {
  const [, product, startsAfterDays] = /^(\d{1,5})-(\d{1,3})$/u.exec(word ?? '') ?? [];
  return product === undefined || startsAfterDays === undefined
    ? null
    : { product: Number(product), startsAfterDays: Number(startsAfterDays) };
}

/** A period ticket among which one is chosen, with the days that it would be paid for now. */
export interface PassToChoose {
  readonly choice: PassChoice;
  /** NT$. */
  readonly price: Dollars;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
}

function choicesAmong(products: readonly PassProduct[]): PassChoice[] {
  return products.flatMap(({ product, startsAfterDays }) => startsAfterDays.map((after) => ({ product, startsAfterDays: after })));
}

/** Every period ticket that any card can have on a day, each only once. */
export function passesOnSale(today: CalendarDate): readonly PassToChoose[] {
  const sold = [
    ...(terms('easycard', 'ORD', today).parameters.periodPasses?.value ?? []),
    ...(terms('ipass', 'IP', today).parameters.periodPasses?.value ?? []),
  ];
  const distinct = sold.filter(({ product }, index) => sold.findIndex((other) => other.product === product) === index);
  return choicesAmong(distinct).flatMap((choice) => {
    const { price, days } = distinct.find(({ product }) => product === choice.product) as PassProduct;
    const firstDay = addDays(today, choice.startsAfterDays);
    return [{ choice, price, firstDay, lastDay: addDays(firstDay, days - 1) }];
  });
}

/** Those that this card can have now, however they are paid. Where one follows the ticket on the card, its first day is no choice. */
export function passesFor(asked: Asked): readonly PassToChoose[] {
  if (asked.facts.unknownPass !== undefined) return [];
  const found = choicesAmong(termsOf(asked).periodPasses?.value ?? []).flatMap((choice) => {
    const ruling = rulingOn(asked, choice);
    if (ruling === null || ruling.outcome === 'deny') return [];
    const { price, firstDay, lastDay } = ruling.sale;
    return [{ choice, price, firstDay, lastDay }];
  });
  const isSame = (one: PassToChoose, other: PassToChoose): boolean =>
    one.choice.product === other.choice.product && one.firstDay === other.firstDay;
  return found.filter((one, index) => found.findIndex((other) => isSame(one, other)) === index);
}

function rulingOn({ facts, card, atMs }: Asked, choice: PassChoice): Decided<BuyPassRuling> | null {
  const decided = decideFor(card, atMs, (today, basis) => buyPass(card, choice, facts.pass, { atMs, today }, basis));
  return decided.ok ? decided.value : null;
}

/** That there are some, in the menu; not where the issuer, who sells them, cannot be asked. */
export function offerPasses(asked: Asked): ServiceOffer | null {
  const { facts, card, host, atMs } = asked;
  if (facts.unknownPass !== undefined) return null;
  if ((host.state !== 'known' && host.state !== 'asking') || card.status !== 'active' || isExpired(card, taipeiDay(atMs))) return null;
  const sold = termsOf(asked).periodPasses;
  return sold === null || sold.value.length === 0 ? null : informed('period-pass', 'choose', sold.clauses);
}

/** The one that was chosen, for this card: what is paid how, or why it cannot be had. */
export function offerPass(asked: Asked, choice: PassChoice): ServiceOffer {
  const { facts, host, known } = asked;
  const ruling = rulingOn(asked, choice);
  // Without terms in force on that day nothing is sold.
  if (ruling === null) return informed('period-pass', 'K12', ['R-000-04']);
  if (ruling.outcome !== 'deny' && known === null) {
    return informed('period-pass', host.state === 'unreachable' ? 'K14' : 'ask-staff', ruling.clauses);
  }
  // None is sold over what may have been paid for.
  if (ruling.outcome !== 'deny' && facts.unknownPass !== undefined) return informed('period-pass', 'ask-staff', ruling.clauses);
  return offerOf(asked, choice, ruling);
}

function offerOf(asked: Asked, choice: PassChoice, ruling: Decided<BuyPassRuling>): ServiceOffer {
  const { clauses } = ruling;
  switch (ruling.outcome) {
    case 'allow': {
      const { autoload, balanceAfter } = ruling;
      if (autoload > 0 && isHostsFault(asked)) return informed('period-pass', 'host-fault', clauses);
      return { service: 'period-pass', choice, balanceAfter, act: { act: 'buy-pass', pass: soldPass(ruling.sale), autoload }, clauses };
    }
    case 'short':
      return { ...informed('period-pass', 'short', clauses), short: { choice, pass: soldPass(ruling.sale), missing: ruling.missing } };
    case 'limited': {
      const { card } = asked;
      if (isHostsFault(asked)) return informed('period-pass', 'host-fault', clauses);
      const limit = card.autoload === undefined ? null : limitHit(ruling.wanted, card, card.autoload, termsOf(asked));
      const short = { choice, pass: soldPass(ruling.sale), missing: ruling.missing };
      return { ...informed('period-pass', 'K07', clauses), ...(limit === null ? {} : { limit }), short };
    }
    case 'deny':
      if ('code' in ruling) return informed('period-pass', ruling.code, clauses);
      return { ...informed('period-pass', reasons[ruling.reason], clauses), until: ruling.lastDay };
  }
}

const reasons = { 'other-pass': 'other-pass', 'too-early': 'pass-too-early', 'card-expires-first': 'card-ends-first' } as const;

function soldPass({ product, area, validFrom, firstDay, lastDay, price }: PassSale): SoldPass {
  return { product, area, validFrom, firstDay, lastDay, price };
}
