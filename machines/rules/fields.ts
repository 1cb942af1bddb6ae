import { type Dollars, dollars } from '../../hardware/ports/dollars.ts';
import { type CalendarDate, instantOf, isCalendarDate } from './calendar.ts';

/** No amount and no count of this trade comes near it; beyond it sums would no longer be exact. */
const LARGEST = 1_000_000_000_000;

/**
 * Reads the fields of one object from outside, strictly. The first fault is kept, in words that name the field; what is read
 * from then on has the right type and no meaning, because whoever reads asks {@link end} before using it. A field
 * that was not read is a fault too: a misspelt one must not change an answer unseen.
 */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #known: string[] = [];
  #fault: string | null = null;

  /** @param place what stands before a field's name in a fault, e.g. `card.` */
  constructor(values: Readonly<Record<string, unknown>>, place: string) {
    this.#values = values;
    this.#place = place;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  boolean(name: string): boolean {
    const value = this.#value(name);
    return typeof value === 'boolean' ? value : this.#wrong(name, value, 'true or false', false);
  }

  text(name: string): string {
    const value = this.#value(name);
    return typeof value === 'string' ? value : this.#wrong(name, value, 'a text', '');
  }

  /** A whole number, not negative. */
  count(name: string, most = LARGEST): number {
    return this.#whole(name, 0, most);
  }

  /** NT$, not negative. */
  amount(name: string): Dollars {
    return dollars(this.#whole(name, 0, LARGEST));
  }

  /** NT$, of either sign. */
  signedAmount(name: string): Dollars {
    return dollars(this.#whole(name, -LARGEST, LARGEST));
  }

  choice<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const value = this.#value(name);
    return choices.find((choice) => choice === value) ?? this.#wrong(name, value, `one of ${choices.join(', ')}`, choices[0]);
  }

  /** A list of choices, none twice; it may be empty. */
  choices<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): readonly Choice[] {
    const value = this.#value(name);
    const found = Array.isArray(value) ? choices.filter((choice) => value.includes(choice)) : [];
    if (Array.isArray(value) && value.length === found.length) return found;
    return this.#wrong(name, value, `a list of ${choices.join(', ')}, each once at most`, []);
  }

  date(name: string): CalendarDate {
    const value = this.#value(name);
    return typeof value === 'string' && isCalendarDate(value) ? value : this.#wrong(name, value, 'a date YYYY-MM-DD that exists', '');
  }

  /** Milliseconds since 1970-01-01 UTC. */
  instant(name: string): number {
    const value = this.#value(name);
    const atMs = typeof value === 'string' ? instantOf(value) : null;
    return atMs ?? this.#wrong(name, value, 'an instant with its offset, like 2026-05-12T10:00:00+08:00', 0);
  }

  /** The fields of an object in this one. Its faults come here by {@link endOf}. */
  object(name: string): Fields {
    const value = this.#value(name);
    return new Fields(isRecord(value) ? value : this.#wrong(name, value, 'an object', {}), `${this.#place}${name}.`);
  }

  /** To be called when an object in this one has been read. */
  endOf(inner: Fields): void {
    this.#fault ??= inner.end();
  }

  /** Finds fault with a field for a reason of the caller's. */
  refuse(name: string, why: string): void {
    this.#fault ??= `${this.#place}${name}: ${why}`;
  }

  /** The first fault, or null, when everything has been read. */
  end(): string | null {
    const names = Object.keys(this.#values);
    if (names.length > this.#known.length) this.refuse(names.find((name) => !this.#known.includes(name)) ?? '', 'unknown field');
    return this.#fault;
  }

  #whole(name: string, least: number, most: number): number {
    const value = this.#value(name);
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.#wrong(name, value, 'a whole number', 0);
    // Adding makes 0 of -0.
    return value >= least && value <= most ? value + 0 : this.#wrong(name, value, `from ${least} to ${most}`, 0);
  }

  #value(name: string): unknown {
    if (!this.has(name)) return undefined;
    this.#known.push(name);
    return this.#values[name];
  }

  #wrong<Value>(name: string, value: unknown, wanted: string, instead: Value): Value {
    this.refuse(name, value === undefined ? 'missing' : `not ${wanted}`);
    return instead;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
