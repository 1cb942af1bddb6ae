import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import type { Card } from './card.ts';
import { isExpired, refusedByStatus } from './cardRefusal.ts';
import { damageFeeByYears } from './damageFee.ts';
import type { RefundQuestion } from './question.ts';
import type { RefundMethod, RefundRuling } from './ruling.ts';
import { terminationFee } from './terminationFee.ts';

const NOTHING = dollars(0);

/** This machine pays out no cash, whatever is owed (C-09). */
const cashAtMachine = 0;

/**
 * What the passenger gets back when the contract ends, how it is made up, and where it is paid. An expired card is refunded like
 * any other - stored value has no expiry (R-003-16) - except where its bank then settles the balance without being asked. A card
 * that was reported lost stands on the lock list, which is no reason to keep its balance. A fee above the balance is no debt; an
 * advance that the deposit does not cover stays open, and staff settles it.
 */
export function refund(question: RefundQuestion, today: CalendarDate, basis: Basis): RefundRuling {
  const { card, lost } = question;
  const refused = lost && card.status !== 'refunded' ? null : refusedByStatus(card, basis);
  if (refused !== null) return { outcome: 'deny', code: refused, cashAtMachine };
  const expired = isExpired(card, today);
  if (lost && !card.registered && !(basis.find('lostIsSettledAfterExpiry') === true && expired)) {
    basis.cite('lostUnregistered');
    return { outcome: 'deny', cashAtMachine };
  }
  if (expired) basis.mention('expiredIsRefunded');

  const fee = terminationFee(card, today, basis);
  if (basis.take('feeAboveBalance') === 'refuse' && (card.balance < 0 || (fee !== null && card.balance < fee))) {
    return { outcome: 'deny', code: 'K19', cashAtMachine };
  }
  const settledUnasked = !lost && expired && basis.find('settledAfterExpiry') === true;
  if (!settledUnasked) basis.mention(lost ? 'refundAfterLoss' : 'refundAtTheMachine');
  const keeper = lost ? {} : { cardReturned: basis.take('cardAfterRefund') === 'returned' };
  const { depositReturned, damage } = depositOf(card, lost, today, basis);
  // Staff finds out what is not known here (C-05).
  if (fee === null || damage === null) return { outcome: 'route', cashAtMachine, ...keeper };

  const { postage } = question;
  if (postage > 0) basis.mention('postage');
  const payable = dollars(Math.max(0, card.balance + depositReturned - damage - fee - postage));
  const owedByHolder = dollars(Math.max(0, damage - depositReturned - card.balance));
  const settled = owedByHolder === 0 || basis.take('openAdvance') === 'billed';
  return {
    outcome: settled && !settledUnasked ? 'allow' : 'route',
    ...payment(payable, basis),
    payable,
    owedByHolder,
    parts: { balance: card.balance, depositReturned, terminationFee: fee, damageFee: damage, postage },
    cashAtMachine,
    ...keeper,
  };
}

/** The deposit that comes back, and what damage takes from it (null: not known), NT$. */
function depositOf(card: Card, lost: boolean, today: CalendarDate, basis: Basis): { depositReturned: Dollars; damage: Dollars | null } {
  const deposit = basis.peek('deposit');
  if (deposit === undefined || (lost && basis.take('depositForfeitedWhenLost'))) {
    if (card.damaged) basis.mention('damageOnlyOnDeposit');
    return { depositReturned: NOTHING, damage: NOTHING };
  }
  basis.take('deposit');
  if (card.balance < 0) basis.cite('depositSetOff');
  // Named also where it comes to nothing.
  basis.take('damageFees');
  const damage = card.damaged ? damageFeeByYears(card, today, basis) : NOTHING;
  // It is taken from the deposit and from nothing else (R-003-58).
  return { depositReturned: deposit, damage: damage === null ? null : dollars(Math.min(damage, deposit)) };
}

/** Where it is paid. What is compared with the limit is what is payable (C-02). */
function payment(payable: Dollars, basis: Basis): { method: RefundMethod; code?: 'K18' } {
  if (basis.peek('refundPaidBy') === 'balance-transfer') {
    basis.take('refundPaidBy');
    return { method: 'balance-transfer' };
  }
  const limit = basis.take('cashRefundLimit');
  const inCash = basis.take('cashRefundLimitIncluded') ? payable <= limit : payable < limit;
  if (inCash) return { method: 'cash-at-counter' };
  const method = basis.take('beyondCashLimit');
  return method === 'transfer-only' ? { method, code: 'K18' } : { method };
}
