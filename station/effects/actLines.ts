import { add, type Dollars, dollars, subtract } from '../../hardware/ports/dollars.ts';
import type { SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import type { ActApproval, CardActDetails } from '../../machines/flows/cardAct.ts';
import type { AutoloadMenu } from '../../machines/flows/hostFacts.ts';
import { passNameOf } from '../../machines/rules/passNames.ts';
import { amountOf, type IssuerAct } from '../journal/actLedger.ts';
import type { SlipWriter } from './slipWriter.ts';

type Order<Name extends CardActDetails['act']> = Extract<CardActDetails, { act: Name }>;
type Approval<Name extends ActApproval['act']> = Extract<ActApproval, { act: Name }>;

/** What a receipt says of one act of the issuer: what was done, and what follows from it. */
export function actLines(writer: SlipWriter, act: IssuerAct): SlipLine[] {
  const purpose = writer.pair('printed.purpose', writer.text(`printed.purpose.${act.order.act}`));
  return [purpose, ...consequences(writer, act)];
}

function consequences(writer: SlipWriter, act: IssuerAct): SlipLine[] {
  const { line } = writer;
  const { order, approval } = act;
  if (order.act === 'autoload') return [...purse(writer, act), line('printed.autoload.no-fee'), line('printed.autoload.where')];
  if (order.act === 'buy-pass') return pass(writer, act, order);
  if (order.act === 'collect') return [...collected(writer, order.parts), ...purse(writer, act)];
  // What was not approved is on no receipt.
  if (approval === null) return [];
  switch (approval.act) {
    case 'enable-autoload':
      return order.act === 'enable-autoload' ? enabled(writer, order.menu, approval) : [];
    case 'refund':
      return refunded(writer, act, approval);
    case 'extend':
      return extended(writer, approval);
    case 'autoload':
    case 'collect':
    case 'buy-pass':
      return [];
  }
}

/** Which ticket, for which days, and what the purse paid and has left; its refund is not this machine's. */
function pass({ language, line, pair, money }: SlipWriter, act: IssuerAct, { pass: sold, autoload }: Order<'buy-pass'>): SlipLine[] {
  const { name, area } = passNameOf(sold.product, language);
  return [
    pair('printed.pass', name),
    pair('printed.pass.area', area),
    pair('printed.pass.from', sold.firstDay),
    pair('printed.pass.until', sold.lastDay),
    pair('fact.before', money(act.balance)),
    ...(autoload > 0 ? [pair('printed.pass.autoload', money(autoload))] : []),
    pair('printed.pass.price', money(sold.price)),
    pair('fact.after', money(act.balanceAfter ?? dollars(act.balance + autoload - sold.price))),
    ...(autoload > 0 ? [line('printed.autoload.no-fee')] : []),
    line('printed.pass.refund'),
  ];
}

/** Each amount that was collected; a single one is what was added. */
function collected({ pair, money }: SlipWriter, parts: readonly { readonly amount: Dollars }[]): SlipLine[] {
  if (parts.length < 2) return [];
  return parts.map(({ amount }, index) => pair('fact.pending-part', money(amount), { number: index + 1 }));
}

/** Before, added and after (R-003-41). */
function purse({ pair, money }: SlipWriter, act: IssuerAct): SlipLine[] {
  const amount = amountOf(act);
  if (amount === null) return [];
  return [
    pair('printed.before', money(act.balance)),
    pair('printed.added', money(amount)),
    pair('printed.after', money(act.balanceAfter ?? add(act.balance, amount))),
  ];
}

/** How it ends: a link where it was made (R-001-40), a credit card never (R-002-09). */
function enabled({ text, line, pair, money }: SlipWriter, menu: AutoloadMenu, approval: Approval<'enable-autoload'>): SlipLine[] {
  return [
    pair('printed.menu', text(`printed.menu.${menu}`)),
    pair('printed.limit.time', money(approval.perTimeLimit)),
    pair('printed.limit.day', money(approval.perDayLimit)),
    line(`printed.stop.${menu}`),
    line('printed.autoload.no-fee'),
    ...(menu === 'cobranded' ? [] : [line('printed.autoload.where')]),
  ];
}

/** No cash, the card goes back, the credit card stays valid (R-002-03, R-002-29, R-002-31); less than nothing is billed (R-002-04). */
function refunded({ line, pair, money }: SlipWriter, { balance }: IssuerAct, { transfer, fee, days }: Approval<'refund'>): SlipLine[] {
  return [
    pair('printed.balance', money(balance)),
    ...(fee > 0 ? [pair('printed.fee', money(fee))] : []),
    ...(transfer < 0
      ? [line('printed.refund.billed', { amount: subtract(dollars(0), transfer) })]
      : [pair('printed.refund.transfer', money(transfer)), line('printed.refund.days', { days })]),
    line('printed.refund.no-cash'),
    line('printed.refund.ended'),
    line('printed.refund.credit-card'),
  ];
}

function extended({ line, pair }: SlipWriter, { expiresOn, concessionEnds }: Approval<'extend'>): SlipLine[] {
  return [pair('printed.expires', expiresOn), ...(concessionEnds ? [line('printed.concession-ends')] : [])];
}
