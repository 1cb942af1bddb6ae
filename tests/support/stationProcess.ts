import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { View } from '../../machines/view/view.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import type { ShellMessage, StationMessage } from '../../link/stationLink.ts';

const MAIN = resolve(import.meta.dirname, '../../station/main.ts');
/** Nothing that a station does by itself takes longer: a reader process that hangs is noticed within seconds. */
const PATIENCE_MS = 30_000;

/** The station's own process, with the test in the shell's place: it sees every View and presses nothing. */
export class StationProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  readonly #waiting = new Set<() => void>();
  #view: View | null = null;
  #log = '';

  constructor(config: string, data: string) {
    this.#child = spawn(process.execPath, ['--disable-sigusr1', MAIN, '--config', config, '--data', data], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {},
    });
    this.#gone = once(this.#child, 'exit');
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#log += text;
    });
    this.#child.on('message', (message: StationMessage) => {
      if (message.type !== 'view') return;
      this.#view = message.view;
      for (const look of this.#waiting) look();
    });
    this.#child.on('exit', () => {
      for (const look of this.#waiting) look();
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  log(): string {
    return this.#log;
  }

  /** The View that fulfils `which`: the one on the screen, or the first that does. @throws Error with the last View and the log's end. */
  until(what: string, which: (view: View) => boolean): Promise<View> {
    return new Promise((found, missed) => {
      const end = (then: () => void): void => {
        systemClock.clearTimeout(deadline);
        this.#waiting.delete(look);
        then();
      };
      const give = (why: string): void =>
        end(() => missed(new Error(`${why} before: ${what}\nlast View: ${JSON.stringify(this.#view)}\n${this.#log.slice(-4_000)}`)));
      const look = (): void => {
        const view = this.#view;
        if (view !== null && which(view)) end(() => found(view));
        else if (this.#child.exitCode !== null || this.#child.signalCode !== null) give('the station ended');
      };
      const deadline = systemClock.setTimeout(() => give(`${PATIENCE_MS / 1_000} s went by`), PATIENCE_MS);
      this.#waiting.add(look);
      look();
    });
  }

  /** Asks it to end cleanly. @returns its exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.connected) this.#child.send({ type: 'stop' } satisfies ShellMessage, () => undefined);
    await this.#gone;
    return this.#child.exitCode;
  }
}
