import type { Effect, Perform } from '../../machines/flows/effects.ts';
import type { VisitEvent } from '../../machines/flows/visit/visit.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { Journal } from '../journal/journal.ts';
import { ActWriter } from './actWriter.ts';
import { BoxDesk } from './boxDesk.ts';
import { CardDesk } from './cardDesk.ts';
import { CashDesk } from './cashDesk.ts';
import type { EffectDeps } from './deps.ts';
import { DayDesk } from './dayDesk.ts';
import { IssuerDesk } from './issuerDesk.ts';
import { LockDesk } from './lockDesk.ts';
import { SlipDesk } from './slipDesk.ts';
import { StaffDesk } from './staffDesk.ts';

export interface EffectRunner {
  readonly perform: Perform;
  /** Reconciles acts of the issuer and the acceptor with the journal, then serves. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What a flow is told of an effect that broke: as little as is known, so that it does not wait for ever. */
function answersToBroken(effect: Effect, journal: Journal): VisitEvent[] {
  switch (effect.do) {
    case 'read-card':
      return [{ type: 'CARD.UNREADABLE', ticket: effect.ticket, fault: 'unreadable' }];
    case 'check-card':
      return [{ type: 'CARD.CHECKED', ticket: effect.ticket, fit: false }];
    case 'cash-in-start':
      return [{ type: 'CASH.FAILED' }];
    case 'cash-in-rollback':
      return [{ type: 'CASH.CLOSED' }];
    case 'keep-note': {
      const note = journal.ledger.find(effect.transaction);
      if (note === undefined) return [];
      return [{ type: 'NOTE.IN-DOUBT', transaction: note.id, value: note.value, card: note.card.masked, earlier: false }];
    }
    case 'write-card':
      return [{ type: 'CARD.UNDECIDED', transaction: effect.transaction, otherCard: false }];
    case 'look-up-card':
      return [{ type: 'HOST.ANSWERED', ticket: effect.ticket, host: { state: 'unreachable' } }];
    case 'ask-issuer':
      // Whatever is on record of it is undone at the next boot.
      return [{ type: 'ACT.UNANSWERED', ticket: effect.ticket, perhapsHeld: true }];
    case 'lock-card':
      return [{ type: 'CARD.LOCKED', locked: false }];
    case 'open-claim':
      return [{ type: 'CLAIM.SLIP', transaction: effect.transaction, printed: false }];
    case 'print-receipt':
    case 'print-refusal':
    case 'print-statement':
      return [{ type: 'SLIP.FAILED', ticket: effect.ticket }];
    case 'staff-identify':
      return [{ type: 'STAFF.CARD', ticket: effect.ticket, readable: false }];
    case 'staff-enter':
      return [{ type: 'STAFF.NOT-ENTERED', ticket: effect.ticket, waitMs: 0 }];
    case 'staff-choose-pin':
    case 'staff-sign':
    case 'staff-withdraw':
    case 'staff-found':
    case 'staff-exchange':
    case 'staff-count':
    case 'staff-service':
    case 'staff-print':
    case 'staff-state':
      return [{ type: 'STAFF.DONE', ticket: effect.ticket, end: 'failed' }];
    case 'staff-look':
    case 'staff-leave':
    case 'staff-refuse':
    case 'record-door':
    case 'release-act':
    case 'call-staff':
      return [];
  }
}

/** Carries out what the machines want done, and answers with events. */
export function createEffectRunner(deps: EffectDeps): EffectRunner {
  const cash = new CashDesk(deps);
  const cards = new CardDesk(deps);
  const issuer = new IssuerDesk(deps);
  const acts = new ActWriter(deps, () => issuer.settle());
  const locks = new LockDesk(deps);
  const slips = new SlipDesk(deps);
  const staff = new StaffDesk(deps);
  const box = new BoxDesk(deps);
  const days = new DayDesk(deps);

  const writeCard = (id: TransactionId): Promise<void> => {
    const act = deps.journal.ledger.acts.findAsked(id);
    return act === undefined ? cards.writeCard(id) : acts.write(act);
  };

  // Async, so that whatever breaks in it is a promise that breaks.
  const run = async (effect: Effect): Promise<void> => {
    switch (effect.do) {
      case 'read-card':
        return cards.readCard(effect.ticket);
      case 'check-card':
        return cards.checkCard(effect.ticket, effect.card, effect.amount);
      case 'cash-in-start':
        return cash.cashInStart(effect.card, effect.accept);
      case 'cash-in-rollback':
        return cash.cashInRollback();
      case 'keep-note':
        return cash.keepNote(effect.transaction);
      case 'write-card':
        return writeCard(effect.transaction);
      case 'look-up-card':
        return issuer.lookUpCard(effect.ticket, effect.card);
      case 'ask-issuer':
        return issuer.askIssuer(effect.ticket, effect.order);
      case 'release-act':
        return issuer.releaseAct(effect.transaction);
      case 'lock-card':
        return locks.lockCard(effect.card);
      case 'open-claim':
        return slips.openClaim(effect);
      case 'print-receipt':
        return slips.printReceipt(effect);
      case 'print-refusal':
        return slips.printRefusal(effect);
      case 'print-statement':
        return slips.printStatement(effect.ticket, effect.facts, effect.places, effect.language);
      case 'staff-identify':
        return staff.identify(effect.ticket);
      case 'staff-enter':
        return staff.enter(effect);
      case 'staff-leave':
        return staff.leave(effect);
      case 'staff-refuse':
        return staff.refuse(effect);
      case 'staff-choose-pin':
        return staff.choosePin(effect);
      case 'staff-look':
        box.takeOverCounts();
        return staff.look(effect.ticket);
      case 'staff-exchange':
        return box.exchange(effect);
      case 'staff-count':
        return box.count(effect);
      case 'staff-print':
        return box.print(effect);
      case 'staff-state':
        return days.state(effect);
      case 'staff-service':
        return staff.setService(effect);
      case 'staff-sign':
        return staff.sign(effect);
      case 'staff-withdraw':
        return staff.withdraw(effect);
      case 'staff-found':
        return staff.found(effect);
      case 'record-door':
        return staff.door(effect);
      case 'call-staff':
        return deps.auxiliaries.ringForStaff();
    }
  };

  return {
    perform: (effect) => {
      // Not before the machine has come to rest: what is answered at once must meet the state that asked for it.
      const done = Promise.resolve().then(() => run(effect));
      done.catch((cause: unknown) => {
        // No port throws for an expected failure: this is a fault of our own, and money may hang on it.
        deps.log.write('effect.broke', {
          effect: effect.do,
          cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
        });
        deps.dispatch({ type: 'STATION.FAULTY' });
        for (const event of answersToBroken(effect, deps.journal)) deps.dispatch(event);
      });
    },
    start: () => {
      deps.dispatch({ type: 'SERVICE.SET', service: deps.journal.ledger.service });
      box.start();
      issuer.start();
      return cash.start();
    },
    stop: () => {
      issuer.stop();
      return cash.stop();
    },
  };
}
