import type { ByteTransport } from '../ports/byteTransport.ts';
import type { Clock } from '../ports/clock.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { realTimeStatus } from './commands.ts';
import type { EscposLimits } from './limits.ts';
import { kindOfAnswer, type PrinterStatus, readStatus, STATUS_KINDS, type StatusBytes } from './status.ts';

/** Why a printer has not answered. What it has done with what it was sent is unknown. */
export interface NoAnswer {
  readonly kind:
    | 'unreachable' /** there is no line to it */
    | 'silent'
    /** It says how it is at once and never when it has finished a job: whether a slip was printed would stay unknown. */
    | 'not-in-turn';
  readonly detail: string;
}

export interface ConversationOptions {
  readonly line: ByteTransport;
  readonly clock: Clock;
  readonly limits: EscposLimits;
}

/** Answers nobody asked for, one by one, after which a printer is not waited for any longer (ours: a broken-off slip leaves three). */
const QUIET_ROUNDS = 40;

/** Questions to a printer and its answers, one byte each, over a line that may be lost at any moment. */
export class Conversation {
  readonly #options: ConversationOptions;
  /** Answers in turn that nobody has waited for yet. */
  #early = 0;
  #waiting: { readonly for: 'real-time' | 'in-turn'; readonly settle: (result: Result<number, NoAnswer>) => void } | null = null;
  #lost: NoAnswer | null = null;

  constructor(options: ConversationOptions) {
    this.#options = options;
    options.line.onData((bytes) => bytes.forEach((byte) => this.#receive(byte)));
    options.line.onLost(({ kind, detail }) => {
      this.#lost = { kind: 'unreachable', detail: `${kind}: ${detail}` };
      this.#waiting?.settle(fail(this.#lost));
    });
  }

  /** Opens the line; what was said on it before is forgotten. */
  async open(): Promise<Result<void, NoAnswer>> {
    this.#lost = null;
    this.#early = 0;
    const opened = await this.#options.line.open();
    return opened.ok ? ok() : fail({ kind: 'unreachable', detail: `${opened.error.kind}: ${opened.error.detail}` });
  }

  close(): Promise<void> {
    return this.#options.line.close();
  }

  write(...commands: readonly Uint8Array[]): void {
    for (const command of commands) this.#options.line.write(command);
  }

  /** Asks how the printer is. Nothing else may be sent until it has answered ("DLE EOT", notes). */
  async askStatus(): Promise<Result<PrinterStatus, NoAnswer>> {
    const bytes: Record<keyof StatusBytes, number> = { printer: 0, offlineCause: 0, errorCause: 0, rollPaper: 0 };
    for (const kind of STATUS_KINDS) {
      this.write(realTimeStatus(kind));
      const answer = await this.#next('real-time', this.#options.limits.statusMs);
      if (!answer.ok) return answer;
      bytes[kind] = answer.value;
    }
    // What came in between belongs to an earlier talk.
    this.#early = 0;
    return ok(readStatus(bytes));
  }

  /** Waits until everything before one more `statusInTurn` has been worked off. */
  async workedOff(): Promise<Result<void, NoAnswer>> {
    if (this.#early > 0) {
      this.#early -= 1;
      return ok();
    }
    const answer = await this.#next('in-turn', this.#options.limits.answerMs);
    return answer.ok ? ok() : answer;
  }

  /** Waits until none has come for `quietMs`, and forgets those that came: they answer an earlier talk. */
  async quiet(quietMs: number): Promise<Result<void, NoAnswer>> {
    for (let round = 0; round < QUIET_ROUNDS; round += 1) {
      this.#early = 0;
      const answer = await this.#next('in-turn', quietMs);
      if (!answer.ok) return answer.error.kind === 'silent' ? ok() : answer;
    }
    return fail({ kind: 'silent', detail: 'it says more than it was asked' });
  }

  #next(kind: 'real-time' | 'in-turn', limitMs: number): Promise<Result<number, NoAnswer>> {
    if (this.#lost !== null) return Promise.resolve(fail(this.#lost));
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const timer = clock.setTimeout(() => settle(fail({ kind: 'silent', detail: `no answer within ${limitMs} ms` })), limitMs);
      const settle = (result: Result<number, NoAnswer>): void => {
        clock.clearTimeout(timer);
        this.#waiting = null;
        resolve(result);
      };
      this.#waiting = { for: kind, settle };
    });
  }

  #receive(byte: number): void {
    const kind = kindOfAnswer(byte);
    if (this.#waiting?.for === kind) this.#waiting.settle(ok(byte));
    else if (kind === 'in-turn') this.#early += 1;
  }
}
