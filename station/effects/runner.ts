import type { Effect, Perform } from '../../machines/flows/effects.ts';
import { CardDesk } from './cardDesk.ts';
import { CashDesk } from './cashDesk.ts';
import type { EffectDeps } from './deps.ts';
import { SlipDesk } from './slipDesk.ts';

export interface EffectRunner {
  readonly perform: Perform;
  /** Reconciles the acceptor with the journal, then serves. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Carries out what the machines want done, and answers with events. */
export function createEffectRunner(deps: EffectDeps): EffectRunner {
  const cash = new CashDesk(deps);
  const cards = new CardDesk(deps);
  const slips = new SlipDesk(deps);

  const run = (effect: Effect): Promise<void> => {
    switch (effect.do) {
      case 'read-card':
        return cards.readCard(effect.ticket);
      case 'check-card':
        return cards.checkCard(effect.card, effect.amount);
      case 'cash-in-start':
        return cash.cashInStart(effect.accept);
      case 'cash-in-rollback':
        return cash.cashInRollback();
      case 'keep-note':
        return cash.keepNote(effect.card, effect.value);
      case 'write-card':
        return cards.writeCard(effect.transaction);
      case 'open-claim':
        return slips.openClaim(effect.transaction, effect.language);
      case 'print-receipt':
        return slips.printReceipt(effect.transactions, effect.language);
      case 'call-staff':
        deps.auxiliaries.ringForStaff();
        return Promise.resolve();
    }
  };

  return {
    perform: (effect) => {
      run(effect).catch((cause: unknown) => {
        // No port throws for an expected failure: this is a fault of our own, and money may hang on it.
        deps.log.error('an effect broke', {
          effect: effect.do,
          cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
        });
        deps.dispatch({ type: 'STATION.FAULTY' });
      });
    },
    start: () => cash.start(),
    stop: () => cash.stop(),
  };
}
