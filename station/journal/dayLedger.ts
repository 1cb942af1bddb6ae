import type { CashCounters } from '../../hardware/ports/cashAcceptor.ts';
import type { JournalBodies, JournalRecord } from './records.ts';

export type DaySums = JournalBodies['day-statement']['sums'];

/** Where a span begins: the sums until then, and what the unit counted. */
export interface SpanStart {
  /** The first record of the span. */
  readonly from: number;
  readonly sums: DaySums;
  readonly counters: CashCounters | null;
}

export interface DayState {
  /** Number of the last statement. */
  readonly statements: number;
  /** Over the journal's whole life. */
  readonly sums: DaySums;
  readonly day: SpanStart;
  readonly month: SpanStart;
}

const NOTHING: DaySums = { notes: 0, unvalued: 0, kept: 0, written: 0, issued: 0, services: [] };
const BEGINNING: SpanStart = { from: 1, sums: NOTHING, counters: null };

export const NO_DAYS: DayState = { statements: 0, sums: NOTHING, day: BEGINNING, month: BEGINNING };

/** What was done, summed up for statements. Knows nothing that the journal does not say. */
export class DayLedger {
  #state: DayState;

  /** @param state where it continues */
  constructor(state: DayState = NO_DAYS) {
    this.#state = state;
  }

  get state(): DayState {
    return this.#state;
  }

  /** A note went into the box. @param value NT$; null: nobody knows */
  noteIn(value: number | null): void {
    const { sums } = this.#state;
    this.#sum(value === null ? { unvalued: sums.unvalued + 1 } : { notes: sums.notes + 1, kept: sums.kept + value });
  }

  /** A note that staff found is kept for its passenger: no unit counted it, and it lies in no box. @param value NT$ */
  foundIn(value: number): void {
    this.#sum({ kept: this.#state.sums.kept + value });
  }

  /** That it was kept only the counters had said, and they were contradicted. @param value NT$ */
  takeBack(value: number): void {
    const { sums } = this.#state;
    this.#sum({ notes: sums.notes - 1, kept: sums.kept - value });
  }

  /** A card has what its passenger came for. @param amount NT$ by which its purse changed */
  served(service: DaySums['services'][number]['service'], amount: number): void {
    const { sums } = this.#state;
    const { count = 0, amount: before = 0 } = sums.services.find((each) => each.service === service) ?? {};
    const others = sums.services.filter((each) => each.service !== service);
    const cash = service === 'top-up';
    this.#sum({
      services: [...others, { service, count: count + 1, amount: before + amount }],
      ...(cash ? { written: sums.written + amount } : { issued: sums.issued + amount }),
    });
  }

  /** What was summed up since a span began. */
  since({ sums: start }: SpanStart): DaySums {
    const { sums } = this.#state;
    const services = sums.services.flatMap(({ service, count, amount }) => {
      const before = start.services.find((each) => each.service === service);
      const done = { service, count: count - (before?.count ?? 0), amount: amount - (before?.amount ?? 0) };
      return done.count === 0 ? [] : [done];
    });
    return {
      notes: sums.notes - start.notes,
      unvalued: sums.unvalued - start.unvalued,
      kept: sums.kept - start.kept,
      written: sums.written - start.written,
      issued: sums.issued - start.issued,
      services,
    };
  }

  /** The end of a day or a month begins the next one; what is asked for in between, or a start, ends nothing. */
  conclude(record: Extract<JournalRecord, { kind: 'day-statement' }>): void {
    const { what, number, counters } = record.body;
    const next: SpanStart = { from: record.seq + 1, sums: this.#state.sums, counters };
    const endsDay = what === 'day' || what === 'closing';
    const endsMonth = what === 'month' || what === 'closing';
    this.#state = { ...this.#state, statements: number, ...(endsDay && { day: next }), ...(endsMonth && { month: next }) };
  }

  #sum(change: Partial<DaySums>): void {
    this.#state = { ...this.#state, sums: { ...this.#state.sums, ...change } };
  }
}

/** Counters wrap to 0 (SSP command 58). */
const WRAP = 2 ** 32;

/** Notes that the unit counted in a span less those of the journal; null: that cannot be said. */
export function countersAgainst(start: SpanStart, now: CashCounters | null, { notes, unvalued }: DaySums): number | null {
  if (now === null || start.counters === null || now.serial !== start.counters.serial) return null;
  return ((now.notesKept - start.counters.notesKept + WRAP) % WRAP) - notes - unvalued;
}
