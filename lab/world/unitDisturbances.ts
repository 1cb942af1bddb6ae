import type { Clock } from '../../hardware/ports/clock.ts';
import { COMMAND } from '../../hardware/ssp/commands.ts';
import type { Ledger } from '../../station/journal/ledger.ts';
import type { ValidatorOperation } from '../devices/validator/faultScript.ts';
import type { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import { acceptorFaults } from './deviceFaults.ts';
import type { StepFault } from './interruption.ts';

/** Place of the command byte in an SSP frame. */
const COMMAND_AT = 3;

/** Replies in a row without a word. */
const SAYS_NOTHING = 3;

/** How long staff needs to exchange a unit, milliseconds: longer than it takes to be known as away. */
const EXCHANGE_MS = 30_000;

/** How long a unit does not obey that does not obey at all, milliseconds. */
const DISOBEYS_MS = 60_000;

/** The orders that can be answered and not carried out, by their codes. */
const ORDERS: ReadonlyMap<number, ValidatorOperation> = new Map(
  (['setInhibits', 'reject', 'disable', 'enable'] as const).map((name) => [COMMAND[name], name]),
);

/** What the counters of a unit were made to say: notes of nobody, and other histories. */
export interface Made {
  readonly orphans: number;
  readonly histories: number;
}

/** The command of an SSP frame. */
export function commandOf(frame: Uint8Array): number {
  return frame[COMMAND_AT] ?? 0;
}

/** What the note unit does otherwise than the manual says, and what is done to it; and what must be noticed of that. */
export class UnitDisturbances {
  readonly #validator: SimulatedValidator;
  readonly #clock: Clock;
  readonly #ledger: () => Ledger;
  #made: Made = { orphans: 0, histories: 0 };
  /** The counters were changed, and the station has not read them since. */
  #unread = false;
  /** Notes whose credit was told twice by a unit that does not count: the second may be another note. */
  toldTwice = 0;
  /** Faults that changed the counters. */
  tampered = 0;

  constructor(validator: SimulatedValidator, clock: Clock, ledger: () => Ledger) {
    this.#validator = validator;
    this.#clock = clock;
    this.#ledger = ledger;
  }

  get made(): Made {
    return this.#made;
  }

  get unread(): boolean {
    return this.#unread;
  }

  /** The fault strikes as this command is on its way to the unit. */
  strike(fault: StepFault | null, frame: Uint8Array): void {
    if (fault !== null) this.#disturb(fault, frame);
    // A unit that is being exchanged is switched off: nothing was read of it.
    if (commandOf(frame) === COMMAND.getCounters && this.#validator.powered) this.#unread = false;
  }

  #disturb(fault: StepFault, frame: Uint8Array): void {
    const { faults, config } = this.#validator;
    const script = acceptorFaults[fault];
    if (script !== undefined) faults.failNext(...script);
    if (fault === 'credit-twice' && !config.counters) this.toldTwice += 1;
    if (fault === 'says-nothing') faults.failRepeatedly('poll', 'says-nothing', SAYS_NOTHING);
    const order = ORDERS.get(commandOf(frame));
    if (fault === 'ignored-order' && order !== undefined) faults.failNext(order, 'ignored-order');
    if (fault === 'never-obeys') {
      faults.failRepeatedly('enable', 'ignored-order');
      this.#clock.setTimeout(() => faults.clear(), DISOBEYS_MS);
    }
    if (this.#ledger().pendingNotes().length > 0 || this.#validator.phase !== null || !config.counters) return;
    if (fault === 'counters-up') this.#tamper(2, { orphans: 2, histories: 0 });
    if (fault === 'counters-far') this.#tamper(100, { orphans: 0, histories: 1 });
    if (fault === 'counters-down') this.#tamper(-5, { orphans: 0, histories: 1 });
    if (fault === 'unit-exchanged') {
      this.#tamper(0, { orphans: 0, histories: 1 });
      this.#validator.exchange();
      this.#clock.setTimeout(() => this.#validator.powerOn(), EXCHANGE_MS);
    }
  }

  #tamper(notes: number, { orphans, histories }: Made): void {
    // Before anything is on record there is nothing that counters could disagree with.
    if (this.#ledger().baseline.counters === null) return;
    this.#validator.tamperWithCounters(notes);
    this.#made = { orphans: this.#made.orphans + orphans, histories: this.#made.histories + histories };
    this.tampered += 1;
    this.#unread = true;
  }
}
