import type { CashCondition } from '../ports/cashAcceptor.ts';
import type { StorageStatus } from '../ports/cashStorage.ts';
import type { SspEvent, SspEventName } from './eventTable.ts';

const IN_ORDER: CashCondition = { kind: 'in-order' };

/**
 * What the poll replies say about the state of the unit, told only when it changes.
 *
 * A jam and a full cash box stand for as long as the unit repeats them in every reply; a removed cash box until it is
 * replaced; an attempted fraud until the unit is reset, because somebody has to look at it.
 */
export class ConditionWatch {
  #standing: CashCondition = IN_ORDER;
  #boxRemoved = false;
  #boxFull = false;
  #fraud = false;

  /** Of the cash box, as last told. */
  get box(): StorageStatus {
    if (this.#boxRemoved) return 'missing';
    return this.#boxFull ? 'full' : 'ok';
  }

  get standing(): CashCondition {
    return this.#standing;
  }

  /** The unit is being reset: what it said before holds no longer. What was told last stays, so that it is not told twice. */
  restart(): void {
    this.#boxRemoved = false;
    this.#fraud = false;
  }

  /** Takes the events of one poll reply; answers the condition when it has changed, else null. */
  observe(events: readonly SspEvent[]): CashCondition | null {
    const names = new Set<SspEventName>(events.map(({ event }) => event));
    if (names.has('cashbox-removed')) this.#boxRemoved = true;
    if (names.has('cashbox-replaced')) this.#boxRemoved = false;
    this.#boxFull = names.has('stacker-full');
    if (names.has('fraud-attempt')) this.#fraud = true;
    const condition = this.#judge(names);
    return this.enter(condition) ? condition : null;
  }

  /** Sets the condition from outside of the replies; answers whether it is another one than before. */
  enter(condition: CashCondition): boolean {
    const same = describeCondition(condition) === describeCondition(this.#standing);
    this.#standing = condition;
    return !same;
  }

  #judge(names: ReadonlySet<SspEventName>): CashCondition {
    if (this.#fraud) return { kind: 'fraud-attempt' };
    if (names.has('unsafe-jam')) return { kind: 'jammed', reachable: true };
    if (names.has('safe-jam')) return { kind: 'jammed', reachable: false };
    if (this.#boxRemoved) return { kind: 'cash-box-removed' };
    if (this.#boxFull) return { kind: 'cash-box-full' };
    return IN_ORDER;
  }
}

function describeCondition(condition: CashCondition): string {
  return condition.kind === 'jammed' ? `jammed ${condition.reachable}` : condition.kind;
}
