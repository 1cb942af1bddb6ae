import type { Clock } from '../../hardware/ports/clock.ts';
import { type Random, randomHex } from '../../hardware/ports/random.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import type { DockState } from '../../link/dock.ts';
import type { BenchAcceptor } from './bench.ts';
import type { LineDevice } from './serveLine.ts';

/** The note acceptor on the bench. Its note path, counters and cash box outlive the station and power cuts. */
export class BenchValidator implements BenchAcceptor, LineDevice {
  readonly validator: SimulatedValidator;

  constructor(clock: Clock, random: Random) {
    this.validator = new SimulatedValidator({ clock, random: new SeededRandom(randomHex(random, 8)) });
  }

  receive(bytes: Uint8Array): void {
    this.validator.receive(bytes);
  }

  onSend(listener: (bytes: Uint8Array) => void): void {
    this.validator.onSend(listener);
  }

  /** A note that the unit does not take in stays in the hand. */
  insertNote(value: number): void {
    this.validator.insertNote(value);
  }

  /** Where no passenger can reach it: the case that only staff can settle. */
  jamNextNote(): void {
    this.validator.faults.failNext('stack', 'jam-safe');
  }

  /** The passenger gets the note back. A jam that was announced and has not come to pass is forgotten. */
  clearJam(): void {
    this.validator.faults.clear();
    this.validator.clearJam();
  }

  powerOff(): void {
    this.validator.powerOff();
  }

  powerOn(): void {
    this.validator.powerOn();
  }

  state(): DockState['acceptor'] {
    const { config, powered, phase, truth } = this.validator;
    const { disabled, open } = this.validator.save();
    return {
      power: powered ? 'on' : 'off',
      accepts: disabled ? [] : config.denominations.filter((_value, index) => open.includes(index + 1)),
      jammed: phase === 'jammed-safe' || phase === 'jammed-unsafe',
      notesKept: truth.kept.length,
    };
  }
}
