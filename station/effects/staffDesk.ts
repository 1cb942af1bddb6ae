import { taipeiDate } from '../../hardware/ports/clock.ts';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { Effect } from '../../machines/flows/effects.ts';
import { type ServiceState, workDayOf } from '../../machines/flows/serviceState.ts';
import { may, oneDecides, reasonsFor, type StaffAct, type StaffEnd, type StaffPerson, type Today } from '../../machines/flows/staff.ts';
import type { StaffRegister } from '../staff/staffRegister.ts';
import { boxCounted, boxTaken } from './boxDesk.ts';
import { openCases } from './openCases.ts';
import type { EffectDeps } from './deps.ts';
import { record } from './record.ts';

type Of<Do extends Effect['do']> = Extract<Effect, { do: Do }>;

/** The staff's side of the effects: who they are, what they find, what they sign. Nothing is done that is not on record. */
export class StaffDesk {
  readonly #deps: EffectDeps;
  /** The card that was read for the staff last. */
  #card: CardNumber | null = null;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  async identify(ticket: number): Promise<void> {
    const { dispatch, reader, log } = this.#deps;
    this.#card = null;
    const read = await reader.readCard();
    if (read.ok) this.#card = read.value.number;
    else log.write('card.unreadable', { kind: read.error.kind, detail: read.error.detail });
    dispatch({ type: 'STAFF.CARD', ticket, readable: read.ok });
  }

  enter({ ticket, pin }: Of<'staff-enter'>): void {
    const { dispatch } = this.#deps;
    const card = this.#card;
    const entry = card === null ? null : this.#recorded((register) => register.enter(card, pin));
    if (entry?.entered !== true) {
      dispatch({ type: 'STAFF.NOT-ENTERED', ticket, waitMs: entry?.waitMs ?? 0 });
      return;
    }
    this.#card = null;
    dispatch({ type: 'STAFF.ENTERED', ticket, person: entry.person, mustChoosePin: entry.mustChoosePin });
  }

  leave({ person, why }: Of<'staff-leave'>): void {
    record(this.#deps, () => this.#deps.journal.append('staff-left', null, { ...person, why }));
  }

  refuse({ person, act }: Of<'staff-refuse'>): void {
    record(this.#deps, () => this.#deps.journal.append('staff-refused', null, { ...person, act }));
  }

  door({ door }: Of<'record-door'>): void {
    record(this.#deps, () => this.#deps.journal.append('door', null, { door }));
  }

  choosePin({ ticket, person, pin }: Of<'staff-choose-pin'>): void {
    const allowed = this.#recorded((register) => register.choosePin(person, pin));
    this.#tell(ticket, allowed === null ? 'failed' : allowed ? 'pin-saved' : 'pin-not-allowed');
  }

  async look(ticket: number): Promise<void> {
    const { dispatch, journal, printer, staff, software } = this.#deps;
    const paper = await printer.getPaper();
    const { open, waiting, last } = journal.ledger.box.state;
    const today: Today = {
      cases: openCases(journal.ledger),
      paper: paper.ok ? paper.value : 'unknown',
      box: this.#box(),
      exchange: open === null ? null : boxTaken(open),
      waiting: waiting.map(boxTaken),
      lastCount: last === null ? null : boxCounted(last),
      service: journal.ledger.service,
      records: journal.head.seq,
      rosterVersion: staff?.version ?? 0,
      software,
    };
    dispatch({ type: 'STAFF.TODAY', ticket, today });
  }

  /**
   * Signs a case, for the first or the second time. What the passenger was paid at the counter is not paid again from this record on,
   * even while the second signature is awaited.
   */
  sign({ ticket, person, case: id, decision, reason }: Of<'staff-sign'>): void {
    const { journal, staff } = this.#deps;
    const open = openCases(journal.ledger).find((each) => each.id === id);
    if (open === undefined || !open.decisions.includes(decision) || !reasonsFor(open, decision).includes(reason)) {
      this.#tell(ticket, 'changed-meanwhile');
      return;
    }
    if (this.#mayNot(person, open.signed === null ? 'sign-case' : 'decide-case', ticket)) return;
    const { signed, amount } = open;
    const transaction = open.transaction;
    const body = { ...person, case: id, decision, reason, amount, currency: 'TWD' } as const;
    const settle = (first: StaffPerson | null): StaffEnd =>
      record(this.#deps, () => journal.append('case-settled', transaction, { ...body, first })) ? 'settled' : 'failed';
    if (signed === null) {
      // Of a note without an owner only its finder says how much it is.
      const known = transaction === null ? null : amount;
      if (oneDecides(decision, known, staff?.oneDecidesUpTo ?? 0)) this.#tell(ticket, settle(null));
      else this.#tell(ticket, record(this.#deps, () => journal.append('case-signed', transaction, body)) ? 'signed-first' : 'failed');
      return;
    }
    if (signed.person === person.person) this.#tell(ticket, 'needs-another-person');
    // Who signed says by now that nothing was paid: that is no signature to which a second one can be given.
    else if (open.doubtedBy?.person === signed.person) this.#tell(ticket, 'changed-meanwhile');
    else if (signed.decision !== decision || signed.reason !== reason) this.#tell(ticket, 'changed-meanwhile');
    else this.#tell(ticket, settle({ person: signed.person, role: signed.role }));
  }

  /**
   * Whoever signed may take it back; so may a second person who does not agree. What was signed as paid at the counter two open again,
   * and one of them is who signed: only that one knows whether the passenger has the money in hand.
   */
  withdraw({ ticket, person, case: id }: Of<'staff-withdraw'>): void {
    const { journal } = this.#deps;
    const open = openCases(journal.ledger).find((each) => each.id === id);
    if (open === undefined || open.signed === null) {
      this.#tell(ticket, 'changed-meanwhile');
      return;
    }
    if (this.#mayNot(person, 'decide-case', ticket)) return;
    const { signed, doubtedBy } = open;
    if (signed.decision === 'paid-at-counter') {
      if (doubtedBy === null) {
        const asked = record(this.#deps, () => journal.append('case-doubted', open.transaction, { ...person, case: id }));
        this.#tell(ticket, asked ? 'withdrawal-asked' : 'failed');
        return;
      }
      const both = [doubtedBy.person, person.person];
      if (doubtedBy.person === person.person || !both.includes(signed.person)) {
        this.#tell(ticket, 'needs-another-person');
        return;
      }
    }
    const done = record(this.#deps, () => journal.append('case-withdrawn', open.transaction, { ...person, case: id }));
    this.#tell(ticket, done ? 'withdrawn' : 'failed');
  }

  found({ ticket, person, case: id, value }: Of<'staff-found'>): void {
    const { journal } = this.#deps;
    const open = id === null ? null : openCases(journal.ledger).find((each) => each.id === id);
    if (open === undefined) {
      this.#tell(ticket, 'changed-meanwhile');
      return;
    }
    if (this.#mayNot(person, 'record-found', ticket)) return;
    const body = { ...person, case: id, value, currency: 'TWD' } as const;
    const done = record(this.#deps, () => journal.append('money-found', open?.transaction ?? null, body));
    this.#tell(ticket, done ? 'found-recorded' : 'failed');
  }

  setService({ ticket, person, change }: Of<'staff-service'>): void {
    const { clock, dispatch, journal } = this.#deps;
    if (this.#mayNot(person, 'set-service', ticket)) return;
    const before = journal.ledger.service;
    let next: ServiceState;
    if (change.set === 'notes') next = { ...before, notes: change.to };
    else if (change.set === 'no-work') next = { ...before, work: null };
    else {
      const planned = workDayOf(change.monthDay, taipeiDate(clock.wallMs()));
      if (typeof planned === 'string') {
        this.#tell(ticket, planned);
        return;
      }
      next = { ...before, work: planned.day };
    }
    const done = record(this.#deps, () => journal.append('service-set', null, { ...person, ...next }));
    if (done) dispatch({ type: 'SERVICE.SET', service: next });
    this.#tell(ticket, done ? 'service-changed' : 'failed');
  }

  /** What their role may not do goes on record, and somebody else must do it. */
  #mayNot(person: StaffPerson, act: StaffAct, ticket: number): boolean {
    if (may(person, act)) return false;
    this.refuse({ do: 'staff-refuse', person, act });
    this.#tell(ticket, 'needs-another-person');
    return true;
  }

  #box(): Today['box'] {
    const { ledger } = this.#deps.journal;
    const box = ledger.cashDevice?.storage.find(({ id }) => id === 'cash-box');
    const { serial, content } = ledger.box.state;
    return { serial, notes: content.notes + content.unvalued, status: box?.status ?? 'unknown' };
  }

  #tell(ticket: number, end: StaffEnd): void {
    this.#deps.dispatch({ type: 'STAFF.DONE', ticket, end });
  }

  /** @returns what came of it; null when there is no register, or it is not on record: then it did not happen */
  #recorded<Value>(act: (register: StaffRegister) => Value): Value | null {
    const { staff } = this.#deps;
    if (staff === null) return null;
    let value: Value | null = null;
    const done = record(this.#deps, () => {
      value = act(staff);
    });
    return done ? value : null;
  }
}
