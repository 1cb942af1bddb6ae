import { type ExhaustiveScope, interruptVisit, type VisitReport } from './exhaustive.ts';
import type { FaultChoice } from './history.ts';
import { type HistoryPiece, liveThrough } from './historyRun.ts';
import { tearAct, type TearReport } from './tearMatrix.ts';

/** A piece of a proof that one thread can do alone: worlds share nothing. */
export type WorldOrder =
  | { readonly do: 'interrupt-visit'; readonly visit: number; readonly scope: ExhaustiveScope }
  | { readonly do: 'history'; readonly seed: number; readonly index: number; readonly visits: number; readonly faults: FaultChoice }
  | { readonly do: 'tear-act'; readonly act: number; readonly each: number };

/** What comes back for an order, by what was to be done. */
export interface WorldReports {
  readonly 'interrupt-visit': VisitReport;
  readonly history: HistoryPiece;
  readonly 'tear-act': TearReport;
}

export function carryOutOrder(order: WorldOrder): Promise<WorldReports[WorldOrder['do']]> {
  switch (order.do) {
    case 'interrupt-visit':
      return interruptVisit(order.visit, order.scope);
    case 'history':
      return liveThrough(order.seed, order.index, order.visits, order.faults);
    case 'tear-act':
      return tearAct(order.act, order.each);
  }
}
