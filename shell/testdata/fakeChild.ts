import type { Child } from '../childProcess.ts';

/** A child process that does only what a test makes it do. */
export class FakeChild implements Child {
  readonly pid: number;
  readonly sent: object[] = [];
  readonly signals: string[] = [];
  #onMessage: (message: unknown) => void = () => {};
  #onExit: (how: string) => void = () => {};

  constructor(pid: number) {
    this.pid = pid;
  }

  send(message: object): void {
    this.sent.push(message);
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.signals.push(signal);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (how: string) => void): void {
    this.#onExit = listener;
  }

  says(message: unknown): void {
    this.#onMessage(message);
  }

  dies(how = 'exit code 1'): void {
    this.#onExit(how);
  }
}

/** The last one of a list that must not be empty. */
export function newest<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error('nothing there yet');
  return item;
}
