import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from './browserWindow.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Electron binary, or null when it was never fetched or what it would run is not built. The `electron` package
 * itself is not asked: being imported, it starts a download.
 */
export function findElectron(projectRoot: string, env: Environment, exists: (path: string) => boolean = existsSync): string | null {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override === undefined || override === '' ? join(projectRoot, 'node_modules', 'electron', 'dist') : override;
  const binary = join(folder, 'electron');
  return [binary, electronEntry(projectRoot), join(projectRoot, 'dist', 'electron', 'preload.cjs')].every(exists) ? binary : null;
}

/** What Electron runs. */
export function electronEntry(projectRoot: string): string {
  return join(projectRoot, 'dist', 'electron', 'main.js');
}

export interface ShellChoice {
  readonly env: Environment;
  readonly electron: string | null;
  readonly simulated: boolean;
}

/**
 * Which shell draws the screen: `KIOSK_SHELL=browser|electron`, and without it Electron where it can run.
 * @throws Error when `KIOSK_SHELL` names no shell, or Electron where it cannot run.
 */
export function chooseShell({ env, electron, simulated }: ShellChoice): 'browser' | 'electron' {
  const wish = env['KIOSK_SHELL'];
  switch (wish) {
    case undefined:
    case '':
      return electron !== null && (!simulated || hasDisplay(env)) ? 'electron' : 'browser';
    case 'browser':
      return 'browser';
    case 'electron':
      if (electron === null)
        throw new Error(
          'KIOSK_SHELL=electron, but its binary is missing (npx install-electron) or dist/electron is not built (npm run build)',
        );
      return 'electron';
    default:
      throw new Error(`KIOSK_SHELL is "${wish}", but must be "browser" or "electron"`);
  }
}
