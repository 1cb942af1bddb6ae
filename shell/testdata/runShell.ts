import { resolve } from 'node:path';
import { startShell } from '../startShell.ts';

// The shell as the laboratory's command line starts it, for tests: `runShell CONFIG DATA [window]`.
const projectRoot = resolve(import.meta.dirname, '../..');
const [configPath = '', dataDir = '', openWindow] = process.argv.slice(2);
const shell = await startShell({
  projectRoot,
  stationEntry: resolve(projectRoot, 'lab/station.ts'),
  companion: { entry: resolve(projectRoot, 'lab/bench/main.ts'), dock: true },
  configPath,
  dataDir,
  openWindow: openWindow === 'window',
});
process.exitCode = await shell.stopped;
