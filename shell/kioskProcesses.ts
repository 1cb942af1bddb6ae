import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../hardware/ports/clock.ts';
import type { DockCommand } from '../link/dock.ts';
import type { Log } from '../hardware/ports/log.ts';
import type { Child, NodeChildOptions } from './childProcess.ts';
import { startNodeChild } from './childProcess.ts';
import { Relay } from './relay.ts';
import type { SilenceBounds } from './silenceWatch.ts';
import type { CompanionMessage, ToCompanion } from '../link/companionLink.ts';
import { companionMessageSchema, MAINS_OFF_MS } from '../link/companionLink.ts';
import type { ShellMessage, StationMessage } from '../link/stationLink.ts';
import { stationMessageSchema } from '../link/stationLink.ts';
import type { StopBounds } from './supervisor.ts';
import { Supervisor } from './supervisor.ts';

/**
 * The station may have a note between escrow and cash box and a card to write: by the validator's own time-outs that
 * is over in 15 s. The rest is for a station that hangs; killing it is safe at every moment.
 */
export const STATION_STOP: StopBounds = { askedMs: 20_000, terminatedMs: 5_000 };
/** Nothing that a companion plays is worth waiting for. */
const COMPANION_STOP: StopBounds = { askedMs: 2_000, terminatedMs: 1_000 };

/**
 * The station beats every second. Nothing it does by itself holds its event loop for long but the journal: a commit has
 * at most three fsyncs (the log; at a checkpoint the database and the log again), and a worn flash disk that tidies up
 * answers one in 2 s. Twice that and a beat: a process that is silent for longer hangs. Before it is ready it checks the whole
 * chain of its journal in one go, of years.
 */
const STATION_SILENCE: SilenceBounds = { startingMs: 120_000, runningMs: 15_000 };

/** A program beside the station that plays its parts, where it has none of its own. */
export interface Companion {
  readonly entry: string;
  /** Whether the dock is offered on the screen, whose commands go to the companion. */
  readonly dock: boolean;
}

/** The programs that a kiosk is made of beside its window. */
export interface Programs {
  /** What is run as the station: it must speak `link/stationLink.ts`. */
  readonly stationEntry: string;
  /** Null where every part is real. It must speak `link/companionLink.ts`. */
  readonly companion: Companion | null;
}

export interface KioskProcessesOptions extends Programs {
  /** The Node 24 binary that runs them. */
  readonly nodePath: string;
  readonly configPath: string;
  readonly dataDir: string;
  /** Environment of station and companion. */
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

/**
 * The processes of one kiosk, and the relay between them and a screen. Both shells, browser and Electron, are made of
 * this and a way to draw.
 */
export class KioskProcesses {
  readonly relay: Relay;
  readonly #options: KioskProcessesOptions;
  readonly #station: Supervisor<StationMessage>;
  readonly #companion: Supervisor<CompanionMessage> | null;
  /** What station and companion share while both run. */
  #benchFolder: string | null = null;
  #stopping = false;

  constructor(options: KioskProcessesOptions) {
    this.#options = options;
    const { clock, log, companion } = options;
    const common = { clock, log };
    this.#station = new Supervisor<StationMessage>({
      ...common,
      name: 'station',
      spawn: () => this.#spawn(options.stationEntry),
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
    this.#companion =
      companion === null
        ? null
        : new Supervisor<CompanionMessage>({
            ...common,
            name: 'companion',
            spawn: () => this.#spawn(companion.entry),
            parse: (raw) => companionMessageSchema.safeParse(raw).data ?? null,
            stopBounds: COMPANION_STOP,
            silence: null,
            onMessage: (message) => {
              if (message.type === 'state' && companion.dock) this.relay.showDock({ type: 'dock', state: message.state });
            },
            // The station needs the parts to be there only the first time: later it must cope, as with real ones.
            onUp: () => {
              if (!this.#stopping) this.#station.start();
            },
            onDown: () => {},
          });
    this.relay = new Relay({
      clock,
      log,
      onIntent: (intent) => this.#tellStation({ type: 'intent', intent }),
      onScreen: () => this.#tellStation({ type: 'screen-attached' }),
      onDockCommand: companion?.dock === true ? (command) => this.#dockCommand(command) : null,
    });
  }

  /** Process id of the running station, or null. */
  get stationPid(): number | null {
    return this.#station.pid;
  }

  async start(): Promise<void> {
    if (this.#companion === null) {
      this.#station.start();
      return;
    }
    // Not in the data folder: the address of a unix socket has at most 107 bytes.
    this.#benchFolder = await mkdtemp(join(tmpdir(), 'kiosk-bench-'));
    this.#companion.start();
  }

  /** Ends the station first, while the hardware can still answer it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#station.stop();
    await this.#companion?.stop();
    if (this.#benchFolder !== null) await rm(this.#benchFolder, { recursive: true, force: true });
  }

  /** Station and companion get the same message. */
  #spawn(entry: string): Child {
    const { nodePath, env, configPath, dataDir, startChild = startNodeChild } = this.#options;
    const bench = this.#benchFolder === null ? [] : ['--bench', this.#benchFolder];
    return startChild({ nodePath, entry, args: ['--config', configPath, '--data', dataDir, ...bench], env });
  }

  #fromStation(message: StationMessage): void {
    switch (message.type) {
      case 'ready':
      case 'beat':
        return;
      case 'view':
        return this.relay.showView(message.view);
      case 'journal':
        if (this.#options.companion?.dock === true) this.relay.showDock({ type: 'dock-journal', tail: message.tail });
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
    const message: ToCompanion = { type: 'command', command };
    this.#companion?.send(message);
  }
}
