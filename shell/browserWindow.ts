import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import type { Clock } from '../hardware/ports/clock.ts';
import type { Log } from '../hardware/ports/log.ts';

/** Where Linux distributions put Chromium and Chrome. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/local/bin/chromium',
  '/snap/bin/chromium',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The browser to open the screen in: `CHROMIUM_PATH`, or the first of the usual places; null when there is none. */
export function findBrowser(env: Environment, isExecutable: (path: string) => boolean = canExecute): string | null {
  const chosen = env['CHROMIUM_PATH'];
  return (chosen === undefined || chosen === '' ? places : [chosen]).find(isExecutable) ?? null;
}

/** Whether somebody could see a window. */
export function hasDisplay(env: Environment): boolean {
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * A plain window without an address bar, never full screen. Its profile lies beside the machine's data: nothing of
 * somebody's own browser is in it, and closing it does not close theirs.
 */
export function browserArguments(address: string, profileDir: string, isRoot: boolean): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profileDir}`,
    '--window-size=900,1200',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-translate',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--password-store=basic',
    // Chromium refuses to start its sandbox as root, which containers for development are.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

/** How long the browser may take to close its window before it is killed; milliseconds. */
const CLOSE_MS = 3_000;

export interface BrowserWindow {
  /** Calls `listener` once when the browser has gone, by itself or by `close`; at once when it has already. */
  onClosed(listener: () => void): void;
  /** Resolves when the browser and its helpers have gone. */
  close(): Promise<void>;
}

export interface BrowserWindowOptions {
  readonly browser: string;
  readonly address: string;
  readonly profileDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the screen in a browser process of its own. */
export function openBrowserWindow({ browser, address, profileDir, clock, log }: BrowserWindowOptions): BrowserWindow {
  // A group of its own: the browser's helpers go with it.
  const child = spawn(browser, browserArguments(address, profileDir, process.getuid?.() === 0), { stdio: 'ignore', detached: true });
  let open = true;
  const listeners: (() => void)[] = [];
  const gone = (): void => {
    open = false;
    for (const listener of listeners.splice(0)) listener();
  };
  const onClosed = (listener: () => void): void => {
    if (open) listeners.push(listener);
    else listener();
  };
  child.once('exit', gone);
  child.once('error', (error) => {
    log.write('window.browser-failed', { why: error.message });
    gone();
  });
  const signal = (name: 'SIGTERM' | 'SIGKILL'): void => {
    if (!open || child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // It ended between the question and the signal.
    }
  };
  return {
    onClosed,
    close: () =>
      new Promise((resolve) => {
        signal('SIGTERM');
        const bound = clock.setTimeout(() => signal('SIGKILL'), CLOSE_MS);
        onClosed(() => {
          clock.clearTimeout(bound);
          resolve();
        });
      }),
  };
}

function canExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
