import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import type { Effect } from '../../machines/flows/effects.ts';
import type { BoxCounted, BoxTaken, StaffEnd, StaffPerson } from '../../machines/flows/staff.ts';
import { type BoxCount, differenceOf, type TakenBox } from '../journal/boxLedger.ts';
import { isBoxAway } from '../journal/ledger.ts';
import type { JournalBodies } from '../journal/records.ts';
import { countSlip, exchangeSlip, originalsLeft, testSlip } from './boxSlips.ts';
import type { EffectDeps } from './deps.ts';
import { record } from './record.ts';

type Of<Do extends Effect['do']> = Extract<Effect, { do: Do }>;

/** What is told of a box that was taken out: never what is in it. */
export function boxTaken({ exchange, serial, seal, atMs, person, next, prints }: TakenBox): BoxTaken {
  return { exchange, serial, seal, atMs, person, next, prints };
}

export function boxCounted({ exchange, serial, expected, counted, prints }: BoxCount): BoxCounted {
  return { exchange, serial, expected, counted, difference: differenceOf({ expected, counted }), prints };
}

/** The cash box: exchanged in steps that are each on record, counted later by somebody else, who does not know what it has to be. */
export class BoxDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  /** Goes on where the last boot stopped: an exchange keeps the machine closed, a count gets its variance. */
  start(): void {
    if (this.#deps.staff === null) return;
    record(this.#deps, () => this.#completeCount());
    this.takeOverCounts();
    this.#tellOpen();
  }

  /** Counts that the office signed for boxes of this machine that wait for one. */
  takeOverCounts(): void {
    const { journal, log, site, staff } = this.#deps;
    for (const { from, count } of staff?.officeCounts() ?? []) {
      const { exchange, serial, seal, person, notes, machine } = count;
      const box = journal.ledger.box.state.waiting.find((each) => each.exchange === exchange);
      // It was taken over before, or is about a box of another machine: the medium goes from one to the next.
      if (box === undefined || machine !== site.machine) continue;
      if (box.serial !== serial || box.seal !== seal) {
        const why = `exchange ${exchange} took out ${box.serial} with seal ${box.seal}, not ${serial} with seal ${seal}`;
        log.write('staff.count-refused', { from, why });
        continue;
      }
      if (box.person === person) {
        log.write('staff.count-refused', { from, why: `exchange ${exchange}: ${person} took the box out, and somebody else counts it` });
        continue;
      }
      record(this.#deps, () => {
        journal.append('box-counted', null, { exchange, by: { at: 'office', person }, notes, currency: 'TWD' });
        this.#completeCount();
      });
    }
  }

  async exchange({ ticket, person, step }: Of<'staff-exchange'>): Promise<void> {
    this.#tell(ticket, await this.#step(person, step));
    this.#tellOpen();
  }

  async #step(person: StaffPerson, step: Of<'staff-exchange'>['step']): Promise<StaffEnd> {
    const { journal } = this.#deps;
    const { open, exchanges } = journal.ledger.box.state;
    switch (step.do) {
      case 'out': {
        if (open !== null) return 'changed-meanwhile';
        const body = { ...person, exchange: exchanges + 1, serial: step.serial, seal: step.seal };
        const isOther = journal.ledger.box.isOther(step.serial);
        if (!record(this.#deps, () => journal.append('box-out', null, body))) return 'failed';
        return isOther ? 'other-box-recorded' : 'box-out-recorded';
      }
      case 'in': {
        if (open === null || open.next !== null) return 'changed-meanwhile';
        const { exchange } = open;
        if (!record(this.#deps, () => journal.append('box-in', null, { ...person, exchange, serial: step.serial }))) return 'failed';
        return (await this.#printOriginals(exchange)) ? 'box-in-recorded' : 'slip-not-printed';
      }
      case 'print':
        if (open === null || open.next === null) return 'changed-meanwhile';
        return (await this.#printOriginals(open.exchange, 1)) ? 'slip-printed' : 'slip-not-printed';
      case 'close':
        if (open === null || open.next === null) return 'changed-meanwhile';
        if (!record(this.#deps, () => journal.append('exchange-closed', null, { ...person, exchange: open.exchange }))) return 'failed';
        return isBoxAway(journal.ledger.cashDevice) ? 'closed-without-box' : 'exchange-closed';
    }
  }

  count({ ticket, person, exchange, notes }: Of<'staff-count'>): void {
    const { journal } = this.#deps;
    const box = journal.ledger.box.find(exchange);
    if (box === undefined || journal.ledger.box.state.open?.exchange === exchange) {
      this.#tell(ticket, 'changed-meanwhile');
      return;
    }
    // Two persons at the cash box: one takes it out, another says what was in it.
    if (box.person === person.person) {
      this.#tell(ticket, 'needs-another-person');
      return;
    }
    const done = record(this.#deps, () => {
      journal.append('box-counted', null, { exchange, by: { at: 'machine', ...person }, notes, currency: 'TWD' });
      this.#completeCount();
    });
    this.#tell(ticket, done ? 'count-recorded' : 'failed');
  }

  async print({ ticket, person, what }: Of<'staff-print'>): Promise<void> {
    const { clock, journal, picture } = this.#deps;
    const { last, testPrints } = journal.ledger.box.state;
    if (what === 'test') {
      const number = testPrints + 1;
      const slip = testSlip(number, person.person, clock.wallMs(), picture().chrome);
      this.#tell(ticket, this.#printed(await this.#print(slip, { what, number, print: 1 })));
      return;
    }
    if (last === null) {
      this.#tell(ticket, 'changed-meanwhile');
      return;
    }
    const print = last.prints + 1;
    const slip = countSlip(last, print, person.person, clock.wallMs(), picture().chrome);
    this.#tell(ticket, this.#printed(await this.#print(slip, { what, number: last.exchange, print })));
  }

  /** The two originals, as far as they are not printed yet. @param least so many prints, though all originals are: then copies */
  async #printOriginals(exchange: number, least = 0): Promise<boolean> {
    const { clock, journal, picture } = this.#deps;
    for (let left = Math.max(least, originalsLeft(journal.ledger.box.find(exchange)?.prints ?? 0)); left > 0; left -= 1) {
      const box = journal.ledger.box.find(exchange);
      if (box === undefined) return false;
      const print = box.prints + 1;
      const slip = exchangeSlip(box, print, clock.wallMs(), picture().chrome);
      if (!(await this.#print(slip, { what: 'exchange', number: exchange, print }))) return false;
    }
    return true;
  }

  async #print(slip: Slip, about: Pick<JournalBodies['staff-slip'], 'what' | 'number' | 'print'>): Promise<boolean> {
    const { journal, log, printer } = this.#deps;
    const done = await printer.print(slip);
    const detail = done.ok ? '' : `${done.error.kind}: ${done.error.detail}`;
    if (!done.ok) log.write('slip.failed', { slip: slip.id, detail });
    return record(this.#deps, () => journal.append('staff-slip', null, { ...about, printed: done.ok, detail })) && done.ok;
  }

  #printed(done: boolean): StaffEnd {
    return done ? 'slip-printed' : 'slip-not-printed';
  }

  /** The variance is a record of its own, beside the count: were the power to fail in between, it is written at the next start. */
  #completeCount(): void {
    const { journal } = this.#deps;
    const { last } = journal.ledger.box.state;
    if (last === null || last.difference !== null) return;
    const { exchange, expected, counted } = last;
    journal.append('box-variance', null, { exchange, expected, counted, difference: differenceOf(last), currency: 'TWD' });
  }

  #tellOpen(): void {
    const { open } = this.#deps.journal.ledger.box.state;
    this.#deps.dispatch({ type: 'STAFF.EXCHANGE', open: open !== null });
  }

  #tell(ticket: number, end: StaffEnd): void {
    this.#deps.dispatch({ type: 'STAFF.DONE', ticket, end });
  }
}
