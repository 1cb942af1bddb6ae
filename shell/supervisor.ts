import type { Clock, Timer } from '../hardware/ports/clock.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Child } from './childProcess.ts';
import { type SilenceBounds, SilenceWatch } from './silenceWatch.ts';

/** First restart after a death: at once, but for a breath in which files and sockets close. */
export const FIRST_RESTART_MS = 100;
/** The slowest pace, kept up for ever: the fault may be repaired while the machine stands there. */
export const SLOWEST_RESTART_MS = 5_000;
/** Deaths within this time count together … */
export const DEATHS_WINDOW_MS = 60_000;
/** … and this many of them mean that starting at once does not help. */
const DEATHS_LIMIT = 3;

/** How long a child may take to end by itself, and then by SIGTERM, before it is killed; milliseconds. */
export interface StopBounds {
  readonly askedMs: number;
  readonly terminatedMs: number;
}

export interface SupervisorOptions<Message extends { readonly type: string }> {
  /** For the log. */
  readonly name: string;
  readonly spawn: () => Child;
  /** Null when it is no message of this child: it is dropped. */
  readonly parse: (raw: unknown) => Message | null;
  readonly stopBounds: StopBounds;
  /** A child that says nothing for longer hangs: it is killed and started again. Null: it need not say anything. */
  readonly silence: SilenceBounds | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Everything the child says, `ready` and `fatal` (starting again will not help soon) too. */
  readonly onMessage: (message: Message) => void;
  /** The child said `ready`. */
  readonly onUp: () => void;
  /** The child has died, or was stopped. */
  readonly onDown: () => void;
}

type State =
  | { readonly is: 'stopped' }
  | Running
  | { readonly is: 'waiting'; readonly timer: Timer }
  | { readonly is: 'stopping'; readonly child: Child; bound: Timer };

interface Running {
  readonly is: 'running';
  readonly child: Child;
  readonly watch: SilenceWatch | null;
  fatal: boolean;
  /** It hangs and was killed, but is not gone yet: what waits for a broken disk cannot even die. */
  hanging: boolean;
  powerOffMs: number | null;
}

/**
 * Keeps one child process running: starts it again after each death, the first time at once, then slower, and never
 * gives up. It must always be safe to kill the child: what it has to remember is in its journal.
 */
export class Supervisor<Message extends { readonly type: string }> {
  readonly #options: SupervisorOptions<Message>;
  #state: State = { is: 'stopped' };
  #deaths: number[] = [];
  #stopped: (() => void)[] = [];

  constructor(options: SupervisorOptions<Message>) {
    this.#options = options;
  }

  /** Process id of the running child, or null. */
  get pid(): number | null {
    return this.#state.is === 'running' ? (this.#state.child.pid ?? null) : null;
  }

  start(): void {
    if (this.#state.is !== 'stopped') return;
    this.#deaths = [];
    this.#launch();
  }

  /** Hands a message to the child; dropped while there is none. */
  send(message: object): void {
    if (this.#state.is === 'running') this.#state.child.send(message);
  }

  /** Kills the child as a mains failure would and starts it again after `offMs`. Not counted as a death of its own. */
  cutPower(offMs: number): void {
    if (this.#state.is !== 'running') return;
    this.#state.powerOffMs = offMs;
    this.#state.child.kill('SIGKILL');
  }

  /** Ends the child: asked first, then SIGTERM, then SIGKILL. Resolves when it is gone and stays so. */
  stop(): Promise<void> {
    if (this.#state.is === 'waiting') this.#options.clock.clearTimeout(this.#state.timer);
    if (this.#state.is === 'waiting' || this.#state.is === 'stopped') {
      this.#state = { is: 'stopped' };
      return Promise.resolve();
    }
    const gone = new Promise<void>((resolve) => {
      this.#stopped.push(resolve);
    });
    if (this.#state.is === 'running') {
      this.#state.watch?.stop();
      this.#askToStop(this.#state.child);
    }
    return gone;
  }

  #launch(): void {
    const { spawn, log, name, clock, silence } = this.#options;
    let child: Child;
    try {
      child = spawn();
    } catch (error) {
      // spawn() itself throws on e.g. too few file descriptors: the machine may recover from that.
      log.write('process.start-failed', { process: name, why: error instanceof Error ? error.message : String(error) });
      this.#state = { is: 'waiting', timer: clock.setTimeout(() => this.#launch(), SLOWEST_RESTART_MS) };
      return;
    }
    const watch = silence === null ? null : new SilenceWatch(clock, silence.startingMs, () => this.#hangs());
    this.#state = { is: 'running', child, watch, fatal: false, hanging: false, powerOffMs: null };
    child.onMessage((raw) => this.#receive(child, raw));
    child.onExit((how) => this.#exited(child, how));
  }

  #receive(child: Child, raw: unknown): void {
    const { parse, log, name, silence, onMessage, onUp } = this.#options;
    const state = this.#state;
    if (state.is === 'stopped' || state.is === 'waiting' || state.child !== child) return;
    if (state.is === 'running') {
      if (state.hanging) return;
      state.watch?.heard();
    }
    const message = parse(raw);
    if (message === null) {
      log.write('process.message-dropped', { process: name });
      return;
    }
    if (state.is === 'running') {
      if (message.type === 'ready') {
        if (silence !== null) state.watch?.allow(silence.runningMs);
        onUp();
      }
      if (message.type === 'fatal') state.fatal = true;
    }
    onMessage(message);
  }

  #exited(child: Child, how: string): void {
    const { clock, log, name, onDown } = this.#options;
    const state = this.#state;
    if (state.is === 'stopped' || state.is === 'waiting' || state.child !== child) return;
    if (state.is === 'stopping') {
      clock.clearTimeout(state.bound);
      this.#state = { is: 'stopped' };
      onDown();
      for (const resolve of this.#stopped.splice(0)) resolve();
      return;
    }
    state.watch?.stop();
    const delayMs = state.powerOffMs ?? this.#restartDelay(state.fatal);
    log.write('process.restarted', { process: name, how, afterMs: delayMs });
    this.#state = { is: 'waiting', timer: clock.setTimeout(() => this.#launch(), delayMs) };
    if (!state.hanging) onDown();
  }

  #hangs(): void {
    const { log, name, onDown } = this.#options;
    if (this.#state.is !== 'running') return;
    log.write('process.hangs', { process: name });
    this.#state.hanging = true;
    this.#state.child.kill('SIGKILL');
    onDown();
  }

  #restartDelay(fatal: boolean): number {
    const now = this.#options.clock.monotonicMs();
    this.#deaths = [...this.#deaths.filter((at) => now - at < DEATHS_WINDOW_MS), now];
    if (fatal || this.#deaths.length >= DEATHS_LIMIT) return SLOWEST_RESTART_MS;
    return FIRST_RESTART_MS * 2 ** (this.#deaths.length - 1);
  }

  #askToStop(child: Child): void {
    const { clock, log, name, stopBounds } = this.#options;
    const bound = clock.setTimeout(() => {
      log.write('process.terminated', { process: name });
      child.kill('SIGTERM');
      stopping.bound = clock.setTimeout(() => {
        log.write('process.killed', { process: name });
        child.kill('SIGKILL');
      }, stopBounds.terminatedMs);
    }, stopBounds.askedMs);
    const stopping = { is: 'stopping' as const, child, bound };
    this.#state = stopping;
    child.send({ type: 'stop' });
  }
}
