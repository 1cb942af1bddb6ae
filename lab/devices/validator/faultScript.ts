import type { CommandName } from '../../../hardware/ssp/commands.ts';

/** What can go wrong, by name. */
export type ValidatorFault =
  /** The command is executed, its reply does not arrive. */
  | 'lost-reply'
  /** The command does not arrive. */
  | 'lost-command'
  /** The command is executed, its reply arrives with a wrong checksum. */
  | 'garbled-reply'
  /** The command is not executed but answered with "cannot be processed". */
  | 'refused-command'
  /** A poll reply ends in an event that no manual knows. */
  | 'unknown-event'
  /** The note is stacked and counted, its credit is told in two replies. */
  | 'credit-reported-twice'
  /** The note is stacked and counted, its credit is never told. */
  | 'credit-unreported'
  /** The note is stuck where the passenger cannot reach it; not counted, no credit. */
  | 'jam-safe'
  /** The note is stuck where the passenger may reach it; not counted, no credit. */
  | 'jam-unsafe'
  /** The note is stuck, and goes into the box by itself after a while: credited then. */
  | 'jam-clears-in'
  /** A second note is pushed in behind the one that is being stacked, and rejected (reject code 07). */
  | 'second-note'
  /** Not a word in any reply while the note is stacked, for seconds; then the credit. */
  | 'silent-stacking'
  /** The note stands still on its way, for longer than the unit's full stacking time, without a word; then it goes on. */
  | 'stands-still'
  /** The note is rejected by the unit itself after it was accepted. */
  | 'reject-accepted'
  /** The reading that came before the right one is told beside it, in the same reply. */
  | 'two-readings'
  /** The reply to a poll is empty: what there is to tell comes merged into a later one. */
  | 'says-nothing'
  /** The command is answered with "OK" and not carried out. */
  | 'ignored-order'
  /** The note is not recognised and goes back. */
  | 'reject-note'
  /** Get counters is answered with "command not known". */
  | 'counters-unsupported';

/** Where a fault strikes: at a command of the host, or inside the note path. `any` is every command. */
export type ValidatorOperation = CommandName | 'any' | 'validate' | 'stack';

/** One planned fault; plain data. */
export interface PlannedFault {
  readonly operation: ValidatorOperation;
  readonly fault: ValidatorFault;
  /** How often it still strikes; null = until cleared. */
  remaining: number | null;
}

/** The faults that are planned, in the order of their planning. */
export class FaultScript {
  #planned: PlannedFault[] = [];

  /** The next `operation` fails in this way, once. */
  failNext(operation: ValidatorOperation, fault: ValidatorFault): void {
    this.#planned.push({ operation, fault, remaining: 1 });
  }

  /** The next `times` operations fail in this way; without `times` all, until `clear`. */
  failRepeatedly(operation: ValidatorOperation, fault: ValidatorFault, times: number | null = null): void {
    this.#planned.push({ operation, fault, remaining: times });
  }

  clear(): void {
    this.#planned = [];
  }

  get planned(): readonly PlannedFault[] {
    return this.#planned.map((entry) => ({ ...entry }));
  }

  restore(planned: readonly PlannedFault[]): void {
    this.#planned = planned.map((entry) => ({ ...entry }));
  }

  /** The fault of `among` that strikes this operation now, or null. It is used up by that. */
  take<Fault extends ValidatorFault>(operation: ValidatorOperation, among: readonly Fault[]): Fault | null {
    const isCommand = operation !== 'validate' && operation !== 'stack';
    for (const entry of this.#planned) {
      const fault = among.find((candidate) => candidate === entry.fault);
      if (fault === undefined || (entry.operation !== operation && !(entry.operation === 'any' && isCommand))) continue;
      if (entry.remaining !== null) entry.remaining -= 1;
      this.#planned = this.#planned.filter(({ remaining }) => remaining !== 0);
      return fault;
    }
    return null;
  }
}
