import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment } from '../shell/childProcess.ts';
import { KioskProcesses } from '../shell/kioskProcesses.ts';
import { surroundings } from '../shell/surroundings.ts';
import { feedWatchdog } from '../shell/watchdog.ts';
import { createShell } from './shell.ts';

/**
 * Electron's entry point, bundled to `dist/electron/main.js`. Usage:
 * `electron dist/electron/main.js --config FILE --data FOLDER [--simulated [--card-behind reader|pcscd] [--reference-issuer]]`.
 */

const { clock, log } = surroundings;

// Electron would show a dialog, in front of a passenger: whoever started this starts it again.
process.on('uncaughtException', (error) => {
  log.write('window.broken', { why: error.stack ?? error.message });
  app.exit(1);
});

// Chromium's own switches stand among the arguments: they are none of ours.
const { values } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  strict: false,
  options: {
    config: { type: 'string' },
    data: { type: 'string' },
    simulated: { type: 'boolean' },
    'card-behind': { type: 'string' },
    'reference-issuer': { type: 'boolean' },
  },
});

/** This file lies in `electron/` of the sources, or in `dist/electron/` once bundled. */
const workingCopy = resolve(import.meta.dirname, extname(import.meta.filename) === '.ts' ? '..' : '../..');
/** Packaged, the kiosk lies beside the archive: plain Node cannot read one. */
const root = app.isPackaged ? join(process.resourcesPath, 'kiosk') : workingCopy;
const inRooms = (path: string): string => {
  const source = join(root, `${path}.ts`);
  return !app.isPackaged && existsSync(source) ? source : join(root, 'dist', `${path}.js`);
};
const simulated = values['simulated'] === true;

if (typeof values['config'] !== 'string' || typeof values['data'] !== 'string') {
  process.stderr.write('usage: --config FILE --data FOLDER [--simulated]\n');
  app.exit(2);
} else {
  const processes = new KioskProcesses({
    // Never Electron itself and never the Node on PATH: the very runtime of the tests.
    nodePath: join(root, app.isPackaged ? 'node' : `node_modules/node-${process.platform}-${process.arch}`, 'bin', 'node'),
    stationEntry: inRooms('station/main'),
    configPath: resolve(values['config']),
    dataDir: resolve(values['data']),
    bench: simulated
      ? {
          entry: inRooms('lab/bench/main'),
          cardBehind: values['card-behind'] === 'pcscd' ? 'pcscd' : 'reader',
          issuerEntry: values['reference-issuer'] === true ? inRooms('lab/issuer/main') : null,
        }
      : null,
    env: childEnvironment(process.env),
    clock,
    log,
  });
  app.setPath('userData', join(resolve(values['data']), 'electron'));
  feedWatchdog({ env: process.env, clock, log });
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  createShell(
    { app, protocol, session, ipcMain, Menu, BrowserWindow },
    {
      packaged: app.isPackaged,
      simulated,
      preload: join(import.meta.dirname, 'preload.cjs'),
      rendererRoot: join(root, 'dist', 'renderer'),
      processes,
      clock,
      log,
    },
  ).catch((cause: unknown) => {
    log.write('window.open-failed', { why: String(cause) });
    app.exit(1);
  });
}
