import { parseArgs } from 'node:util';
import { undrawable } from '../hardware/escpos/slipFont.ts';
import type { Clock } from '../hardware/ports/clock.ts';
import { createLog, type Log } from '../hardware/ports/log.ts';
import type { Random } from '../hardware/ports/random.ts';
import { keepCompiledCode } from '../hardware/system/compileCache.ts';
import { createLogSink } from '../hardware/system/logSink.ts';
import { systemClock } from '../hardware/system/systemClock.ts';
import { systemRandom } from '../hardware/system/systemRandom.ts';
import { startHeartbeat } from '../link/heartbeat.ts';
import { shellMessageSchema, type StationMessage } from '../link/stationLink.ts';
import { ConfigError, type NamedParts, partsOf, type StationSettings } from './config.ts';
import { createStation, type Station, type StationPorts } from './createStation.ts';
import { type DataFolder, DataFolderError, takeDataFolder } from './dataFolder.ts';
import { forbidCoreDumps } from './noCoreDumps.ts';
import { OTHERS } from './secretFile.ts';
import { dockRecord } from './journalTail.ts';

/** Records of the journal that the dock shows. */
const DOCK_TAIL = 14;

/** Exit codes (sysexits.h): what nobody can run with, and what a restart may mend. */
const EXIT_CONFIG = 78;
const EXIT_SOFTWARE = 70;

/** What a station process brings to its ports. */
export interface Surroundings {
  readonly folder: DataFolder;
  /** Where the shell's companion, if there is one, has its sockets. */
  readonly benchFolder: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What a machine is made of: real parts, or the laboratory's. */
export interface MachineParts<Config> {
  /** @throws ConfigError when the file cannot be read or is not valid */
  readonly readConfig: (path: string) => Config;
  /** @throws ConfigError when a file that the configuration names cannot be used */
  readonly portsFor: (config: Config, surroundings: Surroundings) => StationPorts;
}

type AnyConfig = StationSettings & NamedParts & { readonly dock: boolean };

/** The shell may be gone, or there may never have been one: then there is nobody to tell. */
function tell(message: StationMessage): void {
  if (process.connected) process.send?.(message);
}

/** So that a shell notices when this process hangs. Without one nobody listens. */
function beat(): void {
  startHeartbeat(systemClock, (said) => {
    // The callback comes when the beat has left, or with the error of a channel that closes.
    if (process.connected) process.send?.({ type: 'beat' } satisfies StationMessage, said);
  });
}

/**
 * Makes this process a station: `--config FILE --data FOLDER [--bench FOLDER]`. It speaks with its shell over the IPC channel
 * and ends when it is told to, with exit code 78 when nobody can run with this configuration or data folder.
 */
export function runStation<Config extends AnyConfig>(parts: MachineParts<Config>): void {
  // Whatever this process makes is its user's alone: who may read a lock's file may hold it.
  process.umask(OTHERS);
  keepCompiledCode();
  forbidCoreDumps();
  const log = createLog(createLogSink('station: '), systemClock);
  run(parts, log).catch((cause: unknown) => {
    const known = cause instanceof ConfigError || cause instanceof DataFolderError;
    const reason = cause instanceof Error ? (known ? cause.message : (cause.stack ?? cause.message)) : String(cause);
    log.write('station.refused', { reason });
    process.stderr.write(`${reason}\n`);
    tell({ type: 'fatal', reason });
    process.exitCode = known ? EXIT_CONFIG : EXIT_SOFTWARE;
    if (process.connected) process.disconnect();
    process.exit();
  });
}

/** @throws ConfigError when there is an option that is not known */
function readArguments(): { readonly config?: string; readonly data?: string; readonly bench?: string } {
  try {
    return parseArgs({ options: { config: { type: 'string' }, data: { type: 'string' }, bench: { type: 'string' } } }).values;
  } catch (cause) {
    throw new ConfigError(cause instanceof Error ? cause.message : String(cause));
  }
}

async function run<Config extends AnyConfig>({ readConfig, portsFor }: MachineParts<Config>, log: Log): Promise<void> {
  beat();
  const values = readArguments();
  if (values.config === undefined || values.data === undefined) throw new ConfigError('usage: station --config FILE --data FOLDER');
  const config = readConfig(values.config);
  log.write('station.parts', partsOf(config));
  const missing = undrawable(config.station);
  if (missing.length > 0) log.write('station.glyphs-missing', { name: config.station, characters: missing.join('') });
  const folder = await takeDataFolder(values.data);
  const ports = portsFor(config, { folder, benchFolder: values.bench ?? null, clock: systemClock, random: systemRandom, log });

  const station = createStation(ports, config, {
    onView: (view) => tell({ type: 'view', view }),
    ...(config.dock ? { onJournal: () => showJournal(station) } : {}),
  });

  let stopping = false;
  const end = async (): Promise<void> => {
    await station.stop();
    await folder.release();
  };
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.write('station.stopping', { why });
    end().then(
      () => process.exit(0),
      (cause: unknown) => {
        log.write('station.stop-failed', { cause: String(cause) });
        process.exit(EXIT_SOFTWARE);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // The shell's death, even by SIGKILL, ends the channel: money must not be taken without a screen.
  process.on('disconnect', () => stop('the shell is gone'));
  process.on('message', (raw) => {
    const message = shellMessageSchema.safeParse(raw);
    if (!message.success) {
      log.write('station.message-dropped', { fault: message.error.issues[0]?.message });
      return;
    }
    switch (message.data.type) {
      case 'intent':
        station.intent(message.data.intent);
        break;
      case 'screen-attached': {
        const view = station.view();
        if (view !== null) tell({ type: 'view', view });
        if (config.dock) showJournal(station);
        break;
      }
      case 'stop':
        stop('asked by the shell');
    }
  });

  await station.start();
  tell({ type: 'ready' });
}

function showJournal(station: Station): void {
  tell({ type: 'journal', tail: station.journalTail(DOCK_TAIL).map(dockRecord) });
}
