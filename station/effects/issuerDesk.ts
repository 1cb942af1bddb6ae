import { type CardNumber, revealCardNumber } from '../../hardware/ports/cardNumber.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { ActApproval, CardActOrder } from '../../machines/flows/cardAct.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { taipeiDay } from '../../machines/rules/calendar.ts';
import { createIssuerLink, type IssuerLink, type LinkFault } from '../issuer/issuerLink.ts';
import { actStandingOf } from '../journal/actLedger.ts';
import { askForAct, contradictionIn, isDayOver } from './actRequest.ts';
import type { EffectDeps } from './deps.ts';
import { hostViewOf } from './hostView.ts';
import { actKey, newTransactionId } from './identifiers.ts';
import { record } from './record.ts';
import { Settlement } from './settlement.ts';

/** The issuer's side of the effects: what it knows of a card, and what it approves and holds until the card was written. */
export class IssuerDesk {
  readonly #deps: EffectDeps;
  readonly #link: IssuerLink | null;
  readonly #settlement: Settlement;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
    this.#link = deps.issuer === null ? null : createIssuerLink({ transport: deps.issuer, clock: deps.clock, random: deps.random });
    this.#settlement = new Settlement(deps, this.#link);
  }

  /** Gives up what an earlier boot left half done, and begins to tell the issuer how everything ended. */
  start(): void {
    for (const act of this.#deps.journal.ledger.acts.asked) {
      const standing = actStandingOf(act);
      // Nobody waits for the answer any more, and not one byte of the card was written.
      if (standing === 'asked' || standing === 'approved') this.#release(act.id, 'interrupted', '');
    }
    this.#settlement.wake();
  }

  stop(): void {
    this.#settlement.stop();
  }

  /** An act has ended on its card: the issuer is to hear of it. */
  settle(): void {
    this.#settlement.wake();
  }

  async lookUpCard(ticket: number, card: CardNumber): Promise<void> {
    const { dispatch, log, site } = this.#deps;
    if (this.#link === null) {
      dispatch({ type: 'HOST.ANSWERED', ticket, host: { state: 'none' } });
      return;
    }
    const answer = await this.#link.ask('lookup', { machine: site.machine, card: revealCardNumber(card) });
    if (!answer.ok) log.write('issuer.lookup-failed', { kind: answer.error.kind, detail: answer.error.detail });
    else this.#settlement.heard();
    dispatch({ type: 'HOST.ANSWERED', ticket, host: hostViewOf(answer) });
  }

  /** Nothing is sent before its undoing is durable, and nothing is told that is not. */
  async askIssuer(ticket: number, order: CardActOrder): Promise<void> {
    const { clock, dispatch, journal, log, random, seal, site } = this.#deps;
    if (this.#link === null) {
      dispatch({ type: 'ACT.UNANSWERED', ticket, perhapsHeld: false });
      return;
    }
    const id = newTransactionId(random);
    const key = actKey(site.machine, id);
    const { details, balance, sequence, consent } = order;
    const intended = record(this.#deps, () =>
      journal.append('act.intent', id, {
        card: seal.sealCard(order.card),
        order: details,
        balance,
        currency: 'TWD',
        sequence,
        consent,
        key,
      }),
    );
    if (!intended) {
      dispatch({ type: 'ACT.UNANSWERED', ticket, perhapsHeld: false });
      return;
    }
    const answer = await askForAct(this.#link, order, { key, machine: site.machine, at: taipeiTimestamp(clock.wallMs()) });
    if (!answer.ok) {
      log.write('act.unanswered', { transaction: id, act: details.act, ...answer.error });
      this.#unanswered(ticket, id, answer.error);
      return;
    }
    this.#settlement.heard();
    // What cannot be recorded is undone at the next boot, as if the answer had never come.
    const recorded = record(this.#deps, () => journal.append('act.answer', id, answer.value));
    if (!recorded) dispatch({ type: 'ACT.UNANSWERED', ticket, perhapsHeld: answer.value.outcome === 'approved' });
    else if (answer.value.outcome === 'refused') dispatch({ type: 'ACT.REFUSED', ticket, refusal: answer.value.refusal });
    else this.#approved(ticket, id, order, answer.value.approval);
  }

  /** The card was not written and will not be. */
  releaseAct(id: TransactionId): void {
    const act = this.#deps.journal.ledger.acts.find(id);
    if (act === undefined || actStandingOf(act) !== 'approved') {
      this.#deps.log.write('act.not-released', { transaction: id, standing: act === undefined ? 'unknown' : actStandingOf(act) });
      return;
    }
    this.#release(id, 'given-up', '');
    this.#settlement.wake();
  }

  #approved(ticket: number, id: TransactionId, order: CardActOrder, approval: ActApproval): void {
    const { clock, dispatch, log } = this.#deps;
    const today = taipeiDay(clock.wallMs());
    const contradiction = contradictionIn(order, approval, today);
    if (contradiction === null) {
      dispatch({ type: 'ACT.APPROVED', ticket, transaction: id, approval });
      return;
    }
    log.write('act.contradicted', { transaction: id, contradiction });
    this.#release(id, 'not-written', contradiction);
    // Not its host's fault: asked for before midnight, answered after it.
    dispatch({ type: 'ACT.REFUSED', ticket, refusal: isDayOver(order.details, today) ? 'day-over' : 'mismatch' });
    this.#settlement.wake();
  }

  #unanswered(ticket: number, id: TransactionId, { kind, detail }: LinkFault): void {
    const { dispatch, journal } = this.#deps;
    record(this.#deps, () => {
      journal.append('act.answer', id, { outcome: kind, detail });
      if (kind === 'rejected') journal.append('case', id, { cause: 'issuer-rejected', detail });
    });
    dispatch({ type: 'ACT.UNANSWERED', ticket, perhapsHeld: kind === 'no-answer' });
    this.#settlement.wake();
  }

  #release(id: TransactionId, reason: 'not-written' | 'given-up' | 'interrupted', detail: string): void {
    record(this.#deps, () => this.#deps.journal.append('act.released', id, { reason, detail }));
  }
}
