import {
  bankFigureOf,
  bankLine,
  banksOf,
  figureOf,
  type HelpSubject,
  hotlineOf,
  isCobranded,
  line,
  ruledFor,
  speaksOf,
  typeOf,
} from './helpSubject.ts';
import type { Prompt } from './view.ts';

/** Cards that a public body, a school or a telephone company issued with EasyCard (R-003-54). */
const unitCards: ReadonlySet<string> = new Set(['STU', 'SEN', 'CHA', 'CMP', 'CIT', 'TEL']);

/** What to do about a lost card; a co-branded one has its own page, shown in its place. */
export function lostCard(subject: HelpSubject): Prompt[] {
  if (isCobranded(subject)) return lostCobranded(subject);
  return [...(speaksOf(subject, 'easycard') ? lostEasyCard(subject) : []), ...(speaksOf(subject, 'ipass') ? lostIPass(subject) : [])];
}

function lostEasyCard(subject: HelpSubject): Prompt[] {
  const { offlineHolderHours: hours, lossFee, replacementFee } = ruledFor(subject, 'easycard');
  const unit = subject.card === null || unitCards.has(typeOf(subject, 'easycard'));
  const unitFee = subject.card === null ? ruledFor(subject, 'easycard', 'STU').lossFee : lossFee;
  return [
    ...line('help.lost.report', { hotline: hotlineOf(subject, 'easycard') }),
    ...line('help.lost.anonymous'),
    ...line('help.lost.offline', { hours: hours?.value }),
    ...line('help.lost.fee', { lost: lossFee?.value, replaced: replacementFee?.value }),
    ...(unit ? line('help.lost.unit-card', { lost: unitFee?.value }) : []),
    ...line('help.lost.linked'),
    ...line('help.lost.police', { notice: figureOf(subject, 'fraudNotice'), police: figureOf(subject, 'policeReport') }),
    ...line('help.lost.documents'),
  ];
}

function lostIPass(subject: HelpSubject): Prompt[] {
  const { lossFee, offlineHolderHours } = ruledFor(subject, 'ipass', 'IPC');
  return [
    ...line('help.lost.ipass', { hotline: hotlineOf(subject, 'ipass'), fee: lossFee?.value }),
    ...line('help.lost.ipass-hours', { hours: offlineHolderHours?.value }),
  ];
}

export function lostCobranded(subject: HelpSubject): Prompt[] {
  const { offlineHolderHours, bankHoursBefore, bankHoursAfter, replacementAtMost } = ruledFor(subject, 'easycard', 'CO');
  return [
    ...line('help.lost-cobranded.report'),
    ...bankLine(subject),
    ...line('help.lost-cobranded.offline', { hours: offlineHolderHours?.value }),
    ...line('help.lost-cobranded.balance', { days: bankFigureOf(subject, 'balanceTransfer') }),
    ...line('help.lost-cobranded.billed'),
    ...line('help.lost-cobranded.autoload', { before: bankHoursBefore?.value, after: bankHoursAfter?.value }),
    ...line('help.lost-cobranded.anonymous'),
    ...line('help.lost-cobranded.new-card'),
    ...line('help.lost-cobranded.fee', { most: replacementAtMost?.value }),
  ];
}

/** A card that does not work any more. */
export function damagedCard(subject: HelpSubject): Prompt[] {
  const { damageExchangeFee } = ruledFor(subject, 'easycard');
  // A bank's own terms set it, and are told for its own cards.
  const bankFee = banksOf(subject).length === 0 ? undefined : ruledFor(subject, 'easycard', 'CO').damageExchangeFee?.value;
  const bank = subject.card === null || isCobranded(subject);
  const sold = speaksOf(subject, 'easycard') && !isCobranded(subject);
  return [
    ...(sold ? line('help.damaged.exchange', { fee: damageExchangeFee?.value }) : []),
    ...(sold ? line('help.damaged.design') : []),
    ...(bank ? line('help.damaged.bank', { fee: bankFee }) : []),
    ...(speaksOf(subject, 'ipass')
      ? [
          ...line('help.damaged.ipass'),
          ...line('help.damaged.ipass-fee', { fee: ruledFor(subject, 'ipass', 'IPC').damageExchangeFee?.value }),
          ...line('help.damaged.ipass-inspection', { days: figureOf(subject, 'inspection') }),
        ]
      : []),
    ...line('help.damaged.care'),
    ...line('service.ask-staff'),
  ];
}
