import type { CalendarDate } from './calendar.ts';
import type { ClauseId } from './clauseIds.ts';

/**
 * A figure of the terms that the machine tells and never computes with: it stands here, dated, and not in the rule packs,
 * whose every value decides something. Fees and limits in NT$.
 */
export interface ToldFigure {
  readonly value: number;
  readonly unit: 'NT$' | 'days' | 'working days' | 'months' | 'years';
  readonly clause: ClauseId;
  readonly effectiveFrom: CalendarDate;
}

const bank = { effectiveFrom: '2019-07-25' } as const;
const easyCard = { effectiveFrom: '2022-10-01' } as const;
/** The manual has no date; it holds from before the first card. */
const iPass = { effectiveFrom: '2000-01-01' } as const;

/** Oldest first: a figure that changes gets one more line with its day, and the one before stays. */
export const toldFigures = {
  balanceTransfer: [{ ...bank, value: 40, unit: 'days', clause: 'R-002-03' }],
  bankConversion: [{ ...bank, value: 7, unit: 'working days', clause: 'R-002-06' }],
  cardYears: [{ ...easyCard, value: 20, unit: 'years', clause: 'R-003-17' }],
  fraudNotice: [{ ...easyCard, value: 10, unit: 'days', clause: 'R-003-34' }],
  policeReport: [{ ...easyCard, value: 5, unit: 'days', clause: 'R-003-34' }],
  accountDispute: [{ ...easyCard, value: 45, unit: 'days', clause: 'R-003-40' }],
  accountAnswer: [{ ...easyCard, value: 30, unit: 'days', clause: 'R-003-40' }],
  paperYears: [{ ...easyCard, value: 5, unit: 'years', clause: 'R-003-63' }],
  telecomActivation: [{ ...easyCard, value: 100, unit: 'NT$', clause: 'R-003-67' }],
  purchase: [{ ...easyCard, value: 1500, unit: 'NT$', clause: 'R-003-87' }],
  purchasesADay: [{ ...easyCard, value: 3000, unit: 'NT$', clause: 'R-003-87' }],
  concessionFirst: [{ ...iPass, value: 18, unit: 'days', clause: 'R-004-03' }],
  concessionSecond: [{ ...iPass, value: 7, unit: 'days', clause: 'R-004-03' }],
  inspection: [{ ...iPass, value: 7, unit: 'days', clause: 'R-004-07' }],
  iPassPaper: [{ ...iPass, value: 7, unit: 'working days', clause: 'R-004-16' }],
  misuseFineFrom: [{ ...iPass, value: 1500, unit: 'NT$', clause: 'R-004-32' }],
  misuseFineTo: [{ ...iPass, value: 7500, unit: 'NT$', clause: 'R-004-32' }],
  concessionYears: [{ ...iPass, value: 10, unit: 'years', clause: 'R-004-33' }],
} as const satisfies Record<string, readonly ToldFigure[]>;

export type ToldFigureName = keyof typeof toldFigures;

/** The figure as it is told on a day; null before it holds: then nothing is said of it. */
export function toldFigure(name: ToldFigureName, today: CalendarDate): number | null {
  return figureOn(toldFigures[name], today)?.value ?? null;
}

/** The newest of a figure's values that holds by then. */
export function figureOn(figures: readonly ToldFigure[], today: CalendarDate): ToldFigure | undefined {
  return figures.findLast(({ effectiveFrom }) => effectiveFrom <= today);
}
