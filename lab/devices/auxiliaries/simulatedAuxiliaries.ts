import type { Auxiliaries, AuxiliariesFault, DoorPosition, Lights, OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';

/** The small parts around the machine, moved by hand. A switch keeps its position without power. */
export class SimulatedAuxiliaries implements Auxiliaries {
  readonly #listeners = new Set<(position: OperatorSwitch) => void>();
  readonly #bells: (() => void)[] = [];
  readonly #doorListeners = new Set<(door: DoorPosition) => void>();
  #position: OperatorSwitch = 'run';
  #door: DoorPosition = 'closed';
  #fault: AuxiliariesFault | null = null;
  readonly #faultListeners: ((fault: AuxiliariesFault | null) => void)[] = [];
  #lights: Lights = { tray: false, slot: false };
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

  get door(): DoorPosition {
    return this.#door;
  }

  moveDoor(door: DoorPosition): void {
    if (door === this.#door) return;
    this.#door = door;
    for (const listener of this.#doorListeners) listener(door);
  }

  onDoor(listener: (door: DoorPosition) => void): void {
    this.#doorListeners.add(listener);
    listener(this.#door);
  }

  /** Takes a listener away again. */
  offDoor(listener: (door: DoorPosition) => void): void {
    this.#doorListeners.delete(listener);
  }

  /** Breaks the way to the small parts, or mends it (null). */
  fail(fault: AuxiliariesFault | null): void {
    this.#fault = fault;
    for (const listener of this.#faultListeners) listener(fault);
  }

  onFault(listener: (fault: AuxiliariesFault | null) => void): void {
    this.#faultListeners.push(listener);
    if (this.#fault !== null) listener(this.#fault);
  }

  /** Which lights are on. */
  get lights(): Lights {
    return this.#lights;
  }

  light(lights: Lights): void {
    this.#lights = lights;
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
