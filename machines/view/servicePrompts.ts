import type { CardProduct } from '../../hardware/ports/cardFacts.ts';
import { errorCatalogue } from '../errors/errorCatalogue.ts';
import type { CardActContext, CardActSnapshot } from '../flows/cardAct/cardActFlow.ts';
import { isDeclined, type ServiceOffer } from '../flows/cardAct/serviceOffer.ts';
import { addMonths, taipeiDay } from '../rules/calendar.ts';
import { cardTypeOf } from '../rules/card.ts';
import { type DeclineCode, isDeclineCode } from '../rules/declineCode.ts';
import { terms } from '../rules/decision.ts';
import { windowClosesOn } from '../rules/extend.ts';
import type { ExtendRuling, RefundRuling } from '../rules/ruling.ts';
import type { Terms } from '../rules/terms.ts';
import type { Language } from '../messages/languages.ts';
import type { MessageId } from '../messages/messages.ts';
import { passNameOf } from '../rules/passNames.ts';
import { inPart, inParts, whoHelps } from './failureLines.ts';
import { bankLine, type HelpSubject } from './helpSubject.ts';
import { explained, prompt, told } from './prompts.ts';
import type { Prompt } from './view.ts';

type Informed = Extract<ServiceOffer, { readonly act: null }>;

/** What holds for the card of this service on the day it was read. */
function termsOf({ facts, atMs }: CardActContext): Terms['parameters'] {
  const cardType = cardTypeOf({ ...facts, deposit: (facts.attributes?.deposit ?? 0) > 0 });
  return terms(facts.issuer, cardType, taipeiDay(atMs)).parameters;
}

/** What is said beside the figures; the first one is the question, or the news. */
export function servicePrompts(flow: CardActSnapshot | undefined, language: Language): Prompt[] {
  if (flow === undefined) return [];
  const { context } = flow;
  switch (flow.value) {
    case 'beginning':
    case 'offering':
      return questionOf(context, language);
    case 'confirming':
      return [prompt('enable.again'), prompt('enable.irreversible')];
    case 'weighing':
      return weighed(context);
    case 'informing':
      return isDeclined(context.offer)
        ? [...inParts(informedPrompts(context)), ...inPart('money', takenPrompt(context)), ...helpOf(context)]
        : informedPrompts(context);
    case 'asking':
    case 'approved':
      return [prompt('service.asking'), prompt('service.asking-keep')];
    case 'writing':
      return [prompt('writing.title'), prompt('service.changing')];
    case 'done':
      return donePrompts(context);
    case 'refused':
      return [...inParts(refusedPrompts(context)), ...helpOf(context)];
    case 'releasing':
    case 'ended':
      return [];
  }
}

function helpOf({ facts, atMs }: CardActContext): Prompt[] {
  return inPart('help', ...whoHelps(facts.issuer, taipeiDay(atMs)));
}

function questionOf(context: CardActContext, language: Language): Prompt[] {
  const { offer, facts } = context;
  if (offer.act === null) return [];
  switch (offer.service) {
    case 'autoload':
      return facts.product === 'cobranded'
        ? [
            prompt('autoload.question-credit', { amount: offer.amount }),
            prompt('autoload.as-purchase'),
            prompt('autoload.statement'),
            prompt('autoload.free'),
          ]
        : [prompt('autoload.question', { amount: offer.amount }), prompt('autoload.free')];
    case 'collect':
      return [prompt('collect.question', { amount: offer.amount })];
    case 'enable-easy-wallet':
    case 'enable-bank-account':
      return [
        prompt('enable.question'),
        ...ruleOf(context),
        prompt('autoload.free'),
        prompt('enable.can-stop'),
        prompt('autoload.not-at-gates'),
        prompt('autoload.no-hsr'),
      ];
    case 'enable-cobranded':
      return [
        prompt('enable.question'),
        prompt('enable.irreversible'),
        prompt('autoload.as-purchase'),
        prompt('autoload.bank-decides'),
        prompt('autoload.free'),
      ];
    case 'extend':
      return [prompt('extend.question'), ...mayDecline(context), prompt('extend.value-kept')];
    case 'period-pass': {
      const { pass, autoload } = offer.act;
      return [
        prompt('pass.question', { name: passNameOf(pass.product, language).name }),
        ...(autoload === 0 ? [] : [prompt('pass.autoload', { amount: autoload }), prompt('autoload.free')]),
        ...(pass.validFrom === pass.firstDay ? [] : [prompt('pass.follows')]),
        prompt('pass.refund-where'),
      ];
    }
    case 'refund':
      return [
        prompt('refund.question'),
        prompt('refund.no-cash'),
        prompt('refund.final'),
        prompt('refund.credit-stays'),
        prompt('refund.other-way'),
        ...(facts.balance < 0 ? [prompt('refund.billed')] : []),
      ];
  }
}

/** Below which balance how much is loaded, as the terms say it (R-001-02, R-001-03). */
function ruleOf(context: CardActContext): Prompt[] {
  const { autoloadBelow: below, autoloadAmount: amount } = termsOf(context);
  return below === null || amount === null ? [] : [prompt('enable.rule', { below: below.value, amount: amount.value })];
}

/** EasyCard may do otherwise than extend (R-003-18); the other issuer reserves nothing. */
function mayDecline({ facts }: CardActContext): Prompt[] {
  return facts.issuer === 'easycard' ? [prompt('extend.may-decline')] : [];
}

function weighed({ approval, facts }: CardActContext): Prompt[] {
  switch (approval?.act) {
    case 'extend':
      return [
        prompt('extend.weigh', { date: approval.expiresOn }),
        ...(approval.concessionEnds ? [prompt('extend.concession-ends')] : []),
        prompt('extend.value-kept'),
      ];
    case 'refund':
      return [
        prompt('refund.weigh'),
        prompt('refund.no-cash'),
        ...(facts.balance === 0 ? [prompt('refund.zero')] : []),
        ...(facts.balance < 0 ? [prompt('refund.billed')] : []),
        prompt('refund.final'),
        prompt('refund.credit-stays'),
      ];
    // Nothing about them is new once the issuer has answered.
    case 'autoload':
    case 'enable-autoload':
    case 'collect':
    case 'buy-pass':
    case undefined:
      return [];
  }
}

function donePrompts({ approval, offer, facts }: CardActContext): Prompt[] {
  switch (approval?.act) {
    case 'autoload':
      return [
        prompt('autoload.done', { amount: approval.amount }),
        prompt('autoload.free'),
        ...afterEnabling(facts.product === 'cobranded'),
      ];
    case 'collect':
      return [prompt('collect.done', { amount: approval.amount })];
    case 'enable-autoload': {
      const cobranded = offer.service === 'enable-cobranded';
      return [prompt('enable.done'), prompt(cobranded ? 'enable.irreversible' : 'enable.can-stop'), ...afterEnabling(cobranded)];
    }
    case 'buy-pass':
      return [prompt('pass.done', { date: approval.lastDay }), prompt('pass.refund-where')];
    case 'extend':
      return [prompt('extend.done', { date: approval.expiresOn })];
    case 'refund':
      return [
        prompt('refund.done'),
        prompt('refund.no-cash'),
        prompt('refund.final'),
        ...(approval.transfer < 0 ? [prompt('refund.billed')] : []),
      ];
    case undefined:
      return [];
  }
}

/** Where it is seen, or where it does not work: the gates are closed to linked accounts only (C-16). */
function afterEnabling(cobranded: boolean): Prompt[] {
  return cobranded ? [prompt('autoload.statement')] : [prompt('autoload.not-at-gates'), prompt('autoload.no-hsr')];
}

/** A decline, with the figures of the terms that its text names. */
function declined(code: DeclineCode, context: CardActContext): Prompt[] {
  if (code === 'K14') return notReached(context);
  return code === 'K07' ? limited(context) : explained(code, figures[code]?.(termsOf(context)));
}

/** Nobody was reached. Of an earlier request that may be held nobody can say that no money was taken. */
function notReached({ mayBeHeld }: Pick<CardActContext, 'mayBeHeld'>): Prompt[] {
  return explained('K14').map((each) => (mayBeHeld && each.id === 'refused.K14' ? prompt('service.no-answer') : each));
}

/** Nothing was taken, where that is known. What is held, and may be charged, is given back once the issuer has heard that it is given up. */
function takenPrompt({ approval, refusal, mayBeHeld }: CardActContext): Prompt {
  const held = approval !== null || refusal === 'mismatch' || mayBeHeld;
  return prompt(held ? 'service.undone' : 'service.nothing-taken');
}

/** The limit that was hit and what is left of it; when the issuer refuses by a count of its own, no figure of ours is its reason. */
function limited({ offer }: CardActContext): Prompt[] {
  const limit = offer.act === null ? offer.limit : undefined;
  const said = explained('K07', limit === undefined ? undefined : { ...limit });
  return limit === undefined ? said.map((each) => (each.id === 'refused.K07' ? prompt('refused.K07-issuer') : each)) : said;
}

/** What fills the texts of the declines that name a figure. */
const figures: { readonly [Code in DeclineCode]?: (parameters: Terms['parameters']) => Prompt['params'] } = {
  K06: ({ autoloadBelow }) => ({ threshold: autoloadBelow?.value ?? 0 }),
  K09: ({ topUpStep, balanceCap }) => ({ step: topUpStep?.value ?? 0, cap: balanceCap?.value ?? 0 }),
  K18: ({ cashRefundLimit }) => ({ limit: cashRefundLimit?.value ?? 0 }),
  K20: ({ lateExtensionFee }) => ({ fee: lateExtensionFee?.value ?? 0 }),
};

function informedPrompts(context: CardActContext): Prompt[] {
  const { offer } = context;
  if (offer.act !== null) return [];
  const { reason, refund, extension, short, until } = offer;
  if (reason === 'host-fault') return [prompt('service.host-fault'), prompt('service.ask-staff')];
  if (short !== undefined) {
    const why =
      reason === 'K07' ? [...declined(reason, context), prompt('pass.nothing-loaded')] : [prompt('pass.short', { amount: short.missing })];
    return [...why, prompt('pass.cash-first')];
  }
  if (offer.service === 'period-pass' && until !== undefined) return [prompt(untilWhen[reason] ?? 'service.ask-staff', { date: until })];
  if (refund !== undefined) return [prompt('refund.inform'), ...whereRefunded(refund, context)];
  if (extension !== undefined && !isDeclineCode(reason)) return whereExtended(extension, reason, context);
  if (isDeclineCode(reason)) return [...declined(reason, context), ...(reason === 'K13' ? bankLine(subjectOf(context)) : [])];
  // Its bank alone can turn it into a card with a name.
  if (context.facts.product === 'cobranded' && !context.facts.registered) return registerFirst(context);
  const verify = namedByUnit.has(context.facts.product) ? [prompt('service.verify-first')] : [];
  if (reason !== 'not-registered') return [prompt('service.ask-staff'), ...verify];
  return [...registerFirst(context), ...verify, prompt('service.link-where')];
}

/** What stands in the way of a period ticket until a day. */
const untilWhen: { readonly [Reason in Informed['reason']]?: MessageId } = {
  'other-pass': 'pass.other-runs',
  'pass-too-early': 'pass.too-early',
  'card-ends-first': 'pass.card-ends-first',
};

/** Where a card gets its name: a co-branded one at its bank, which converts it (R-002-06), any other on the issuer's website. */
function registerFirst(context: CardActContext): Prompt[] {
  return context.facts.product === 'cobranded'
    ? [prompt('service.ask-bank'), ...bankLine(subjectOf(context))]
    : [prompt('service.not-registered')];
}

function subjectOf({ facts, atMs }: CardActContext): HelpSubject {
  return { card: facts, today: taipeiDay(atMs) };
}

/** Cards whose holder's name is verified on the website first (R-001-18); a plain student card is registered like any other (R-001-17). */
const namedByUnit: ReadonlySet<CardProduct> = new Set(['telecom', 'senior', 'charity', 'companion', 'citizen']);

function whereRefunded(ruling: RefundRuling, context: CardActContext): Prompt[] {
  const { reason } = context.offer as Informed;
  const { pass } = context.facts;
  // Whatever the way of the refund: a ticket on the card ends with it.
  const runs = pass !== null && pass.lastDay >= taipeiDay(context.atMs) ? [prompt('refund.pass-runs', { date: pass.lastDay })] : [];
  return reason === 'pass-runs' ? [...runs, prompt('service.ask-staff')] : [...runs, ...wayOfRefund(ruling, context, reason)];
}

function wayOfRefund(ruling: RefundRuling, context: CardActContext, reason: Informed['reason']): Prompt[] {
  if (reason === 'disputed') return [prompt('refund.disputed'), prompt('service.ask-staff')];
  if (reason === 'collect-first') return [prompt('refund.collect-first')];
  if (reason === 'bank-settles') {
    return [prompt('refund.bank-settles'), prompt('extend.value-kept'), prompt('refund.no-cash'), ...bankLine(subjectOf(context))];
  }
  if (reason === 'K14' || reason === 'K19') return declined(reason, context);
  if (ruling.outcome === 'route') return [prompt('service.ask-staff'), prompt('refund.bring')];
  if (ruling.method === 'transfer-only') return [...declined('K18', context), prompt('refund.postage')];
  if (ruling.method === 'cash-at-counter') return counterRefund(ruling, context);
  if (ruling.method === 'send-in') {
    const charged = (ruling.parts?.terminationFee ?? 0) > 0;
    return [prompt('refund.send-in'), prompt('refund.bring'), ...(charged ? [prompt('refund.fee-on-collection')] : [])];
  }
  return [prompt('service.ask-staff')];
}

/** At the counter: who keeps the card, and that it is locked then. A fee that eats the balance is warned of loudly (C-06). */
function counterRefund({ payable, cardReturned }: RefundRuling, context: CardActContext): Prompt[] {
  const { facts } = context;
  const { reopeningFee } = termsOf(context);
  const locked = [reopeningFee === null ? prompt('refund.locked-unpriced') : prompt('refund.locked', { fee: reopeningFee.value })];
  if (payable === 0) {
    const warning = facts.balance > 0 ? [prompt('refund.zero-warning')] : [];
    return [prompt('refund.zero'), ...warning, prompt('refund.cash-at-counter'), ...locked];
  }
  const kept = prompt(cardReturned === false ? 'refund.hand-in' : 'refund.card-back');
  return [prompt('refund.cash-at-counter'), prompt('refund.bring'), kept, ...locked];
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
    const window = { from: addMonths(expiresOn, -(before?.value ?? 0)), to: windowClosesOn(expiresOn, after?.value ?? 0) };
    return [prompt('extend.too-early', window), prompt('extend.value-kept')];
  }
  return [prompt('extend.staff'), ...mayDecline(context), prompt('extend.value-kept')];
}

/** Why it is not done, that nothing was taken (where that is known), and what to do instead. */
function refusedPrompts(context: CardActContext): Prompt[] {
  const { refusal } = context;
  const taken = takenPrompt(context);
  if (refusal === null) return [taken];
  if (isDeclineCode(refusal)) {
    const [why, ...rest] = declined(refusal, context);
    return why === undefined ? [taken] : [why, taken, ...rest];
  }
  switch (refusal) {
    // An account may have been charged until the issuer has heard: nobody can say now that nothing was taken.
    case 'no-answer':
      return [prompt('service.no-answer'), prompt('service.undone'), prompt('claim.now.stop-act')];
    case 'not-registered':
      return [...registerFirst(context), taken];
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
    case 'day-over':
      return [prompt('service.day-over'), taken];
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
