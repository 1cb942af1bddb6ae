import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserWindow } from './browserWindow.ts';
import { findBrowser, hasDisplay, openBrowserWindow } from './browserWindow.ts';
import { childEnvironment } from './childProcess.ts';
import { chooseShell, electronArguments, lookForElectron } from './electronBinary.ts';
import { KioskProcesses, type Programs } from './kioskProcesses.ts';
import { forgetForeignLock } from './foreignLock.ts';
import { LoopbackServer } from './loopbackServer.ts';
import { surroundings } from './surroundings.ts';

export interface ShellOptions extends Programs {
  /** The folder with package.json: the built screen and Electron are looked for in it. */
  readonly projectRoot: string;
  /** The station's configuration file. */
  readonly configPath: string;
  /** Where the machine keeps what it must not forget. */
  readonly dataDir: string;
  /** `auto`: a window when somebody could see it and a browser is there. Otherwise the address is printed. */
  readonly openWindow: boolean | 'auto';
  /** Port of the loopback server; default 0, any free one. */
  readonly port?: number;
  /** Folder of the built renderer; default `dist/renderer` of the project. */
  readonly rendererRoot?: string;
}

export interface RunningShell {
  /** Where a browser becomes the screen; null once one has, or when the shell has its own window. */
  readonly address: string | null;
  /** Begins to end window, server, station and companion, in this order. May be called more than once. */
  stop(): void;
  /** Resolves with the exit code when everything has ended. */
  readonly stopped: Promise<number>;
}

const { clock, random, log } = surroundings;

/**
 * Starts the kiosk with a screen: Electron where it is installed, otherwise a browser on this machine. SIGINT,
 * SIGTERM and SIGHUP end it cleanly.
 * @throws Error when the shell that was asked for is not there, or the port is taken.
 */
export async function startShell(options: ShellOptions): Promise<RunningShell> {
  const electron = lookForElectron(options.projectRoot, process.env);
  const shell = chooseShell({
    env: process.env,
    electron,
    // Where nobody could see a window none is wanted, and the address is printed.
    window:
      options.openWindow !== false && (options.openWindow === true || hasDisplay(process.env) || process.env['KIOSK_SHELL'] === 'electron'),
    real: options.companion === null,
    isRoot: process.getuid?.() === 0,
  });
  const running = shell.is === 'electron' ? startElectron(shell.binary, options) : await startBrowserShell(options);
  // `on`, not `once`: npm passes a Ctrl-C on that the terminal has sent already, and the second must not cut the stop short.
  process.on('SIGINT', () => running.stop());
  process.on('SIGTERM', () => running.stop());
  process.on('SIGHUP', () => running.stop());
  return running;
}

async function startBrowserShell(options: ShellOptions): Promise<RunningShell> {
  let stopping = false;
  let browserWindow: BrowserWindow | null = null;
  let wasReady = false;
  let exitCode = 0;
  const ended = Promise.withResolvers<number>();

  const processes = new KioskProcesses({
    nodePath: process.execPath,
    stationEntry: options.stationEntry,
    companion: options.companion,
    configPath: options.configPath,
    dataDir: options.dataDir,
    env: childEnvironment(process.env),
    clock,
    log,
    onReady: () => {
      wasReady = true;
    },
    onFatal: () => {
      // Somebody stands here who has just typed a command; a machine that was in service keeps trying.
      if (wasReady) return;
      exitCode = 1;
      stop();
    },
  });
  const server = await LoopbackServer.start({
    port: options.port ?? 0,
    root: options.rendererRoot ?? join(options.projectRoot, 'dist', 'renderer'),
    relay: processes.relay,
    random,
    log,
  });

  const endAll = async (): Promise<void> => {
    await browserWindow?.close();
    await server.close();
    await processes.stop();
  };
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    endAll().then(() => ended.resolve(exitCode), ended.reject);
  };

  await processes.start();
  const address = server.address;
  const browser =
    options.openWindow === false || (options.openWindow === 'auto' && !hasDisplay(process.env)) ? null : findBrowser(process.env);
  if (browser !== null && server.entrance !== null) {
    const profileDir = join(options.dataDir, 'browser');
    forgetForeignLock(profileDir);
    const style = options.companion === null ? 'kiosk' : 'plain';
    browserWindow = openBrowserWindow({ browser, address: server.entrance, profileDir, style, clock, log });
    browserWindow.onClosed(() => {
      if (stopping) return;
      // The window is the kiosk's face: closing it ends the kiosk. One that never came up leaves the address to be used.
      if (server.address === null) stop();
      else printAddress(server.address);
    });
  } else if (address !== null) {
    if (options.openWindow === true) log.write('window.no-chromium');
    printAddress(address);
  }
  return {
    get address() {
      return server.address;
    },
    stopped: ended.promise,
    stop,
  };
}

/** Electron is the shell itself then: it starts station and companion, and this process only waits for it. */
function startElectron(binary: string, options: ShellOptions): RunningShell {
  const args = electronArguments({ ...options, isRoot: process.getuid?.() === 0 });
  const child = spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'], env: process.env });
  const stopped = new Promise<number>((resolveCode) => {
    child.once('exit', (code) => resolveCode(code ?? 1));
    child.once('error', (error) => {
      log.write('window.electron-failed', { why: error.message });
      resolveCode(1);
    });
  });
  return {
    address: null,
    stopped,
    stop: () => {
      child.kill('SIGTERM');
    },
  };
}

function printAddress(address: string): void {
  process.stdout.write(`${address}\n`);
}
