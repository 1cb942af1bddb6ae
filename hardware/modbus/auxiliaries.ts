import type { Auxiliaries, AuxiliariesFault, DoorPosition, Lights, OperatorSwitch } from '../ports/auxiliaries.ts';
import type { ByteTransport } from '../ports/byteTransport.ts';
import { type Clock, delay } from '../ports/clock.ts';
import { Contact, type ContactPoint, type ContactState, spanOf } from './contact.ts';
import { ModbusModule, type ModuleFault } from './module.ts';

/** Where the small parts are wired to. What is left out is not there. */
export interface AuxiliaryPoints {
  readonly key?: ContactPoint | undefined;
  readonly door?: ContactPoint | undefined;
  /** Addresses of coils, 0 to 65,535. */
  readonly bell?: number | undefined;
  readonly trayLight?: number | undefined;
  readonly slotLight?: number | undefined;
}

/** Milliseconds. */
export interface ModbusLimits {
  /** A state of a contact counts when it was read for so long (contacts of switches and doors bounce for 5 to 20). */
  readonly bounceMs: number;
  /** A contact rests again when it was read so for so long. */
  readonly restMs: number;
  /** Between two looks at the inputs: a state that counts was read twice. */
  readonly pollMs: number;
  /** An answer that has not come by then is not waited for: 100 to 1,000 is usual (Modbus over serial line 1.02, 2.4.1). */
  readonly answerMs: number;
  /** A line that could not be opened, or was lost, is opened again after this. */
  readonly retryMs: number;
  /** The bell is switched on for so long. */
  readonly ringMs: number;
}

export const MODBUS_LIMITS: ModbusLimits = { bounceMs: 50, restMs: 1_000, pollMs: 50, answerMs: 200, retryMs: 1_000, ringMs: 1_000 };

/** Questions in a row that must fail before a fault is reported: a single garbled answer is no news. */
const FAILURES_REPORTED = 3;

export interface ModbusAuxiliariesOptions {
  readonly line: ByteTransport;
  readonly clock: Clock;
  /** Address of the module on its line, 1 to 247. */
  readonly unit: number;
  readonly points: AuxiliaryPoints;
  readonly limits?: Partial<ModbusLimits>;
}

/**
 * Small parts behind a module of inputs and outputs on Modbus RTU. Inputs are looked at all the time; outputs are said again whenever
 * the module was away, because it may have lost its power. Begins by itself, never gives up, and ends with `close`.
 */
export class ModbusAuxiliaries implements Auxiliaries {
  readonly #clock: Clock;
  readonly #limits: ModbusLimits;
  readonly #module: ModbusModule;
  readonly #key: Contact | null;
  readonly #door: Contact | null;
  readonly #bell: number | null;
  readonly #inputs: { readonly from: number; readonly count: number };
  readonly #onSwitch: ((position: OperatorSwitch) => void)[] = [];
  readonly #onDoor: ((door: DoorPosition) => void)[] = [];
  readonly #onFault: ((fault: AuxiliariesFault | null) => void)[] = [];
  /** What each coil should be. */
  readonly #wanted = new Map<number, boolean>();
  /** What the module has confirmed of its coils since it was last there. */
  readonly #confirmed = new Map<number, boolean>();
  readonly #points: AuxiliaryPoints;
  #fault: AuxiliariesFault | null = null;
  #position: OperatorSwitch | null;
  #doorStands: DoorPosition | null;
  /** When the bell has rung long enough; null: it has not begun to. */
  #ringsUntilMs: number | null = null;
  #closed = false;

  constructor({ line, clock, unit, points, limits }: ModbusAuxiliariesOptions) {
    this.#clock = clock;
    this.#limits = { ...MODBUS_LIMITS, ...limits };
    this.#module = new ModbusModule({ line, clock, unit, answerMs: this.#limits.answerMs });
    this.#points = points;
    this.#key = points.key === undefined ? null : new Contact(points.key, this.#limits);
    this.#door = points.door === undefined ? null : new Contact(points.door, this.#limits);
    this.#bell = points.bell ?? null;
    this.#inputs = spanOf([points.key, points.door]);
    // What is not there stands still.
    this.#position = points.key === undefined ? 'run' : null;
    this.#doorStands = points.door === undefined ? 'closed' : null;
    // A module keeps its outputs while this process is away: what was left on is switched off.
    for (const coil of [points.bell, points.trayLight, points.slotLight]) if (coil !== undefined) this.#wanted.set(coil, false);
    this.#run().catch((cause: unknown) => {
      // Only a listener's own defect comes here. It must not vanish in a promise.
      clock.setTimeout(() => {
        throw cause;
      }, 0);
    });
  }

  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void {
    this.#onSwitch.push(listener);
    if (this.#position !== null) listener(this.#position);
  }

  onDoor(listener: (door: DoorPosition) => void): void {
    this.#onDoor.push(listener);
    if (this.#doorStands !== null) listener(this.#doorStands);
  }

  onFault(listener: (fault: AuxiliariesFault | null) => void): void {
    this.#onFault.push(listener);
    if (this.#fault !== null) listener(this.#fault);
  }

  ringForStaff(): void {
    if (this.#bell === null) return;
    this.#wanted.set(this.#bell, true);
    this.#ringsUntilMs = null;
  }

  light({ tray, slot }: Lights): void {
    const { trayLight, slotLight } = this.#points;
    if (trayLight !== undefined) this.#wanted.set(trayLight, tray);
    if (slotLight !== undefined) this.#wanted.set(slotLight, slot);
  }

  /** Leaves the line alone for good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#module.close();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const opened = await this.#module.open();
      if (opened.ok) {
        await this.#serve();
        await this.#module.close();
      } else this.#report(opened.error);
      await delay(this.#clock, this.#limits.retryMs);
    }
  }

  /** Until the line is lost. */
  async #serve(): Promise<void> {
    let failures = 0;
    while (!this.#closed) {
      const fault = (await this.#look()) ?? (await this.#switch());
      if (fault === null) {
        failures = 0;
        this.#report(this.#brokenContact());
      } else {
        failures += 1;
        // It may have lost its power, and what its outputs were.
        this.#confirmed.clear();
        if (failures >= FAILURES_REPORTED || fault.kind === 'auxiliaries-line-absent') this.#report(fault);
        if (fault.kind === 'auxiliaries-line-absent') return;
      }
      await delay(this.#clock, this.#limits.pollMs);
    }
  }

  /** Looks at the inputs once. */
  async #look(): Promise<ModuleFault | null> {
    const { from, count } = this.#inputs;
    if (count === 0) return null;
    const asked = await this.#module.readInputs(from, count);
    if (!asked.ok) {
      this.#key?.lookedAway();
      this.#door?.lookedAway();
      return asked.error;
    }
    const bit = (input: number): boolean => asked.value[input - from] === true;
    const nowMs = this.#clock.monotonicMs();
    if (this.#key?.read(bit, nowMs) === true) this.#hearKey(this.#key.state);
    if (this.#door?.read(bit, nowMs) === true) this.#hearDoor(this.#door.state);
    return null;
  }

  #hearKey(state: ContactState | null): void {
    // With a broken wire the position of the switch is unknown: the last one holds until the wire is repaired.
    if (state === 'broken') return;
    this.#position = state === 'alarmed' ? 'maintenance' : 'run';
    for (const listener of this.#onSwitch) listener(this.#position);
  }

  #hearDoor(state: ContactState | null): void {
    // A door whose position is unknown counts as open.
    this.#doorStands = state === 'resting' ? 'closed' : 'open';
    for (const listener of this.#onDoor) listener(this.#doorStands);
  }

  /** Switches the outputs that are not as they should be. */
  async #switch(): Promise<ModuleFault | null> {
    for (const [coil, on] of this.#wanted) {
      if (this.#confirmed.get(coil) === on) continue;
      const written = await this.#module.writeOutput(coil, on);
      if (!written.ok) return written.error;
      this.#confirmed.set(coil, on);
    }
    this.#letBellEnd();
    return null;
  }

  /** A bell rings its time from when it was really on. */
  #letBellEnd(): void {
    if (this.#bell === null || this.#wanted.get(this.#bell) !== true) return;
    const nowMs = this.#clock.monotonicMs();
    this.#ringsUntilMs ??= nowMs + this.#limits.ringMs;
    if (nowMs >= this.#ringsUntilMs) this.#wanted.set(this.#bell, false);
  }

  #brokenContact(): AuxiliariesFault | null {
    const broken = [this.#key?.state === 'broken' ? 'key switch' : null, this.#door?.state === 'broken' ? 'door' : null];
    const names = broken.filter((name) => name !== null).join(', ');
    return names === '' ? null : { kind: 'contact-broken', detail: names };
  }

  /** Each change once; what is said in other words of the same silence is no change. */
  #report(fault: AuxiliariesFault | null): void {
    const same = fault?.kind === this.#fault?.kind && (fault?.kind !== 'contact-broken' || fault.detail === this.#fault?.detail);
    if (same) return;
    this.#fault = fault;
    for (const listener of this.#onFault) listener(fault);
  }
}
