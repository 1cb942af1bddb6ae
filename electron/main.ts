import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import { join } from 'node:path';
import { childEnvironment } from '../shell/childProcess.ts';
import { forgetForeignLock } from '../shell/foreignLock.ts';
import { KioskProcesses } from '../shell/kioskProcesses.ts';
import { surroundings } from '../shell/surroundings.ts';
import { feedWatchdog } from '../shell/watchdog.ts';
import { readStart, USAGE } from './programs.ts';
import { createShell } from './shell.ts';

/** Electron's entry point, bundled to `dist/electron/main.js`; {@link readStart} says what it takes. */

const { clock, log } = surroundings;

// Electron would show a dialog, in front of a passenger: the service manager starts it again.
process.on('uncaughtException', (error) => {
  log.write('window.broken', { why: error.stack ?? error.message });
  app.exit(1);
});

const start = readStart(process.argv.slice(app.isPackaged ? 1 : 2), {
  packaged: app.isPackaged,
  file: import.meta.filename,
  resources: process.resourcesPath,
});
if (start === null) {
  process.stderr.write(`${USAGE}\n`);
  app.exit(2);
} else {
  const { configPath, dataDir, root, nodePath, programs } = start;
  const processes = new KioskProcesses({
    ...programs,
    nodePath,
    configPath,
    dataDir,
    env: childEnvironment(process.env),
    clock,
    log,
  });
  app.setPath('userData', join(dataDir, 'electron'));
  feedWatchdog({ env: process.env, clock, log });
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());
  forgetForeignLock(join(dataDir, 'electron'));
  createShell(
    { app, protocol, session, ipcMain, Menu, BrowserWindow },
    {
      packaged: app.isPackaged,
      simulated: programs.companion !== null,
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
