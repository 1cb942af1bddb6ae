import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { topUpTerms } from '../flows/topUp/topUpOffer.ts';
import type { Refusal, VisitContext } from '../flows/visit/visitContext.ts';
import { offersOf } from '../flows/visit/visitDecisions.ts';
import { type CalendarDate, taipeiDay } from '../rules/calendar.ts';
import { elsewhere, inPart, inParts, whoHelps } from './failureLines.ts';
import { bankLine, line, ruledFor } from './helpSubject.ts';
import { explained, named, prompt, told } from './prompts.ts';
import type { Prompt } from './view.ts';

/** What fills the text of a refusal; null when no terms in force say it. */
function refusalParams({ refusal, card, readAtMs }: VisitContext): Prompt['params'] | null {
  if (refusal !== 'K09') return undefined;
  return card === null ? null : topUpTerms(card, readAtMs);
}

/** Why the card is not served, what to do now, and what its own terms add. */
function refusalPrompts(context: VisitContext): Prompt[] {
  const params = refusalParams(context);
  const { refusal, card, readAtMs } = context;
  if (refusal === null || params === null) return [];
  const said = explained(refusal, params);
  // The code stands last: it is for staff.
  if (card === null) return said;
  const more = refusal === 'K01' ? afterExpiry(context, card) : afterRefusal(refusal, card, readAtMs);
  // Whoever is helped by more than a counter is not sent to one.
  const kept = refusal === 'K01' && more.length > 1 ? said.filter(({ id }) => id !== 'refused.help-staff') : said;
  return kept.toSpliced(-1, 0, ...more);
}

/**
 * What is on it stays the passenger's (R-003-16, C-20). Where it can be extended at this machine, that is where the passenger is led;
 * of a co-branded card the bank sees to the balance (R-002-27).
 */
function afterExpiry(context: VisitContext, card: CardFacts): Prompt[] {
  const kept = prompt('extend.value-kept');
  if (card.product === 'cobranded') {
    return [kept, prompt('refund.bank-settles'), ...bankLine({ card, today: taipeiDay(context.readAtMs) })];
  }
  const extension = offersOf(context).find(({ service, act }) => service === 'extend' && act !== null);
  if (extension === undefined) return [kept];
  return [prompt('fee' in extension && extension.fee === 0 ? 'refused.help-extend-free' : 'refused.help-extend'), kept];
}

/** What the terms of this very card add to its refusal. */
function afterRefusal(refusal: Exclude<Refusal, 'K01'>, card: CardFacts, atMs: number): Prompt[] {
  switch (refusal) {
    case 'K02': {
      // A co-branded card is never opened again (R-002-29).
      const { reopening, reopeningFee } = ruledFor({ card, today: taipeiDay(atMs) }, card.issuer);
      return reopening?.value === 'never' ? [] : line('refused.help-reopen', { fee: reopeningFee?.value });
    }
    case 'K03':
      return card.issuer === 'ipass' ? [prompt('refused.help-bus')] : [];
    case 'K12':
      return (card.unread ?? []).map((what) => prompt('refused.unread', { what }));
    case 'K09':
    case 'K10':
    case 'K11':
    case 'K16':
    case 'not-activated':
      return [];
  }
}

/** Nothing was taken, unless this visit says otherwise; and what is on the card. */
function moneyOfRefused({ refusal, completed, balance: known, purse }: VisitContext): Prompt[] {
  // Of a card whose purse was read and the rest was not, that is known.
  const balance = known ?? purse?.balance ?? null;
  // A lock may follow a claim, and a refusal a top-up: then money was taken, and has been told of.
  const nothing = refusal !== 'K03' && completed.length === 0 ? [prompt('failure.nothing-taken')] : [];
  return inPart('money', ...nothing, ...(balance === null ? [] : [prompt('take-card.balance', { balance })]));
}

/** A card that is turned away: why, that nothing was taken, what to do, and whom to ask about it. */
export function refusedLines(context: VisitContext, today: CalendarDate): Prompt[] {
  const said = inParts(refusalPrompts(context));
  // Of a card that nobody could read nobody knows whose it is.
  const helped = said.some(({ part }) => part === 'help');
  const help = context.card === null ? (helped ? [] : [prompt('out-of-service.ask-staff')]) : whoHelps(context.card.issuer, today);
  return [...said, ...moneyOfRefused(context), ...inPart('help', ...help)];
}

/** A card that could be topped up, at a machine that takes no notes now: the same four things. */
export function noNotesLines(context: VisitContext, today: CalendarDate): Prompt[] {
  const { card, facts } = context;
  const cause = facts.cashCondition ?? 'cash-closed';
  return [
    ...inPart('happened', told('cash-closed'), ...(cause === 'cash-closed' ? named(cause).slice(1) : named(cause))),
    ...moneyOfRefused(context),
    ...inPart('now', prompt('failure.now.elsewhere')),
    ...inPart('help', ...(card === null ? [] : [...elsewhere(card.issuer, today), ...whoHelps(card.issuer, today)])),
  ];
}
