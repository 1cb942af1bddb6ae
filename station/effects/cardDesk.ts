import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { AddValuePlan, AddValueVerdict } from '../../hardware/ports/cardReader.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import type { Result } from '../../hardware/ports/result.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import type { EffectDeps } from './deps.ts';
import { type FaultVerdict, faultVerdictOf } from './faultVerdict.ts';
import { record } from './record.ts';

/** The card's side of the effects: reading it, and adding cash to it with intent, act and outcome. */
export class CardDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  async readCard(ticket: number): Promise<void> {
    const { clock, dispatch, journal, lockList, log, reader, seal } = this.#deps;
    const read = await reader.readCard();
    if (!read.ok) {
      log.write('card.unreadable', { kind: read.error.kind, detail: read.error.detail });
      dispatch({ type: 'CARD.UNREADABLE', ticket, fault: read.error.kind });
      return;
    }
    const cardHash = seal.cardHashOf(read.value.number);
    const listed = read.value.status === 'active' && lockList.isListed(cardHash);
    // A lock that was cut off is brought to its end on record, even where the card says already that it is locked.
    const blocked = listed || journal.ledger.acts.unfinishedLock(cardHash) !== undefined;
    const facts = blocked ? { ...read.value, status: 'blocked' as const } : read.value;
    const credit = await reader.creditLeft();
    dispatch({ type: 'CARD.READ', ticket, facts, atMs: clock.wallMs(), credit, open: journal.ledger.openFor(cardHash) });
  }

  async checkCard(ticket: number, card: CardNumber, amount: Dollars): Promise<void> {
    const plan = await this.#plan(card, amount);
    this.#deps.dispatch({ type: 'CARD.CHECKED', ticket, fit: plan.ok });
  }

  /** Brings one transaction's value onto its card, or finds that it is there already. Safe to repeat. */
  async writeCard(id: TransactionId): Promise<void> {
    const { dispatch, journal, log, reader } = this.#deps;
    const transaction = journal.ledger.find(id);
    if (transaction === undefined) throw new Error(`no transaction ${id}`);
    const plan = await this.#planFor(transaction);
    if (!plan.ok) {
      if (plan.error === 'conflict') this.#conflict(id, 'the card must not be written');
      else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: plan.error === 'other-card' });
      return;
    }
    const verdict = await reader.applyAddValue(plan.value);
    log.write('card.written', { transaction: id, verdict: verdict.verdict });
    this.#conclude(id, plan.value, verdict);
  }

  #conclude(id: TransactionId, plan: AddValuePlan, verdict: AddValueVerdict): void {
    const { dispatch, journal } = this.#deps;
    switch (verdict.verdict) {
      case 'written':
        record(this.#deps, () =>
          journal.append('card-write.outcome', id, { verdict: 'written', balance: verdict.balance, found: verdict.found, detail: '' }),
        );
        // The passenger is told only what the journal holds: the next boot will find on the card what was written.
        if (journal.ledger.find(id)?.write !== 'written') {
          dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
          return;
        }
        dispatch({
          type: 'CARD.WRITTEN',
          transaction: id,
          before: dollars(plan.balanceBefore),
          after: verdict.balance,
          found: verdict.found,
        });
        break;
      case 'unknown':
        record(this.#deps, () =>
          journal.append('card-write.outcome', id, { verdict: 'unknown', balance: null, found: false, detail: verdict.detail }),
        );
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      case 'other-card':
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: true });
        break;
      case 'conflict':
        this.#conflict(id, verdict.detail);
    }
  }

  /** Never touched by this transaction again: staff decides. */
  #conflict(id: TransactionId, detail: string): void {
    const { dispatch, journal } = this.#deps;
    record(this.#deps, () => {
      // The case first: were the power to fail between the two, the card would tell again, and nobody be left untold.
      journal.append('case', id, { cause: 'card-conflict', detail });
      journal.append('card-write.outcome', id, { verdict: 'conflict', balance: null, found: false, detail });
    });
    dispatch({ type: 'CARD.CONFLICT', transaction: id });
  }

  /** The plan of a write that was begun, or a new one, durable before the first byte goes to the card. */
  async #planFor(transaction: LedgerTransaction): Promise<Result<AddValuePlan, FaultVerdict>> {
    if (transaction.plan !== null) return { ok: true, value: transaction.plan };
    const plan = await this.#plan(this.#deps.seal.openCard(transaction.card), transaction.value);
    if (!plan.ok) return plan;
    const { uid, ...rest } = plan.value;
    const { journal, seal } = this.#deps;
    const intended = record(this.#deps, () =>
      journal.append('card-write.intent', transaction.id, { plan: { ...rest, uid: seal.sealText(uid) } }),
    );
    return intended ? plan : { ok: false, error: 'unknown' };
  }

  async #plan(card: CardNumber, amount: Dollars): Promise<Result<AddValuePlan, FaultVerdict>> {
    const { cardRecord, clock, reader } = this.#deps;
    const plan = await reader.planAddValue({ card, amount, atMs: clock.wallMs(), ...cardRecord });
    if (plan.ok) return plan;
    return { ok: false, error: faultVerdictOf(plan.error.kind) };
  }
}
