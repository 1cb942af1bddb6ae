import type { CardChangePlan } from '../../hardware/ports/cardChange.ts';
import type { AddValuePlan, CardFault, CardReader } from '../../hardware/ports/cardReader.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import type { CardWriteEvent } from '../../machines/flows/events.ts';
import { lastDayToFinish } from '../../machines/rules/buyPass.ts';
import { taipeiDay } from '../../machines/rules/calendar.ts';
import { cardTypeOf } from '../../machines/rules/card.ts';
import { terms } from '../../machines/rules/decision.ts';
import { actStandingOf, type IssuerAct, type SealedActPlan } from '../journal/actLedger.ts';
import { openPlan } from '../journal/cardSeal.ts';
import type { JournalBodies } from '../journal/records.ts';
import { recordWithEvidence } from './cardEvidence.ts';
import type { EffectDeps } from './deps.ts';
import { faultVerdictOf } from './faultVerdict.ts';
import { isDayOver } from './actRequest.ts';
import { record } from './record.ts';

/** How an act is brought onto its card, with the card's UID. */
type ActPlan = { readonly by: 'add-value'; readonly plan: AddValuePlan } | { readonly by: 'change'; readonly plan: CardChangePlan };

type Verdict =
  | Awaited<ReturnType<CardReader['applyAddValue'] | CardReader['applyChange']>>
  /** Too few of its days are left: not touched by it any more. */
  | { readonly verdict: 'late'; readonly detail: string };

/** Why nothing of an act was written. */
interface NotWritten {
  readonly kind: Extract<CardWriteEvent, { type: 'CARD.UNTOUCHED' }>['fault'];
  readonly detail: string;
}

interface Purse {
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly sequenceBefore: number | null;
}

/** Brings what the issuer approved onto the card: intent, act, outcome. */
export class ActWriter {
  readonly #deps: EffectDeps;
  /** Called when an act has ended and the issuer is to hear of it. */
  readonly #settle: () => void;

  constructor(deps: EffectDeps, settle: () => void) {
    this.#deps = deps;
    this.#settle = settle;
  }

  /** Safe to repeat: what was begun is brought to its end, what has ended is only told again. */
  async write(act: IssuerAct): Promise<void> {
    const { dispatch, log } = this.#deps;
    const standing = actStandingOf(act);
    if (act.write === 'written') this.#tellWritten(act, true);
    else if (standing === 'undecided' && act.plan !== null) await this.#goOn(act, this.#open(act.plan));
    else if (standing === 'approved') await this.#begin(act);
    else if (standing === 'case') dispatch({ type: 'CARD.CONFLICT', transaction: act.id });
    else {
      log.write('act.not-held', { transaction: act.id, standing });
      dispatch({ type: 'CARD.UNTOUCHED', transaction: act.id, fault: 'not-writable' });
    }
  }

  async #begin(act: IssuerAct): Promise<void> {
    const plan = await this.#plan(act);
    const { dispatch, journal } = this.#deps;
    // Given up while the card was being read: whatever else is wrong with it, its undoing is under way.
    const now = journal.ledger.acts.find(act.id);
    if (now === undefined || actStandingOf(now) !== 'approved') {
      dispatch({ type: 'CARD.UNTOUCHED', transaction: act.id, fault: 'not-writable' });
      return;
    }
    if (!plan.ok) {
      this.#untouched(act, plan.error);
      return;
    }
    // Approved before midnight: nothing is on the card yet, and its purse is not to pay for a day that is over.
    if (this.#firstDayIsOver(act)) {
      this.#untouched(act, { kind: 'day-over', detail: 'its first day was over before the first byte was written' });
      return;
    }
    if (record(this.#deps, () => this.#appendIntent(act, plan.value))) await this.#carryOut(act, plan.value);
    else dispatch({ type: 'CARD.UNDECIDED', transaction: act.id, otherCard: false });
  }

  async #plan(act: IssuerAct): Promise<Result<ActPlan, CardFault>> {
    const { cardRecord, clockWatch, reader, seal } = this.#deps;
    const card = seal.openCard(act.card);
    const { order, approval } = act;
    const credit = { card, atMs: clockWatch.bestMs(), ...cardRecord };
    switch (order.act) {
      case 'collect':
        return sameCardAsAsked(act, planned('add-value', await reader.planAddValue({ ...credit, amount: order.amount })));
      case 'autoload':
        return sameCardAsAsked(act, planned('change', await reader.planChange({ ...credit, act: 'autoload', amount: order.amount })));
      case 'enable-autoload':
        if (approval?.act !== 'enable-autoload') return unapproved;
        return planned('change', await reader.planChange({ card, act: 'enable-autoload', amount: approval.perTimeLimit }));
      case 'extend':
        if (approval?.act !== 'extend') return unapproved;
        return planned('change', await reader.planChange({ card, act: 'extend', until: approval.expiresOn, profileUntil: null }));
      case 'buy-pass': {
        const { pass, autoload } = order;
        const { product, area, validFrom: firstDay, firstDay: paidFrom, lastDay, price } = pass;
        const ticket = { product, area, firstDay, lastDay, price };
        const sale = { ...credit, act: 'buy-pass', pass: ticket, paidFrom, autoload, transaction: act.id } as const;
        return sameCardAsAsked(act, planned('change', await reader.planChange(sale)));
      }
      case 'refund': {
        const purse = await this.#purseAsAsked(act);
        return purse.ok ? planned('change', await reader.planChange({ card, act: 'refund' })) : purse;
      }
    }
  }

  /** A refund's plan leaves the purse alone, and the issuer pays out what it was told: on whatever day, it must still be so. */
  async #purseAsAsked({ card, balance, sequence }: IssuerAct): Promise<Result<void, CardFault>> {
    const { reader, seal } = this.#deps;
    const read = await reader.readCard();
    if (!read.ok) return read;
    if (!read.value.number.equals(seal.openCard(card))) return anotherCard;
    return read.value.balance === balance && read.value.sequence === sequence ? ok() : changed;
  }

  /** What was begun, perhaps on another day, and perhaps the card was used meanwhile. */
  async #goOn(act: IssuerAct, plan: ActPlan): Promise<void> {
    const late = this.#firstDayIsOver(act) && plan.by === 'change' ? await this.#lateVerdict(act, plan.plan) : null;
    if (late !== null) {
      await this.#conclude(act, plan.by, late);
      return;
    }
    const purse = act.order.act === 'refund' ? await this.#purseAsAsked(act) : ok();
    if (purse.ok) await this.#carryOut(act, plan);
    else await this.#conclude(act, plan.by, (await this.#neverWritten(act, plan, purse.error)) ?? verdictOf(purse.error));
  }

  /** Of a ticket: its days have begun to pass. */
  #firstDayIsOver({ order }: IssuerAct): boolean {
    return isDayOver(order, taipeiDay(this.#deps.clockWatch.bestMs()));
  }

  /**
   * A sale that comes back after its first day. What the purse has not paid is taken back: it pays for no day that is gone. What it
   * has paid is written as it was agreed, whatever it costs by now, as long as enough of its days are left; later people decide.
   * @returns null where it is brought to its end
   */
  async #lateVerdict({ card, order, openedAtMs }: IssuerAct, plan: CardChangePlan): Promise<Verdict | null> {
    const { clockWatch, reader, seal } = this.#deps;
    if (order.act !== 'buy-pass') return null;
    const undone = await reader.undoChange(plan);
    if (undone.verdict !== 'written') return undone;
    const read = await reader.readCard();
    if (!read.ok) return verdictOf(read.error);
    const { value: facts } = read;
    if (!facts.number.equals(seal.openCard(card))) return { verdict: 'other-card' };
    const { product, validFrom, lastDay: until } = order.pass;
    const { pass } = facts;
    // All of it is there: only the confirmation was lost.
    if (pass?.product === product && pass.firstDay === validFrom && pass.lastDay === until) return null;
    const soldUnder = terms(facts.issuer, cardTypeOf({ ...facts, deposit: (facts.attributes?.deposit ?? 0) > 0 }), taipeiDay(openedAtMs));
    const lastDay = lastDayToFinish(order.pass, soldUnder.parameters.periodPasses?.value ?? []);
    return taipeiDay(clockWatch.bestMs()) <= lastDay ? null : { verdict: 'late', detail: `paid, and not to be written after ${lastDay}` };
  }

  /** A card whose purse has changed, and which carries nothing of the act: whoever marked it would mark another purse. */
  async #neverWritten(act: IssuerAct, plan: ActPlan, { kind, detail }: CardFault): Promise<Verdict | null> {
    if (kind !== 'contradictory') return null;
    const bare = await this.#carriesNothing(act, plan);
    return bare.ok && bare.value ? { verdict: 'untouched', detail } : null;
  }

  async #carriesNothing({ card }: IssuerAct, { by, plan }: ActPlan): Promise<Result<boolean, CardFault>> {
    const { reader, seal } = this.#deps;
    if (by !== 'change') return ok(false);
    const read = await reader.readEvidence(seal.openCard(card));
    if (!read.ok) return read;
    const content = new Map(read.value.blocks.map((each) => [each.block, each.content]));
    return ok(plan.blocks.every(({ block, before }) => content.get(block) === before));
  }

  #open({ by, plan }: SealedActPlan): ActPlan {
    const { seal } = this.#deps;
    return by === 'add-value' ? { by, plan: openPlan(seal, plan) } : { by, plan: openPlan(seal, plan) };
  }

  #appendIntent({ id }: IssuerAct, { by, plan }: ActPlan): void {
    const { journal, seal } = this.#deps;
    const uid = seal.sealText(plan.uid);
    if (by === 'add-value') journal.append('card-write.intent', id, { plan: { ...plan, uid } });
    else journal.append('card-change.intent', id, { plan: { ...plan, uid } });
  }

  async #carryOut(act: IssuerAct, { by, plan }: ActPlan): Promise<void> {
    const { reader, log } = this.#deps;
    const verdict = by === 'add-value' ? await reader.applyAddValue(plan, act.id) : await reader.applyChange(plan, act.id);
    log.write('act.written', { transaction: act.id, act: act.order.act, verdict: verdict.verdict });
    await this.#conclude(act, by, verdict);
  }

  async #conclude(act: IssuerAct, by: ActPlan['by'], verdict: Verdict): Promise<void> {
    const { dispatch, journal } = this.#deps;
    const { id } = act;
    switch (verdict.verdict) {
      case 'written': {
        const { found, usedSince = '' } = verdict;
        const write = (): void => this.#appendOutcome(act, by, { verdict: 'written', found, detail: usedSince });
        if (usedSince === '') record(this.#deps, write);
        else await recordWithEvidence(this.#deps, act, usedSince, write);
        // The passenger is told only what the journal holds: the next boot will find on the card what was written.
        const now = journal.ledger.acts.findAsked(id);
        if (now?.write === 'written') {
          this.#tellWritten(now, found);
          this.#settle();
        } else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      }
      case 'unknown':
        record(this.#deps, () => this.#appendOutcome(act, by, { verdict: 'unknown', found: false, detail: verdict.detail }));
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      case 'other-card':
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: true });
        break;
      case 'untouched': {
        const { detail } = verdict;
        const written = await recordWithEvidence(this.#deps, act, detail, () =>
          this.#appendOutcome(act, by, { verdict: 'untouched', found: false, detail }),
        );
        if (written) this.#untouched(act, { kind: this.#firstDayIsOver(act) ? 'day-over' : 'contradictory', detail });
        else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      }
      case 'late':
      case 'conflict': {
        const { detail } = verdict;
        const cause = verdict.verdict === 'late' ? 'pass-late' : 'card-conflict';
        const written = await recordWithEvidence(this.#deps, act, detail, () => {
          // The case first: were the power to fail between the two, the card would tell again, and nobody be left untold.
          journal.append('case', id, { cause, detail });
          this.#appendOutcome(act, by, { verdict: 'conflict', found: false, detail });
        });
        if (written) dispatch({ type: 'CARD.CONFLICT', transaction: id });
        else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
      }
    }
  }

  #appendOutcome({ id }: IssuerAct, by: ActPlan['by'], outcome: Omit<JournalBodies['card-write.outcome'], 'balance'>): void {
    const { journal } = this.#deps;
    if (by === 'change') journal.append('card-change.outcome', id, outcome);
    else {
      const plan = journal.ledger.acts.find(id)?.plan;
      const balance = outcome.verdict === 'written' && plan?.by === 'add-value' ? plan.plan.balanceAfter : null;
      journal.append('card-write.outcome', id, { ...outcome, balance });
    }
  }

  #tellWritten(act: IssuerAct, found: boolean): void {
    const purse = purseOf(act.plan);
    this.#deps.dispatch({
      type: 'CARD.WRITTEN',
      transaction: act.id,
      before: dollars(purse?.balanceBefore ?? act.balance),
      after: dollars(purse?.balanceAfter ?? act.balance),
      found,
    });
  }

  #untouched(act: IssuerAct, { kind, detail }: NotWritten): void {
    const { dispatch, journal, log } = this.#deps;
    log.write('act.not-written', { transaction: act.id, act: act.order.act, kind, detail });
    record(this.#deps, () => journal.append('act.released', act.id, { reason: 'not-written', detail: `${kind}: ${detail}` }));
    dispatch({ type: 'CARD.UNTOUCHED', transaction: act.id, fault: kind });
    this.#settle();
  }
}

function verdictOf({ kind, detail }: CardFault): Verdict {
  const verdict = faultVerdictOf(kind);
  return verdict === 'other-card' ? { verdict } : { verdict, detail };
}

const unapproved = fail<CardFault>({ kind: 'not-writable', detail: 'the issuer approved something else' });
const anotherCard = fail<CardFault>({ kind: 'other-card', detail: 'another card lies on the reader' });
const changed = fail<CardFault>({ kind: 'contradictory', detail: 'the purse has changed since the issuer was asked' });

function planned(by: 'add-value', plan: Awaited<ReturnType<CardReader['planAddValue']>>): Result<ActPlan, CardFault>;
function planned(by: 'change', plan: Awaited<ReturnType<CardReader['planChange']>>): Result<ActPlan, CardFault>;
function planned(by: ActPlan['by'], plan: Result<ActPlan['plan'], CardFault>): Result<ActPlan, CardFault> {
  // The overloads pair the word with its plan.
  return plan.ok ? ok({ by, plan: plan.value } as ActPlan) : plan;
}

/** What the issuer approved, it approved for the purse that it was told of. */
function sameCardAsAsked({ balance, sequence }: IssuerAct, plan: Result<ActPlan, CardFault>): Result<ActPlan, CardFault> {
  if (!plan.ok) return plan;
  const purse = purseOf(plan.value);
  return purse === null || (purse.balanceBefore === balance && purse.sequenceBefore === sequence) ? plan : changed;
}

function purseOf(plan: ActPlan | SealedActPlan | null): Purse | null {
  if (plan === null) return null;
  return plan.by === 'add-value' ? plan.plan : plan.plan.purse;
}
