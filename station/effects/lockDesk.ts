import type { CardChangePlan } from '../../hardware/ports/cardChange.ts';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { SealedCard } from '../journal/cardSeal.ts';
import { openPlan } from '../journal/cardSeal.ts';
import type { EffectDeps } from './deps.ts';
import { actKey, newTransactionId } from './identifiers.ts';
import { record } from './record.ts';

interface Lock {
  readonly id: TransactionId;
  readonly plan: CardChangePlan;
}

/** Locks a card that is on the lock list (R-001-29); the journal tells of it whatever comes of it. */
export class LockDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  /** A lock that was cut off is brought to its end first: nothing else may be written to that card. */
  async lockCard(card: CardNumber): Promise<void> {
    const { dispatch, seal } = this.#deps;
    const sealed = seal.sealCard(card);
    const lock = this.#begun(sealed) ?? (await this.#begin(card, sealed));
    dispatch({ type: 'CARD.LOCKED', locked: lock !== null && (await this.#carryOut(lock)) });
  }

  #begun({ find }: SealedCard): Lock | null {
    const act = this.#deps.journal.ledger.acts.unfinishedLock(find);
    return act?.plan?.by === 'change' ? { id: act.id, plan: openPlan(this.#deps.seal, act.plan.plan) } : null;
  }

  async #begin(card: CardNumber, sealed: SealedCard): Promise<Lock | null> {
    const { journal, log, random, reader, seal, site } = this.#deps;
    const id = newTransactionId(random);
    const begun = record(this.#deps, () =>
      journal.append('act.intent', id, {
        card: sealed,
        order: { act: 'lock' },
        balance: null,
        currency: 'TWD',
        sequence: null,
        consent: { confirmations: 0, clauses: ['R-001-29'] },
        key: actKey(site.machine, id),
      }),
    );
    if (!begun) return null;
    const plan = await reader.planChange({ card, act: 'lock' });
    if (!plan.ok) {
      const detail = `${plan.error.kind}: ${plan.error.detail}`;
      log.write('lock.failed', { transaction: id, detail });
      record(this.#deps, () => journal.append('act.released', id, { reason: 'not-written', detail }));
      return null;
    }
    const { uid, ...rest } = plan.value;
    const intended = record(this.#deps, () => journal.append('card-change.intent', id, { plan: { ...rest, uid: seal.sealText(uid) } }));
    return intended ? { id, plan: plan.value } : null;
  }

  /** @returns whether the card is locked, durably known */
  async #carryOut({ id, plan }: Lock): Promise<boolean> {
    const { journal, log, reader } = this.#deps;
    const verdict = await reader.applyChange(plan, id);
    log.write('lock.done', { transaction: id, verdict: verdict.verdict });
    // Another card in its place says nothing about this one.
    if (verdict.verdict === 'other-card') return false;
    const found = verdict.verdict === 'written' && verdict.found;
    const detail = verdict.verdict === 'written' ? '' : verdict.detail;
    const recorded = record(this.#deps, () => journal.append('card-change.outcome', id, { verdict: verdict.verdict, found, detail }));
    return recorded && verdict.verdict === 'written';
  }
}
