import type { CashCounters, CashFault } from '../ports/cashAcceptor.ts';
import { ok, type Result } from '../ports/result.ts';
import { isBehind, notesKept, type SspCounters } from './counters.ts';
import type { SspExchange } from './exchange.ts';
import { readCounters } from './identify.ts';

/** The unit's lifetime counters as they were read last, and as its own credits say that they must become. */
export class CounterBook {
  readonly #exchange: SspExchange;
  #serial = '';
  #last: SspCounters | null = null;
  /** As they must be after the last credit: a unit may count late. */
  #expected: CashCounters | null = null;

  constructor(exchange: SspExchange) {
    this.#exchange = exchange;
  }

  /** As last read; null when the unit does not count. */
  get last(): SspCounters | null {
    return this.#last;
  }

  /** Reads them now. @param serial of the unit that is asked; left out, the one of before */
  async read(serial = this.#serial): Promise<Result<CashCounters | null, CashFault>> {
    const read = await readCounters(this.#exchange);
    if (!read.ok) return read;
    this.#serial = serial;
    this.#last = read.value;
    return ok(this.#keptSoFar());
  }

  /** They are to become this, after a credit. */
  expect(counters: CashCounters | null): void {
    this.#expected = counters;
  }

  /** What a note that is accepted now is counted from: notes that were credited and not counted yet are no news. */
  base(): CashCounters | null {
    const read = this.#keptSoFar();
    return read !== null && this.#expected !== null && isBehind(read, this.#expected) ? this.#expected : read;
  }

  #keptSoFar(): CashCounters | null {
    return this.#last === null ? null : notesKept(this.#serial, this.#last);
  }
}
