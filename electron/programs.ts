import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Programs } from '../shell/kioskProcesses.ts';

/** What Electron's entry point was asked to run. */
export interface Start {
  readonly configPath: string;
  readonly dataDir: string;
  /** The folder that holds the station, the screen and their Node. */
  readonly root: string;
  /** The Node that runs the programs: never Electron itself and never the one on PATH, but the very runtime of the tests. */
  readonly nodePath: string;
  readonly programs: Programs;
}

export interface Place {
  /** Whether this is the package for a machine in a hall. */
  readonly packaged: boolean;
  /** The entry point's own file: in `electron/` of the sources, or in `dist/electron/` once bundled. */
  readonly file: string;
  /** Where Electron keeps what was packed. */
  readonly resources: string;
}

export const USAGE = 'usage: --config FILE --data FOLDER (in a working copy also --station ENTRY)';

/**
 * Reads `--config FILE --data FOLDER [--station ENTRY] [--companion ENTRY [--dock]]`. The package runs its own station and
 * nothing else, regardless of its command line. Chromium's own switches are among the arguments and are ignored.
 * @param words the arguments, without those of Electron itself
 * @returns null when something is missing
 */
export function readStart(words: string[], { packaged, file, resources }: Place): Start | null {
  const { values } = parseArgs({
    args: words,
    strict: false,
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      station: { type: 'string' },
      companion: { type: 'string' },
      dock: { type: 'boolean' },
    },
  });
  const { config, data, station, companion, dock } = values;
  if (typeof config !== 'string' || typeof data !== 'string') return null;
  const common = { configPath: resolve(config), dataDir: resolve(data) };
  if (packaged) {
    // Beside the archive: plain Node cannot read one.
    const root = join(resources, 'kiosk');
    const programs = { stationEntry: join(root, 'dist', 'station', 'main.js'), companion: null };
    return { ...common, root, nodePath: join(root, 'node', 'bin', 'node'), programs };
  }
  if (typeof station !== 'string') return null;
  const root = resolve(file, extname(file) === '.ts' ? '../..' : '../../..');
  return {
    ...common,
    root,
    nodePath: join(root, `node_modules/node-${process.platform}-${process.arch}`, 'bin', 'node'),
    programs: {
      stationEntry: resolve(station),
      companion: typeof companion === 'string' ? { entry: resolve(companion), dock: dock === true } : null,
    },
  };
}
