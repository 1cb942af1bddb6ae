import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../hardware/ports/clock.ts';
import type { DockCommand } from '../machines/view/dock.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { BenchMessage, ToBench } from '../lab/bench/benchLink.ts';
import { benchMessageSchema, benchSockets, issuerSeedIn, MAINS_OFF_MS } from '../lab/bench/benchLink.ts';
import type { Child, NodeChildOptions } from './childProcess.ts';
import { startNodeChild } from './childProcess.ts';
import { Relay } from './relay.ts';
import type { SilenceBounds } from './silenceWatch.ts';
import type { ShellMessage, StationMessage } from '../link/stationLink.ts';
import { stationMessageSchema } from '../link/stationLink.ts';
import type { StopBounds } from './supervisor.ts';
import { Supervisor } from './supervisor.ts';

/**
 * The station may have a note between escrow and cash box and a card to write: by the validator's own time-outs that
 * is over in 15 s. The rest is for a station that hangs; killing it is safe at every moment.
 */
export const STATION_STOP: StopBounds = { askedMs: 20_000, terminatedMs: 5_000 };
/** Nothing on the bench is worth waiting for; what the reference issuer has answered is on its disk. */
const BENCH_STOP: StopBounds = { askedMs: 2_000, terminatedMs: 1_000 };

/**
 * The station beats every second. Nothing it does by itself holds its event loop for long but the journal: a commit has
 * at most three fsyncs (the log; at a checkpoint the database and the log again), and a worn flash disk that tidies up
 * answers one in 2 s. Twice that and a beat: whoever is silent for longer hangs. Before it is ready it checks the whole
 * chain of its journal in one go, of years.
 */
const STATION_SILENCE: SilenceBounds = { startingMs: 120_000, runningMs: 15_000 };

/** The simulated hardware beside the station. */
export interface BenchOptions {
  /** `lab/bench/main`. */
  readonly entry: string;
  /** Where the simulated card lies: behind the bench's own reader, or behind the real pcscd. */
  readonly cardBehind: 'reader' | 'pcscd';
  /** `lab/issuer/main`, the reference issuer beside the bench; null when the configuration names another, or none. */
  readonly issuerEntry: string | null;
}

export interface KioskProcessesOptions {
  /** The Node 24 binary that runs station and bench. */
  readonly nodePath: string;
  /** `station/main`. */
  readonly stationEntry: string;
  readonly configPath: string;
  readonly dataDir: string;
  /** Null with real hardware: no bench, no dock. */
  readonly bench: BenchOptions | null;
  /** Environment of station and bench. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
  /** The station is ready, for the first time or again. */
  readonly onReady?: () => void;
  /** The station cannot run and said why. It is started again all the same, at the slowest pace. */
  readonly onFatal?: (reason: string) => void;
  /** Stands in for real processes in tests. */
  readonly startChild?: (options: NodeChildOptions) => Child;
}

/** All that the reference issuer says. */
const readySchema = z.strictObject({ type: z.literal('ready') });

/**
 * The processes of one kiosk, and the relay between them and a screen. Both shells, browser and Electron, are made of
 * this and a way to draw.
 */
export class KioskProcesses {
  readonly relay: Relay;
  readonly #options: KioskProcessesOptions;
  readonly #station: Supervisor<StationMessage>;
  readonly #bench: Supervisor<BenchMessage> | null;
  readonly #issuer: Supervisor<z.infer<typeof readySchema>> | null;
  #benchFolder: string | null = null;
  #stopping = false;

  constructor(options: KioskProcessesOptions) {
    this.#options = options;
    const { clock, log, bench } = options;
    const common = { clock, log };
    this.#station = new Supervisor<StationMessage>({
      ...common,
      name: 'station',
      spawn: () => this.#spawn(options.stationEntry, ['--config', options.configPath, '--data', options.dataDir, ...this.#benchArgument()]),
      parse: (raw) => stationMessageSchema.safeParse(raw).data ?? null,
      stopBounds: STATION_STOP,
      silence: STATION_SILENCE,
      onMessage: (message) => this.#fromStation(message),
      onUp: () => {
        log.write('shell.station-ready');
        options.onReady?.();
      },
      onDown: () => this.relay.stationDown(),
    });
    this.#bench =
      bench === null
        ? null
        : new Supervisor<BenchMessage>({
            ...common,
            name: 'bench',
            spawn: () =>
              this.#spawn(bench.entry, [
                ...this.#benchArgument(),
                '--cards',
                join(options.dataDir, 'cards'),
                '--card-behind',
                bench.cardBehind,
              ]),
            parse: (raw) => benchMessageSchema.safeParse(raw).data ?? null,
            stopBounds: BENCH_STOP,
            silence: null,
            onMessage: (message) => {
              if (message.type === 'state') this.relay.showDock({ type: 'dock', state: message.state });
            },
            // The station needs the parts to be there only the first time: later it must cope, as with real ones.
            onUp: () => {
              if (this.#stopping) return;
              this.#issuer?.start();
              this.#station.start();
            },
            onDown: () => {},
          });
    const issuerEntry = bench?.issuerEntry ?? null;
    this.#issuer =
      issuerEntry === null
        ? null
        : new Supervisor({
            ...common,
            name: 'issuer',
            spawn: () => this.#spawn(issuerEntry, this.#issuerArguments()),
            parse: (raw) => readySchema.safeParse(raw).data ?? null,
            stopBounds: BENCH_STOP,
            silence: null,
            onMessage: () => {},
            // The station does not wait for it: an issuer that cannot be reached is part of its life.
            onUp: () => log.write('shell.issuer-ready'),
            onDown: () => {},
          });
    this.relay = new Relay({
      clock,
      log,
      onIntent: (intent) => this.#tellStation({ type: 'intent', intent }),
      onScreen: () => this.#tellStation({ type: 'screen-attached' }),
      onDockCommand: bench === null ? null : (command) => this.#dockCommand(command),
    });
  }

  /** Process id of the running station, or null. */
  get stationPid(): number | null {
    return this.#station.pid;
  }

  async start(): Promise<void> {
    if (this.#bench === null) {
      this.#station.start();
      return;
    }
    // Not in the data folder: the address of a unix socket has at most 107 bytes.
    this.#benchFolder = await mkdtemp(join(tmpdir(), 'kiosk-bench-'));
    this.#bench.start();
  }

  /** Ends the station first, while the hardware can still answer it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#station.stop();
    await this.#issuer?.stop();
    await this.#bench?.stop();
    if (this.#benchFolder !== null) await rm(this.#benchFolder, { recursive: true, force: true });
  }

  #spawn(entry: string, args: readonly string[]): Child {
    const { nodePath, env, startChild = startNodeChild } = this.#options;
    return startChild({ nodePath, entry, args, env });
  }

  #benchArgument(): string[] {
    return this.#benchFolder === null ? [] : ['--bench', this.#benchFolder];
  }

  /** Its books outlive the bench; what they begin with is made by the bench, to its cards. */
  #issuerArguments(): string[] {
    const folder = this.#benchFolder ?? '';
    const books = join(this.#options.dataDir, 'issuer', 'books.db');
    return ['--books', books, '--seed', issuerSeedIn(folder), '--socket', benchSockets(folder).issuerHost];
  }

  #fromStation(message: StationMessage): void {
    switch (message.type) {
      case 'ready':
      case 'beat':
        return;
      case 'view':
        return this.relay.showView(message.view);
      case 'journal':
        if (this.#bench !== null) this.relay.showDock({ type: 'dock-journal', tail: message.tail });
        return;
      case 'fatal':
        this.#options.log.write('shell.station-refused', { why: message.reason });
        this.#options.onFatal?.(message.reason);
        return;
    }
  }

  #tellStation(message: ShellMessage): void {
    this.#station.send(message);
  }

  #dockCommand(command: DockCommand): void {
    if (command.do === 'cut-power') this.#station.cutPower(MAINS_OFF_MS);
    const message: ToBench = { type: 'command', command };
    this.#bench?.send(message);
  }
}
