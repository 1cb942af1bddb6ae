import { errorCatalogue } from '../errors/errorCatalogue.ts';
import type { CardActContext } from '../flows/cardActFlow.ts';
import type { ServiceOffer } from '../flows/serviceOffer.ts';
import { addMonths, taipeiDay } from '../rules/calendar.ts';
import { cardTypeOf } from '../rules/card.ts';
import { type DeclineCode, isDeclineCode } from '../rules/declineCode.ts';
import { terms } from '../rules/decision.ts';
import type { ExtendRuling, RefundRuling } from '../rules/ruling.ts';
import type { Terms } from '../rules/terms.ts';
import { explained, prompt, told } from './prompts.ts';
import type { CardActSnapshot } from './serviceView.ts';
import type { Prompt } from './view.ts';

type Informed = Extract<ServiceOffer, { readonly act: null }>;

/** What holds for the card of this service on the day it was read. */
function termsOf({ facts, atMs }: CardActContext): Terms['parameters'] {
  const cardType = cardTypeOf({ ...facts, deposit: (facts.attributes?.deposit ?? 0) > 0 });
  return terms(facts.issuer, cardType, taipeiDay(atMs)).parameters;
}

/** What is said beside the figures; the first one is the question, or the news. */
export function servicePrompts(flow: CardActSnapshot | undefined): Prompt[] {
  if (flow === undefined) return [];
  const { context } = flow;
  switch (flow.value) {
    case 'beginning':
    case 'offering':
      return questionOf(context);
    case 'confirming':
      return [prompt('enable.again'), prompt('enable.irreversible')];
    case 'weighing':
      return weighed(context);
    case 'informing':
      return informedPrompts(context);
    case 'asking':
    case 'approved':
      return [prompt('service.asking'), prompt('service.asking-keep')];
    case 'writing':
      return [prompt('writing.title'), prompt('service.changing')];
    case 'done':
      return donePrompts(context);
    case 'refused':
      return refusedPrompts(context);
    case 'releasing':
    case 'ended':
      return [];
  }
}

function questionOf({ offer, facts }: CardActContext): Prompt[] {
  if (offer.act === null) return [];
  switch (offer.service) {
    case 'autoload':
      return facts.product === 'cobranded'
        ? [prompt('autoload.question-credit', { amount: offer.amount }), prompt('autoload.as-purchase'), prompt('autoload.free')]
        : [prompt('autoload.question', { amount: offer.amount }), prompt('autoload.free')];
    case 'collect':
      return [prompt('collect.question', { amount: offer.amount })];
    case 'enable-easy-wallet':
    case 'enable-bank-account':
      return [prompt('enable.question'), prompt('autoload.free'), prompt('enable.can-stop'), prompt('autoload.not-at-gates')];
    case 'enable-cobranded':
      return [prompt('enable.question'), prompt('enable.irreversible'), prompt('autoload.as-purchase')];
    case 'extend':
      return [prompt('extend.question'), prompt('extend.value-kept')];
    case 'refund':
      return [
        prompt('refund.question'),
        prompt('refund.no-cash'),
        prompt('refund.final'),
        prompt('refund.credit-stays'),
        ...(facts.balance < 0 ? [prompt('refund.billed')] : []),
      ];
  }
}

function weighed({ approval, facts }: CardActContext): Prompt[] {
  if (approval?.act === 'extend') {
    return [
      prompt('extend.weigh', { date: approval.expiresOn }),
      ...(approval.concessionEnds ? [prompt('extend.concession-ends')] : []),
      prompt('extend.value-kept'),
    ];
  }
  return [
    prompt('refund.weigh'),
    prompt('refund.no-cash'),
    ...(facts.balance <= 0 ? [prompt('refund.zero')] : []),
    prompt('refund.final'),
    prompt('refund.credit-stays'),
  ];
}

function donePrompts({ approval, offer }: CardActContext): Prompt[] {
  switch (approval?.act) {
    case 'autoload':
      return [prompt('autoload.done', { amount: approval.amount }), prompt('autoload.not-at-gates'), prompt('autoload.free')];
    case 'collect':
      return [prompt('collect.done', { amount: approval.amount })];
    case 'enable-autoload':
      return [
        prompt('enable.done'),
        prompt(offer.service === 'enable-cobranded' ? 'enable.irreversible' : 'enable.can-stop'),
        ...(offer.service === 'enable-cobranded' ? [] : [prompt('autoload.not-at-gates')]),
      ];
    case 'extend':
      return [prompt('extend.done', { date: approval.expiresOn })];
    case 'refund':
      return [prompt('refund.done'), prompt('refund.no-cash'), prompt('refund.final')];
    case undefined:
      return [];
  }
}

/** A decline, with the figures of the terms that its text names. */
function declined(code: DeclineCode, context: CardActContext): Prompt[] {
  return explained(code, figures[code]?.(termsOf(context)));
}

/** What fills the texts of the declines that name a figure. */
const figures: { readonly [Code in DeclineCode]?: (parameters: Terms['parameters']) => Prompt['params'] } = {
  K06: ({ autoloadBelow }) => ({ threshold: autoloadBelow?.value ?? 0 }),
  K07: ({ autoloadPerTime }) => ({ limit: autoloadPerTime?.value ?? 0 }),
  K09: ({ topUpStep, balanceCap }) => ({ step: topUpStep?.value ?? 0, cap: balanceCap?.value ?? 0 }),
  K18: ({ cashRefundLimit }) => ({ limit: cashRefundLimit?.value ?? 0 }),
  K20: ({ lateExtensionFee }) => ({ fee: lateExtensionFee?.value ?? 0 }),
};

function informedPrompts(context: CardActContext): Prompt[] {
  const { offer } = context;
  if (offer.act !== null) return [];
  const { reason, refund, extension } = offer;
  if (refund !== undefined) return [prompt('refund.inform'), ...whereRefunded(refund, context)];
  if (extension !== undefined && !isDeclineCode(reason)) return whereExtended(extension, reason, context);
  if (isDeclineCode(reason)) return declined(reason, context);
  return reason === 'not-registered' ? [prompt('service.not-registered'), prompt('service.link-where')] : [prompt('service.ask-staff')];
}

function whereRefunded(ruling: RefundRuling, context: CardActContext): Prompt[] {
  const { reason } = context.offer as Informed;
  if (reason === 'K14' || reason === 'K19') return declined(reason, context);
  if (ruling.outcome === 'route') return [prompt('service.ask-staff'), prompt('refund.bring')];
  const zero = ruling.payable === 0 ? [prompt('refund.zero')] : [];
  if (ruling.method === 'transfer-only') return declined('K18', context);
  if (ruling.method === 'cash-at-counter') return [...zero, prompt('refund.cash-at-counter'), prompt('refund.bring')];
  if (ruling.method === 'send-in') return [prompt('refund.send-in'), prompt('refund.bring')];
  return [prompt('service.ask-staff')];
}

function whereExtended(
  { expiresOn }: ExtendRuling & { readonly expiresOn: string | null },
  reason: Informed['reason'],
  context: CardActContext,
): Prompt[] {
  if (reason === 'not-extendable') {
    return [prompt('extend.not-extendable'), prompt('extend.balance-transferred'), prompt('extend.value-kept')];
  }
  if (reason === 'too-early' && expiresOn !== null) {
    const { extensionMonthsBefore: before, extensionMonthsAfter: after } = termsOf(context);
    const window = { from: addMonths(expiresOn, -(before?.value ?? 0)), to: addMonths(expiresOn, after?.value ?? 0) };
    return [prompt('extend.too-early', window), prompt('extend.value-kept')];
  }
  return [prompt('extend.staff'), prompt('extend.value-kept')];
}

/** Why it is not done, that nothing was taken, and what to do instead. */
function refusedPrompts(context: CardActContext): Prompt[] {
  const { refusal } = context;
  const taken = prompt('service.nothing-taken');
  if (refusal === null) return [taken];
  if (isDeclineCode(refusal)) {
    const [why, ...rest] = declined(refusal, context);
    return why === undefined ? [taken] : [why, taken, ...rest];
  }
  switch (refusal) {
    case 'not-registered':
      return [prompt('service.not-registered'), taken];
    case 'unknown-card':
      return [prompt('service.unknown-card'), taken, prompt('service.ask-staff')];
    case 'no-card':
    case 'brushed':
    case 'unreadable':
    case 'reader-offline':
    case 'other-card':
      return [told('K11'), taken, ...errorCatalogue.K11.now.map((id) => prompt(id))];
    case 'several':
      return [told('K10'), taken];
    case 'contradictory':
      return [told('K16'), taken];
    case 'unsupported':
    case 'not-writable':
    case 'no-credit':
      return [prompt('service.card-not-possible'), taken, prompt('service.ask-staff')];
    case 'ask-staff':
    case 'mismatch':
      return [prompt('service.ask-staff'), taken];
  }
}
