import type { ByteTransport } from '../ports/byteTransport.ts';
import { type Clock, delay } from '../ports/clock.ts';
import type { AuxiliariesCondition } from '../ports/condition.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { answerIn, inputsIn, type Question, readInputsQuestion, writeCoilQuestion } from './rtu.ts';

/** Why the module did not do what it was asked. Whether an order was carried out is unknown, unless there is no line. */
export interface ModuleFault {
  readonly kind: Exclude<AuxiliariesCondition, 'contact-broken'>;
  readonly detail: string;
}

type Answer = Result<Uint8Array, ModuleFault>;

export interface ModbusModuleOptions {
  readonly line: ByteTransport;
  readonly clock: Clock;
  /** Address of the module on its line, 1 to 247. */
  readonly unit: number;
  /** An answer that has not come by then is not waited for, milliseconds. */
  readonly answerMs: number;
}

/**
 * A module of inputs and outputs on a Modbus RTU line; one question at a time. Answers carry no number, so that a late one could be
 * taken for that of the next question: after a silence the line is left alone for as long again.
 */
export class ModbusModule {
  readonly #options: ModbusModuleOptions;
  #isOpen = false;
  #waiting: { readonly question: Question; readonly settle: (answer: Answer) => void } | null = null;
  #received: readonly number[] = [];

  constructor(options: ModbusModuleOptions) {
    this.#options = options;
    options.line.onData((bytes) => this.#receive(bytes));
    options.line.onLost(({ detail }) => {
      this.#isOpen = false;
      this.#waiting?.settle(fail({ kind: 'auxiliaries-line-absent', detail }));
    });
  }

  /** Opens the line, again after a loss. */
  async open(): Promise<Result<void, ModuleFault>> {
    const opened = await this.#options.line.open();
    this.#isOpen = opened.ok;
    return opened.ok ? ok() : fail({ kind: 'auxiliaries-line-absent', detail: opened.error.detail });
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#waiting?.settle(fail({ kind: 'auxiliaries-line-absent', detail: 'closed' }));
    await this.#options.line.close();
  }

  /** `count` discrete inputs from the address `from`. */
  async readInputs(from: number, count: number): Promise<Result<readonly boolean[], ModuleFault>> {
    const answer = await this.#ask(readInputsQuestion(this.#options.unit, from, count));
    return answer.ok ? ok(inputsIn(answer.value, count)) : answer;
  }

  /** Switches the output at the address `coil`. */
  async writeOutput(coil: number, on: boolean): Promise<Result<void, ModuleFault>> {
    const question = writeCoilQuestion(this.#options.unit, coil, on);
    const answer = await this.#ask(question);
    if (!answer.ok) return answer;
    const asOrdered = answer.value.every((byte, at) => byte === question.frame[2 + at]);
    return asOrdered ? ok() : fail({ kind: 'auxiliaries-refused', detail: `it did not repeat the order for output ${coil}` });
  }

  async #ask(question: Question): Promise<Answer> {
    const { clock, line, answerMs } = this.#options;
    if (!this.#isOpen) return fail({ kind: 'auxiliaries-line-absent', detail: 'the line is not open' });
    const answer = await new Promise<Answer>((resolve) => {
      const settle = (settled: Answer): void => {
        clock.clearTimeout(timer);
        this.#waiting = null;
        resolve(settled);
      };
      const timer = clock.setTimeout(
        () => settle(fail({ kind: 'auxiliaries-silent', detail: `no answer within ${answerMs} ms` })),
        answerMs,
      );
      // Bytes that came before the question are no answer to it.
      this.#received = [];
      this.#waiting = { question, settle };
      line.write(question.frame);
    });
    if (!answer.ok && answer.error.kind !== 'auxiliaries-line-absent') await delay(clock, answerMs);
    return answer;
  }

  #receive(bytes: Uint8Array): void {
    if (this.#waiting === null) return;
    this.#received = [...this.#received, ...bytes];
    const answer = answerIn(Uint8Array.from(this.#received), this.#waiting.question);
    if (answer === null) return;
    this.#waiting.settle(answer.ok ? answer : fail({ kind: 'auxiliaries-refused', detail: answer.error }));
  }
}
