import type { Auxiliaries, OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';

/** The small parts around the machine, moved by hand. A switch keeps its position without power. */
export class SimulatedAuxiliaries implements Auxiliaries {
  readonly #listeners = new Set<(position: OperatorSwitch) => void>();
  readonly #bells: (() => void)[] = [];
  #position: OperatorSwitch = 'run';
  #rings = 0;

  get operatorSwitch(): OperatorSwitch {
    return this.#position;
  }

  /** How often the bell was rung. */
  get rings(): number {
    return this.#rings;
  }

  turnOperatorSwitch(position: OperatorSwitch): void {
    if (position === this.#position) return;
    this.#position = position;
    for (const listener of this.#listeners) listener(position);
  }

  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void {
    this.#listeners.add(listener);
    listener(this.#position);
  }

  ringForStaff(): void {
    this.#rings += 1;
    for (const listener of this.#bells) listener();
  }

  onRing(listener: () => void): void {
    this.#bells.push(listener);
  }

  /** Takes a listener away again. */
  offOperatorSwitch(listener: (position: OperatorSwitch) => void): void {
    this.#listeners.delete(listener);
  }
}
