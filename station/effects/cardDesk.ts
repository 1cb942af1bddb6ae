import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { AddValuePlan, AddValueVerdict, CardFault, PurseSeen } from '../../hardware/ports/cardReader.ts';
import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { caseOfTransaction } from '../../machines/flows/staff.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { openPlan } from '../journal/cardSeal.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import type { JournalBodies } from '../journal/records.ts';
import { recordWithEvidence } from './cardEvidence.ts';
import type { EffectDeps } from './deps.ts';
import { faultVerdictOf } from './faultVerdict.ts';
import { record } from './record.ts';

/** The card's side of the effects: reading it, and adding cash to it with intent, act and outcome. */
export class CardDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  async readCard(ticket: number): Promise<void> {
    const { clock, clockWatch, dispatch, journal, lockList, log, reader, seal } = this.#deps;
    // The visit is told, and does not wait for an answer.
    if (clockWatch.judge() === 'wrong') return;
    const read = await reader.readCard((purse) => this.#tellPurse(ticket, purse));
    if (!read.ok) {
      log.write('card.unreadable', { kind: read.error.kind, detail: read.error.detail });
      dispatch({ type: 'CARD.UNREADABLE', ticket, fault: read.error.kind });
      return;
    }
    const cardHash = seal.cardHashOf(read.value.number);
    const settled = journal.ledger.halfWritten(cardHash);
    // What is taken back changes what was read.
    if (settled !== null && (await this.#takeBack(settled))) return this.readCard(ticket);
    const listed = read.value.status === 'active' && lockList.isListed(cardHash);
    // A lock that was cut off is brought to its end on record, even where the card says already that it is locked.
    const blocked = listed || journal.ledger.acts.unfinishedLock(cardHash) !== undefined;
    const facts = blocked ? { ...read.value, status: 'blocked' as const } : read.value;
    const credit = await reader.creditLeft();
    const { ledger } = journal;
    const held = ledger.acts.mayBeHeldFor(cardHash) ? ({ mayBeHeld: true } as const) : {};
    dispatch({ type: 'CARD.READ', ticket, facts, atMs: clock.wallMs(), credit, open: ledger.openFor(cardHash), ...held });
  }

  /** Long before the rest of the card is read, if this machine knows nothing of the card that its passenger must be told with it. */
  #tellPurse(ticket: number, purse: PurseSeen): void {
    const { dispatch, journal, lockList, seal } = this.#deps;
    const cardHash = seal.cardHashOf(purse.number);
    const { ledger } = journal;
    const isKnown =
      ledger.openFor(cardHash).length > 0 || ledger.halfWritten(cardHash) !== null || ledger.acts.unfinishedLock(cardHash) !== undefined;
    if (!isKnown && !lockList.isListed(cardHash)) dispatch({ type: 'PURSE.READ', ticket, purse });
  }

  /**
   * Staff paid at the counter what had been begun on this card. What is left of it on the card would keep every later value away from it:
   * the card is brought back to where it stood before. Where the purse has it after all, it stays there, and staff is told.
   * @returns whether the card has told how it stands: then nothing is left to be done
   */
  async #takeBack({ id, plan }: LedgerTransaction): Promise<boolean> {
    const { log, reader, seal } = this.#deps;
    if (plan === null) return false;
    const begun = openPlan(seal, plan);
    const verdict = await reader.undoChange(begun);
    log.write('card.taken-back', { transaction: id, verdict: verdict.verdict });
    switch (verdict.verdict) {
      case 'unknown':
      case 'other-card':
        return false;
      case 'written': {
        const { usedSince = '' } = verdict;
        const balance = usedSince === '' ? dollars(begun.balanceAfter) : null;
        return this.#toldAfterAll(id, { verdict: 'written', balance, found: true, detail: usedSince });
      }
      case 'untouched':
      case 'conflict':
        return this.#toldAfterAll(id, { verdict: verdict.verdict, balance: null, found: false, detail: verdict.detail });
    }
  }

  #toldAfterAll(id: TransactionId, body: JournalBodies['card-write.outcome']): boolean {
    return record(this.#deps, () => this.#deps.journal.append('card-write.outcome', id, body));
  }

  async checkCard(ticket: number, card: CardNumber, amount: Dollars): Promise<void> {
    const { clockWatch, dispatch } = this.#deps;
    // Somebody may have set the clock since the card was read, and while it is looked at.
    const fit = clockWatch.judge() === 'right' && (await this.#plan(card, amount, null)).ok && clockWatch.judge() === 'right';
    dispatch({ type: 'CARD.CHECKED', ticket, fit });
  }

  /** Brings one transaction's value onto its card, or finds that it is there already. Safe to repeat. Not while staff decides about it. */
  async writeCard(id: TransactionId): Promise<void> {
    const { dispatch, journal, log, reader } = this.#deps;
    const transaction = journal.ledger.find(id);
    if (transaction === undefined) throw new Error(`no transaction ${id}`);
    if (this.#isForStaff(id)) {
      dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
      return;
    }
    const plan = await this.#planFor(transaction);
    if (!plan.ok) {
      const verdict = faultVerdictOf(plan.error.kind);
      if (verdict === 'conflict') await this.#conflict(transaction, plan.error.detail);
      else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: verdict === 'other-card' });
      return;
    }
    const verdict = await reader.applyAddValue(plan.value, id);
    log.write('card.written', { transaction: id, verdict: verdict.verdict });
    await this.#conclude(transaction, plan.value, verdict);
  }

  async #conclude(transaction: LedgerTransaction, plan: AddValuePlan, verdict: AddValueVerdict): Promise<void> {
    const { dispatch, journal } = this.#deps;
    const { id } = transaction;
    switch (verdict.verdict) {
      case 'written': {
        const { balance, found, usedSince = '' } = verdict;
        const write = (): void => journal.append('card-write.outcome', id, { verdict: 'written', balance, found, detail: usedSince });
        if (usedSince === '') record(this.#deps, write);
        else await recordWithEvidence(this.#deps, transaction, usedSince, write);
        // The passenger is told only what the journal holds: the next boot will find on the card what was written.
        if (journal.ledger.find(id)?.write !== 'written') {
          dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
          return;
        }
        const before = dollars(plan.balanceBefore);
        dispatch({ type: 'CARD.WRITTEN', transaction: id, before, after: balance, found });
        break;
      }
      case 'unknown':
        record(this.#deps, () =>
          journal.append('card-write.outcome', id, { verdict: 'unknown', balance: null, found: false, detail: verdict.detail }),
        );
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      case 'other-card':
        dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: true });
        break;
      case 'untouched': {
        const { detail } = verdict;
        const written = await recordWithEvidence(this.#deps, transaction, detail, () =>
          journal.append('card-write.outcome', id, { verdict: 'untouched', balance: null, found: false, detail }),
        );
        // Owed from now on, and for the rules a new top-up: the card is read again.
        if (written) dispatch({ type: 'CARD.UNTOUCHED', transaction: id, fault: 'contradictory' });
        else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
        break;
      }
      case 'conflict':
        await this.#conflict(transaction, verdict.detail);
    }
  }

  /** Never touched by this transaction again: staff decides, by what the card said. */
  async #conflict(transaction: LedgerTransaction, detail: string): Promise<void> {
    const { dispatch, journal } = this.#deps;
    const { id } = transaction;
    const written = await recordWithEvidence(this.#deps, transaction, detail, () => {
      // The case first: were the power to fail between the two, the card would tell again, and nobody be left untold.
      journal.append('case', id, { cause: 'card-conflict', detail });
      journal.append('card-write.outcome', id, { verdict: 'conflict', balance: null, found: false, detail });
    });
    if (written) dispatch({ type: 'CARD.CONFLICT', transaction: id });
    else dispatch({ type: 'CARD.UNDECIDED', transaction: id, otherCard: false });
  }

  /** The plan of a write that was begun, or a new one, durable before the first byte goes to the card. */
  async #planFor(transaction: LedgerTransaction): Promise<Result<AddValuePlan, CardFault>> {
    const { journal, seal } = this.#deps;
    const known = transaction.plan === null ? null : openPlan(seal, transaction.plan);
    if (known !== null && transaction.write !== 'none') return ok(known);
    const plan = await this.#plan(seal.openCard(transaction.card), transaction.value, known);
    if (!plan.ok) return plan;
    // Somebody may have signed while the card was looked at.
    if (this.#isForStaff(transaction.id)) return fail({ kind: 'unreadable', detail: 'staff decides about it' });
    const { uid, ...rest } = plan.value;
    const intended = record(this.#deps, () =>
      journal.append('card-write.intent', transaction.id, { plan: { ...rest, uid: seal.sealText(uid) } }),
    );
    return intended ? plan : fail({ kind: 'unreadable', detail: 'the plan is not on record' });
  }

  /** Staff settled it, or the first of two persons signed, or nobody knows any more where the note is: the machine pays nothing of it. */
  #isForStaff(id: TransactionId): boolean {
    const { ledger } = this.#deps.journal;
    const transaction = ledger.find(id);
    return transaction?.settled !== undefined || transaction?.note === 'unknown' || ledger.staff.holds(caseOfTransaction(id));
  }

  #plan(card: CardNumber, amount: Dollars, abandoned: AddValuePlan | null): Promise<Result<AddValuePlan, CardFault>> {
    const { cardRecord, clockWatch, reader } = this.#deps;
    return reader.planAddValue({ card, amount, atMs: clockWatch.bestMs(), ...cardRecord, ...(abandoned === null ? {} : { abandoned }) });
  }
}
