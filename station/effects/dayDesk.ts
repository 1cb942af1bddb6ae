import type { Effect } from '../../machines/flows/effects.ts';
import type { DayStatement } from '../../machines/flows/staff.ts';
import { canonicalJson } from '../journal/canonicalJson.ts';
import { countersAgainst } from '../journal/dayLedger.ts';
import type { JournalBodies } from '../journal/records.ts';
import { daySlip } from './daySlip.ts';
import type { EffectDeps } from './deps.ts';
import { openCases } from './openCases.ts';
import { record } from './record.ts';

/** Statements of a day: on record first, then on paper, then where the operator collects them. */
export class DayDesk {
  readonly #deps: EffectDeps;

  constructor(deps: EffectDeps) {
    this.#deps = deps;
  }

  async state({ ticket, person, what }: Extract<Effect, { do: 'staff-state' }>): Promise<void> {
    const { acceptor, dispatch, journal } = this.#deps;
    const read = await acceptor.getCounters();
    const counters = read.ok ? read.value : null;
    // After the counters, which take a moment: sums and record numbers end at the same record.
    const { ledger, head } = journal;
    const { days, box } = ledger;
    const span = what === 'month' ? days.state.month : days.state.day;
    const sums = days.since(span);
    const body: JournalBodies['day-statement'] = {
      ...person,
      what,
      number: days.state.statements + 1,
      from: span.from,
      to: head,
      sums,
      inBox: box.state.content.notes + box.state.content.unvalued,
      counters,
      difference: countersAgainst(span, counters, sums),
      openCases: openCases(ledger).length,
      currency: 'TWD',
    };
    if (!record(this.#deps, () => journal.append('day-statement', null, body))) {
      dispatch({ type: 'STAFF.DONE', ticket, end: 'failed' });
      return;
    }
    const exported = this.#export(body);
    const printed = await this.#print(body);
    dispatch({ type: 'STAFF.STATED', ticket, statement: told(body, exported), printed });
  }

  async #print(body: JournalBodies['day-statement']): Promise<boolean> {
    const { clock, journal, log, picture, printer, site } = this.#deps;
    const about = { machine: journal.owner?.machine ?? site.machine, epoch: journal.epoch };
    const done = await printer.print(daySlip(body, about, clock.wallMs(), picture().chrome));
    const detail = done.ok ? '' : `${done.error.kind}: ${done.error.detail}`;
    if (!done.ok) log.write('slip.failed', { slip: `day-${body.number}`, detail });
    record(this.#deps, () => journal.append('staff-slip', null, { what: 'day', number: body.number, print: 1, printed: done.ok, detail }));
    return done.ok;
  }

  /** Signed with the machine's key, and read back: a medium that says nothing may have kept nothing. */
  #export(body: JournalBodies['day-statement']): DayStatement['exported'] {
    const { journal, log, site, staff } = this.#deps;
    if (staff?.exports !== true) return 'off';
    try {
      const note = journal.signNote(`${site.machine}/${journal.epoch}/statement\n${canonicalJson(body)}\n`);
      if (note === null) throw new Error('this journal has no key that signs');
      staff.export(`${site.machine}-${journal.epoch}-D${body.number}.statement`, note);
      return 'verified';
    } catch (cause) {
      log.write('staff.export-failed', { number: body.number, why: cause instanceof Error ? cause.message : String(cause) });
      return 'failed';
    }
  }
}

function told(
  { number, what, from, to, sums, inBox, difference, openCases: open }: JournalBodies['day-statement'],
  exported: DayStatement['exported'],
): DayStatement {
  const { notes, unvalued, kept, written, issued } = sums;
  return { number, what, from, to: to.seq, notes, unvalued, kept, written, issued, inBox, difference, openCases: open, exported };
}
