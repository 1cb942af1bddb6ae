import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import type { Dollars } from '../../hardware/ports/dollars.ts';
import type { CardActContext, CardActSnapshot } from '../flows/cardAct/cardActFlow.ts';
import type { ServiceOffer } from '../flows/cardAct/serviceOffer.ts';
import type { Language } from '../messages/languages.ts';
import type { SoldPass } from '../flows/cardAct.ts';
import { passNameOf } from '../rules/passNames.ts';
import type { Adjustment } from '../flows/hostFacts.ts';
import type { RefundRuling } from '../rules/ruling.ts';
import { prompt } from './prompts.ts';
import type { FactRow } from './view.ts';

const money = (label: FactRow['label']['id'], amount: Dollars | number): FactRow => ({
  label: prompt(label),
  value: prompt('value.dollars', { amount }),
});
const fee = (label: FactRow['label']['id'], amount: Dollars | number): FactRow =>
  amount === 0 ? { label: prompt(label), value: prompt('value.free') } : money(label, amount);
const date = (label: FactRow['label']['id'], day: string | null): FactRow => ({
  label: prompt(label),
  value: day === null ? prompt('value.none') : prompt('value.date', { date: day }),
});

/** What the question or the result rests on, in figures. */
export function serviceFacts(flow: CardActSnapshot, language: Language): FactRow[] {
  const { offer, written, facts, approval } = flow.context;
  if (flow.value === 'refused') return [money('fact.balance', facts.balance)];
  if (flow.value === 'done' && written !== null) return doneFacts(flow.context, written, language);
  if (offer.act === null) return informedFacts(offer, facts, language);
  switch (offer.service) {
    case 'autoload':
      return [
        money('fact.balance', facts.balance),
        money('fact.autoload', offer.amount),
        fee('fact.fee', 0),
        money('fact.after', offer.balanceAfter),
      ];
    case 'collect':
      return [money('fact.balance', facts.balance), ...waiting(offer.act.parts), money('fact.after', offer.balanceAfter)];
    case 'enable-easy-wallet':
    case 'enable-bank-account':
    case 'enable-cobranded':
      return [money('fact.per-time', offer.link.perTimeLimit), money('fact.per-day', offer.link.perDayLimit), fee('fact.fee', 0)];
    case 'extend':
      return [
        date('fact.expires', offer.expiresOn),
        ...(approval?.act === 'extend' ? [date('fact.new-expiry', approval.expiresOn)] : []),
        ...(offer.fee === null ? [] : [fee('fact.fee', offer.fee)]),
      ];
    case 'period-pass': {
      const { pass, autoload } = offer.act;
      return [
        ...passFacts(pass, language),
        money('fact.balance', facts.balance),
        ...(autoload === 0 ? [] : [money('fact.autoload', autoload)]),
        money('fact.pass-price', pass.price),
        money('fact.after', offer.balanceAfter),
      ];
    }
    case 'refund':
      return approval?.act === 'refund'
        ? [
            money('fact.balance', facts.balance),
            fee('fact.termination-fee', approval.fee),
            money('fact.transfer', approval.transfer),
            { label: prompt('fact.days'), value: prompt('value.days', { days: approval.days }) },
          ]
        : refundFacts(offer.ruling, facts);
  }
}

/** Where a ticket holds, and the days that are paid for. */
function passFacts({ product, firstDay, lastDay }: SoldPass, language: Language): FactRow[] {
  return [
    { label: prompt('fact.pass-area'), value: prompt('value.text', { text: passNameOf(product, language).area }) },
    { label: prompt('fact.pass-valid'), value: prompt('value.period', { from: firstDay, until: lastDay }) },
  ];
}

function passName({ product }: SoldPass, language: Language): FactRow {
  return { label: prompt('fact.pass'), value: prompt('value.text', { text: passNameOf(product, language).name }) };
}

/** Every amount that waits for the card, each by itself. */
function waiting(parts: readonly Adjustment[]): FactRow[] {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return [money('fact.pending', only.amount)];
  return parts.map(({ amount }, index) => ({
    label: prompt('fact.pending-part', { number: index + 1 }),
    value: prompt('value.dollars', { amount }),
  }));
}

function doneFacts(
  { approval, offer }: CardActContext,
  { before, after }: { readonly before: Dollars; readonly after: Dollars },
  language: Language,
): FactRow[] {
  switch (approval?.act) {
    case 'autoload':
      return [money('fact.before', before), money('fact.after', after)];
    case 'collect':
      return [money('fact.before', before), ...(offer.act?.act === 'collect' ? waiting(offer.act.parts) : []), money('fact.after', after)];
    case 'buy-pass':
      return [
        ...(offer.act?.act === 'buy-pass' ? [passName(offer.act.pass, language), ...passFacts(offer.act.pass, language)] : []),
        money('fact.before', before),
        ...(approval.autoload === 0 ? [] : [money('fact.autoload', approval.autoload)]),
        money('fact.pass-price', approval.price),
        money('fact.after', after),
      ];
    case 'enable-autoload':
      return [money('fact.per-time', approval.perTimeLimit), money('fact.per-day', approval.perDayLimit), money('fact.balance', after)];
    case 'extend':
      return [date('fact.new-expiry', approval.expiresOn), money('fact.balance', after)];
    case 'refund':
      return [
        money('fact.transfer', approval.transfer),
        { label: prompt('fact.days'), value: prompt('value.days', { days: approval.days }) },
      ];
    case undefined:
      return [];
  }
}

/** @param adjusted NT$ that wait for the card, less what is to be taken back: counted in the ruling */
function refundFacts(ruling: RefundRuling, { balance, issuer }: Pick<CardFacts, 'balance' | 'issuer'>, adjusted = 0): FactRow[] {
  const { parts, payable, owedByHolder } = ruling;
  const outstanding = adjusted > 0 ? [money('fact.pending', adjusted)] : adjusted < 0 ? [money('fact.take-back', -adjusted)] : [];
  if (parts === undefined) return [money('fact.balance', balance), ...outstanding];
  return [
    money('fact.balance', balance),
    ...outstanding,
    ...(parts.depositReturned === 0 ? [] : [money('fact.deposit', parts.depositReturned)]),
    fee(issuer === 'ipass' ? 'fact.refund-fee' : 'fact.termination-fee', parts.terminationFee),
    ...(parts.damageFee === 0 ? [] : [money('fact.damage-fee', parts.damageFee)]),
    ...(payable === undefined ? [] : [money('fact.payable', payable)]),
    ...(owedByHolder === undefined || owedByHolder === 0 ? [] : [money('fact.owed', owedByHolder)]),
  ];
}

type Informed = Extract<ServiceOffer, { readonly act: null }>;

function informedFacts({ refund, extension, limit, short }: Informed, facts: CardFacts, language: Language): FactRow[] {
  if (refund?.parts !== undefined) return refundFacts(refund, facts, refund.adjusted);
  if (limit !== undefined) return [money('fact.limit', limit.most), money('fact.limit-left', limit.left)];
  if (short !== undefined) {
    return [
      passName(short.pass, language),
      ...passFacts(short.pass, language),
      money('fact.pass-price', short.pass.price),
      money('fact.balance', facts.balance),
      money('fact.missing', short.missing),
    ];
  }
  if (extension !== undefined) {
    return [date('fact.expires', extension.expiresOn), ...(extension.fee === undefined ? [] : [fee('fact.fee', extension.fee)])];
  }
  return [];
}
