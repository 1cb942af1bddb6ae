import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** How a browser's window stands: a plain one on somebody's desktop, or the only thing on the screen of a machine. */
export type WindowStyle = 'plain' | 'kiosk';

/** What a passenger must not get from a browser that is the whole screen. */
const KIOSK_ARGUMENTS = [
  '--kiosk',
  '--incognito',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--deny-permission-prompts',
  '--block-new-web-contents',
  '--disable-features=Translate,DownloadBubble',
];

/**
 * A window without an address bar, full screen only for a machine. Its profile lies beside the machine's data: nothing of somebody's own
 * browser is in it, and closing it does not close theirs. Every user of the machine can read these words: no secret is among them.
 */
export function browserArguments(page: string, profileDir: string, isRoot: boolean, style: WindowStyle = 'plain'): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profileDir}`,
    ...(style === 'kiosk' ? KIOSK_ARGUMENTS : ['--window-size=900,1200']),
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
  readonly style?: WindowStyle;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the screen in a browser process of its own. */
export function openBrowserWindow({ browser, address, profileDir, style, clock, log }: BrowserWindowOptions): BrowserWindow {
  const page = writeOpener(profileDir, address);
  // A group of its own: the browser's helpers go with it.
  const words = browserArguments(page, profileDir, process.getuid?.() === 0, style);
  const child = spawn(browser, words, { stdio: 'ignore', detached: true });
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

/**
 * A page that leads to the screen's address: only this user can read it, while the words of a command everybody can.
 * @returns its own address
 */
function writeOpener(profileDir: string, address: string): string {
  mkdirSync(profileDir, { recursive: true, mode: 0o700 });
  const path = join(profileDir, 'open.html');
  rmSync(path, { force: true });
  writeFileSync(path, `<!doctype html><meta http-equiv="refresh" content="0; url=${address}">\n`, { mode: 0o600, flag: 'wx' });
  return pathToFileURL(path).href;
}

function canExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
