import { type Clock, delay } from '../../../hardware/ports/clock.ts';
import type { PaperState, PrinterFault, ReceiptPrinter, Slip } from '../../../hardware/ports/receiptPrinter.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';

/** Milliseconds for one line of a slip: about the pace of an 80 mm thermal printer (150 mm/s, 4 mm a line, and its start). */
const LINE_MS = 40;

/** A slip printer that keeps what it printed. */
export class SimulatedPrinter implements ReceiptPrinter {
  readonly #clock: Clock;
  readonly #slips: Slip[] = [];
  readonly #faults: PrinterFault[] = [];
  #paper: PaperState = 'full';
  #powered = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Everything that was printed, newest first; a slip printed twice stands here twice. */
  get slips(): readonly Slip[] {
    return this.#slips;
  }

  get paper(): PaperState {
    return this.#paper;
  }

  setPaper(paper: PaperState): void {
    this.#paper = paper;
  }

  /** The next slip fails with `fault`; called twice, the next two. */
  failNext(fault: PrinterFault): void {
    this.#faults.push(fault);
  }

  /** A slip that is being printed is lost. */
  powerOff(): void {
    this.#powered = false;
  }

  powerOn(): void {
    this.#powered = true;
  }

  getPaper(): Promise<Result<PaperState, PrinterFault>> {
    return Promise.resolve(this.#powered ? ok(this.#paper) : fail(noAnswer));
  }

  async print(slip: Slip): Promise<Result<void, PrinterFault>> {
    if (!this.#powered) return fail(noAnswer);
    const scripted = this.#faults.shift();
    if (scripted !== undefined) return fail(scripted);
    for (const _line of slip.lines) {
      if (this.#paper === 'out') return fail({ kind: 'paper-out', detail: 'the paper has run out' });
      await delay(this.#clock, LINE_MS);
      if (!this.#powered) return fail(noAnswer);
    }
    this.#slips.unshift(slip);
    return ok();
  }
}

const noAnswer: PrinterFault = { kind: 'offline', detail: 'the printer does not answer' };
