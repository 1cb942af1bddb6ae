import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from './browserWindow.ts';
import type { Programs } from './kioskProcesses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Electron as it can be started here, or what is missing and how it comes. */
export type ElectronHere = { readonly binary: string } | { readonly missing: string };

/**
 * Looks for Electron and for what it runs, whether or not somebody could see it. The `electron` package itself is not
 * asked: being imported, it starts a download.
 */
export function installedElectron(projectRoot: string, env: Environment, exists: (path: string) => boolean = existsSync): ElectronHere {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override === undefined || override === '' ? join(projectRoot, 'node_modules', 'electron', 'dist') : override;
  const binary = join(folder, 'electron');
  if (!exists(binary)) return { missing: `Electron's binary is not in ${folder} (KIOSK_FETCH_ELECTRON=1 npm run setup fetches it)` };
  if (![electronEntry(projectRoot), join(projectRoot, 'dist', 'electron', 'preload.cjs')].every(exists))
    return { missing: 'dist/electron is not built (npm run build)' };
  return { binary };
}

/** Looks whether Electron can open our window on this machine, now. */
export function lookForElectron(projectRoot: string, env: Environment, exists: (path: string) => boolean = existsSync): ElectronHere {
  const found = installedElectron(projectRoot, env, exists);
  return 'binary' in found && !hasDisplay(env) ? { missing: 'there is no display (xvfb-run brings one)' } : found;
}

/** What Electron runs. */
function electronEntry(projectRoot: string): string {
  return join(projectRoot, 'dist', 'electron', 'main.js');
}

export interface ElectronStart extends Programs {
  readonly projectRoot: string;
  readonly configPath: string;
  readonly dataDir: string;
  /** Chromium's sandbox does not start as root, which containers for development are. */
  readonly isRoot: boolean;
}

/** The words after the binary: `electron/main.ts` takes them. */
export function electronArguments({ projectRoot, configPath, dataDir, stationEntry, companion, isRoot }: ElectronStart): string[] {
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    electronEntry(projectRoot),
    '--config',
    configPath,
    '--data',
    dataDir,
    '--station',
    stationEntry,
    ...(companion === null ? [] : ['--companion', companion.entry, ...(companion.dock ? ['--dock'] : [])]),
  ];
}

export interface ShellChoice {
  readonly env: Environment;
  readonly electron: ElectronHere;
  /** False: somebody wants the address only. */
  readonly window: boolean;
  /** No part is played by a program: passengers and their money stand before this machine. */
  readonly real: boolean;
  readonly isRoot: boolean;
}

/** What a machine with real parts does not fall back on; the code is the catalogue's (`window-refused`). */
export class WindowRefused extends Error {
  constructor(why: string) {
    super(`E37: ${why}`);
  }
}

/** The shell that draws the screen: a browser, or Electron by its binary. */
export type Shell = { readonly is: 'browser' } | { readonly is: 'electron'; readonly binary: string };

/**
 * Which shell draws the screen: `KIOSK_SHELL=browser|electron`, and without it Electron where it can run, or a browser where no passenger
 * stands.
 * @throws WindowRefused on a machine with real parts when it would be a browser that nobody asked for, or run as root
 * @throws Error when `KIOSK_SHELL` names no shell, or Electron where it cannot run: with the way to change that.
 */
export function chooseShell({ env, electron, window, real, isRoot }: ShellChoice): Shell {
  const wish = env['KIOSK_SHELL'] ?? '';
  if (real && window && isRoot)
    throw new WindowRefused(
      'no window is opened as root before real parts: its sandbox would be off. Start as the user kiosk, or with --no-window',
    );
  if (real && window && wish === '' && 'missing' in electron) {
    throw new WindowRefused(
      `real parts need the kiosk's own window, and ${electron.missing}. KIOSK_SHELL=browser opens a full-screen Chromium in its place, --no-window none`,
    );
  }
  switch (wish) {
    case '':
      return window && 'binary' in electron ? { is: 'electron', binary: electron.binary } : { is: 'browser' };
    case 'browser':
      return { is: 'browser' };
    case 'electron':
      if (!window) throw new Error('KIOSK_SHELL=electron is nothing but a window, and --no-window wants none');
      if ('missing' in electron) throw new Error(`KIOSK_SHELL=electron, but ${electron.missing}`);
      return { is: 'electron', binary: electron.binary };
    default:
      throw new Error(`KIOSK_SHELL is "${wish}", but must be "browser" or "electron"`);
  }
}
