import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import type { NoteInPath } from '../../lab/devices/validator/state.ts';
import { SimulatedValidator } from '../../lab/devices/validator/simulatedValidator.ts';
import { COMMAND } from '../../hardware/ssp/commands.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { PtyPair } from './ptyPair.ts';

/** As fast as a test wants it, and slow enough to be interrupted everywhere. */
const TIMING = { readingMs: 100, transportMs: 150, stowingMs: 150, rejectingMs: 100, startUpMs: 300 };

/** When the mains are to fail: when a note comes to this part of its way, or at this command while it waits in escrow. */
export type PowerCut = Extract<NoteInPath['phase'], 'escrow' | 'transport' | 'stowing'> | 'the counters' | 'the acceptance';

/** A simulated validator at the far end of a real serial line. */
export class ValidatorOnPty {
  readonly unit: SimulatedValidator;
  readonly #pty: PtyPair;
  readonly #line: ByteTransport;
  #cutAt: PowerCut | null = null;

  private constructor(pty: PtyPair, timing: typeof TIMING) {
    this.#pty = pty;
    this.#line = createSerialLine({ path: pty.unitEnd });
    this.unit = new SimulatedValidator({
      clock: systemClock,
      random: new SeededRandom('pty'),
      config: { timing },
      onHostFrame: ([code], phase) => {
        const { path } = this.unit.save();
        if (phase === 'after' || path?.phase !== 'escrow' || !path.told) return;
        if (code === COMMAND.getCounters && this.#cutAt === 'the counters') this.#cut();
        if (code === COMMAND.poll && this.#cutAt === 'the acceptance') this.#cut();
      },
      onChange: () => {
        // Not within the movement itself.
        if (this.#cutAt !== null && this.unit.phase === this.#cutAt) queueMicrotask(() => this.#cut());
      },
    });
    this.#line.onData((bytes) => this.unit.receive(bytes));
    this.unit.onSend((bytes) => this.#line.write(bytes));
  }

  static async start(timing = TIMING): Promise<ValidatorOnPty> {
    const validator = new ValidatorOnPty(await PtyPair.open(), timing);
    await validator.#answer();
    return validator;
  }

  /** What the station calls the serial port. */
  get path(): string {
    return this.#pty.hostEnd;
  }

  /** The mains of the unit fail at that moment, once. */
  cutPowerWhen(moment: PowerCut): void {
    this.#cutAt = moment;
  }

  /** The cable is pulled out of the machine: its port is gone. */
  unplug(): Promise<void> {
    return this.#pty.cut();
  }

  async plugIn(): Promise<void> {
    await this.#pty.connect();
    await this.#answer();
  }

  /** The port stays and carries nothing any more, until `resume`. */
  stall(): void {
    this.#pty.stall();
  }

  resume(): void {
    this.#pty.resume();
  }

  async end(): Promise<void> {
    await this.#line.close();
    this.unit.powerOff();
    await this.#pty.end();
  }

  #cut(): void {
    if (this.#cutAt === null) return;
    this.#cutAt = null;
    this.unit.powerOff();
  }

  async #answer(): Promise<void> {
    const opened = await this.#line.open();
    if (!opened.ok) throw new Error(`the far end of the line cannot be opened: ${opened.error.detail}`);
  }
}
