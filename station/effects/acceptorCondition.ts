import type { CashCondition, CashFault } from '../../hardware/ports/cashAcceptor.ts';
import type { AcceptorCondition } from '../../hardware/ports/condition.ts';

/** What an acceptor can say against being used. */
export type AcceptorTrouble = CashFault | Exclude<CashCondition, { kind: 'in-order' }>;

/** By what name the screen and staff know it. */
export function acceptorCondition({ kind }: AcceptorTrouble): AcceptorCondition {
  switch (kind) {
    case 'no-line':
      return 'acceptor-line-absent';
    case 'offline':
      return 'acceptor-silent';
    case 'refused':
      return 'acceptor-refused';
    case 'jammed':
      return 'acceptor-jammed';
    case 'not-understood':
      return 'acceptor-not-understood';
    case 'out-of-order':
    case 'not-active':
      return 'acceptor-out-of-order';
    case 'cash-box-removed':
    case 'cash-box-full':
    case 'fraud-attempt':
      return kind;
  }
}
