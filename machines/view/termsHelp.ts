import { contactOn } from '../rules/contacts.ts';
import { bankFigureOf, bankLine, figureOf, type HelpSubject, isCobranded, line, ruledFor, speaksOf } from './helpSubject.ts';
import type { Prompt } from './view.ts';

/** Whom to ask beside the hotlines. */
export function contactsHelp(subject: HelpSubject): Prompt[] {
  const bank = subject.card === null || isCobranded(subject);
  return [
    ...(bank ? bankLine(subject) : []),
    ...(speaksOf(subject, 'easycard') ? line('help.contacts.mail', { mail: contactOn('easycard', subject.today)?.mail }) : []),
    ...line('help.contacts.complaint'),
  ];
}

/** What the card was used for, on paper, and what to do when it is not right. */
export function recordsHelp(subject: HelpSubject): Prompt[] {
  const { paperFirstPage, paperNextPage } = ruledFor(subject, 'easycard');
  const easyCard = [
    ...line('help.records.paper', {
      years: figureOf(subject, 'paperYears'),
      first: paperFirstPage?.value,
      next: paperNextPage?.value,
    }),
    ...line('help.records.account', { dispute: figureOf(subject, 'accountDispute'), answer: figureOf(subject, 'accountAnswer') }),
  ];
  return [
    ...line('help.records.free'),
    ...(speaksOf(subject, 'easycard') ? easyCard : []),
    ...(subject.card === null || isCobranded(subject) ? line('help.records.statement') : []),
    ...(speaksOf(subject, 'ipass') ? line('help.records.ipass', { days: figureOf(subject, 'iPassPaper') }) : []),
    ...line('help.records.receipt'),
    ...line('help.contacts.complaint'),
  ];
}

/** What the terms say of the money on a card and of who may use it. */
export function termsHelp(subject: HelpSubject): Prompt[] {
  const { today } = subject;
  const easyCard = [
    ...line('help.terms.interest'),
    ...line('help.terms.trust'),
    ...line('help.terms.purchases', { single: figureOf(subject, 'purchase'), day: figureOf(subject, 'purchasesADay') }),
    ...line('help.terms.taken-back'),
    ...line('help.terms.privacy', { address: contactOn('easycard', today)?.privacy }),
  ];
  return [
    ...line('help.terms.bind'),
    ...(speaksOf(subject, 'ipass') ? line('help.terms.guarantee') : []),
    ...line('help.terms.holder'),
    ...line('help.terms.keep'),
    ...(speaksOf(subject, 'easycard') ? easyCard : []),
  ];
}

/** A card gets a name. */
export function registrationHelp(subject: HelpSubject): Prompt[] {
  return [
    ...line('help.registration.where'),
    ...line('help.registration.verify'),
    ...line('help.registration.telecom', { fee: figureOf(subject, 'telecomActivation') }),
    ...line('help.registration.bank', { days: bankFigureOf(subject, 'bankConversion') }),
  ];
}

/** What is different with the card of a bank. */
export function cobrandedHelp(subject: HelpSubject): Prompt[] {
  return [
    ...line('help.cobranded.kind'),
    ...line('help.cobranded.ask'),
    ...bankLine(subject),
    ...line('autoload.as-purchase'),
    ...line('autoload.statement'),
    ...line('help.cobranded.stopped'),
    ...line('help.extension.cobranded'),
  ];
}

/** What is different with Pingtung's concession card. */
export function concessionHelp(subject: HelpSubject): Prompt[] {
  return [
    ...line('help.ipass-concession.issue', {
      first: figureOf(subject, 'concessionFirst'),
      second: figureOf(subject, 'concessionSecond'),
    }),
    ...line('help.ipass-concession.holder', { from: figureOf(subject, 'misuseFineFrom'), to: figureOf(subject, 'misuseFineTo') }),
    ...line('refused.help-bus'),
    ...line('help.refund.ipass-back-office'),
    ...line('help.refund.ipass-reopen', { fee: ruledFor(subject, 'ipass', 'IPC').reopeningFee?.value }),
    ...line('help.refund.township', { days: ruledFor(subject, 'ipass', 'IPC').townshipRefundDays?.value }),
  ];
}
