import { bankFigureOf, figureOf, type HelpSubject, isCobranded, line, ruledFor, speaksOf } from './helpSubject.ts';
import type { Prompt } from './view.ts';

/** How value comes from an account: the steps, the limits, and how to stop it. */
export function autoloadHelp(subject: HelpSubject): Prompt[] {
  if (isCobranded(subject)) return bankAutoload();
  if (!speaksOf(subject, 'easycard')) return line('help.autoload.ipass');
  const { autoloadBelow, autoloadAmount, autoloadPerTime, autoloadPerDay } = ruledFor(subject, 'easycard');
  return [
    ...line('help.autoload.register'),
    ...line('help.autoload.link'),
    ...line('help.autoload.enable'),
    ...line('enable.rule', { below: autoloadBelow?.value, amount: autoloadAmount?.value }),
    ...line('help.autoload.limits', { time: autoloadPerTime?.value, day: autoloadPerDay?.value }),
    ...line('enable.can-stop'),
    ...line('autoload.free'),
    ...line('autoload.not-at-gates'),
    ...line('autoload.no-hsr'),
  ];
}

/** The credit line of a co-branded card: amounts and limits are the bank's (R-002-11). */
function bankAutoload(): Prompt[] {
  return [
    ...line('help.autoload.activate'),
    ...line('enable.irreversible'),
    ...line('autoload.bank-decides'),
    ...line('autoload.as-purchase'),
    ...line('autoload.statement'),
    ...line('autoload.free'),
  ];
}

/** Ending the contract: where, what it costs, and what is not paid. */
export function refundHelp(subject: HelpSubject): Prompt[] {
  if (isCobranded(subject)) return bankRefund(subject);
  return [...(speaksOf(subject, 'easycard') ? easyCardRefund(subject) : []), ...(speaksOf(subject, 'ipass') ? iPassRefund(subject) : [])];
}

function easyCardRefund(subject: HelpSubject): Prompt[] {
  const { terminationFee, waiverUses, waiverMonths, cashRefundLimit } = ruledFor(subject, 'easycard');
  const { deposit } = ruledFor(subject, 'easycard', 'DEP');
  return [
    ...line('help.refund.easycard'),
    ...line('help.refund.lost'),
    ...line('help.refund.fee', { fee: terminationFee?.value, uses: waiverUses?.value, months: waiverMonths?.value }),
    ...line('refund.postage'),
    ...line('help.refund.cash', { limit: cashRefundLimit?.value }),
    ...line('help.refund.price', { deposit: deposit?.value }),
    ...line('help.refund.time'),
  ];
}

function bankRefund(subject: HelpSubject): Prompt[] {
  return [
    ...line('refund.no-cash'),
    ...line('printed.refund.days', { days: bankFigureOf(subject, 'balanceTransfer') }),
    ...line('refund.billed'),
    ...line('refund.final'),
    ...line('refund.credit-stays'),
    ...line('refund.other-way'),
    ...line('help.cobranded.stopped'),
  ];
}

function iPassRefund(subject: HelpSubject): Prompt[] {
  const { terminationFee, waiverUses, cashRefundLimit } = ruledFor(subject, 'ipass');
  return [
    ...line('help.refund.ipass', { fee: terminationFee?.value, uses: waiverUses?.value }),
    ...line('help.refund.ipass-below'),
    ...line('help.refund.ipass-sent', { limit: cashRefundLimit?.value }),
    // Said of iPASS alone, when its card lies there: beside EasyCard's lines there is no room.
    ...(subject.card === null
      ? []
      : [
          ...line('help.refund.ipass-back-office'),
          ...line('help.refund.ipass-reopen', { fee: ruledFor(subject, 'ipass', 'IPC').reopeningFee?.value }),
          ...line('help.refund.township', { days: ruledFor(subject, 'ipass', 'IPC').townshipRefundDays?.value }),
        ]),
  ];
}

/** How long a card is valid, and how it is made valid longer. */
export function extensionHelp(subject: HelpSubject): Prompt[] {
  const { extensionMonthsBefore: before, extensionMonthsAfter: after, lateExtensionFee } = ruledFor(subject, 'ipass', 'IPC');
  const iPass = [
    ...line('help.extension.ipass', { years: figureOf(subject, 'concessionYears'), before: before?.value, after: after?.value }),
    ...line('help.extension.ipass-where'),
    ...line('help.extension.ipass-late', { fee: lateExtensionFee?.value }),
  ];
  return [
    ...line('extend.value-kept'),
    ...(speaksOf(subject, 'easycard') && !isCobranded(subject)
      ? [...line('help.extension.easycard', { years: figureOf(subject, 'cardYears') }), ...line('extend.may-decline')]
      : []),
    ...(subject.card === null || isCobranded(subject) ? line('help.extension.cobranded') : []),
    ...(speaksOf(subject, 'ipass') ? iPass : []),
  ];
}
