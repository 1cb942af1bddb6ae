import type { App, BrowserWindow as Window, IpcMain, Menu, MessagePortMain, Protocol, Session } from 'electron';
import type { KioskProcesses, KioskProcessesOptions } from '../station/shell/kioskProcesses.ts';
import { outOfServicePath } from '../station/shell/outOfServicePage.ts';
import type { Relay } from '../station/shell/relay.ts';
import { appHandler, appScheme } from './appProtocol.ts';
import type { WindowPlace } from './lockdown.ts';
import { APP_ORIGIN, lockContents, lockSession, windowOptions } from './lockdown.ts';
import { SCREEN_CHANNEL, takeScreenPort } from './screenPort.ts';

/** What the shell uses of Electron; handed in, so that a test can see every use. */
export interface Electron {
  readonly app: Pick<App, 'enableSandbox' | 'whenReady' | 'on' | 'exit' | 'quit' | 'commandLine' | 'requestSingleInstanceLock'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly session: { readonly defaultSession: Session };
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly Menu: Pick<typeof Menu, 'setApplicationMenu'>;
  readonly BrowserWindow: new (options: ReturnType<typeof windowOptions>) => Window;
}

export interface ShellParts extends WindowPlace, Pick<KioskProcessesOptions, 'clock' | 'log'> {
  /** Folder of the built renderer. */
  readonly rendererRoot: string;
  readonly processes: Pick<KioskProcesses, 'start' | 'stop'> & { readonly relay: Pick<Relay, 'attach'> };
}

/** A page that could not be loaded is tried again after this time; milliseconds. */
export const RELOAD_MS = 5_000;

/**
 * The window on the passenger's screen and nothing else: no business, no money. Must be called before the app is
 * ready. Resolves when the window has been opened.
 */
export async function createShell(
  { app, protocol, session, ipcMain, Menu: menu, BrowserWindow }: Electron,
  parts: ShellParts,
): Promise<void> {
  const { processes, clock, log } = parts;
  app.enableSandbox();
  // No desktop keyring: there is no desktop.
  app.commandLine.appendSwitch('password-store', 'basic');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  app.commandLine.appendSwitch('disable-pinch');
  protocol.registerSchemesAsPrivileged([appScheme]);
  if (!app.requestSingleInstanceLock()) {
    log.warn('another kiosk window runs already');
    app.quit();
    return;
  }
  endWithApp(app, processes);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  await app.whenReady();

  menu.setApplicationMenu(null);
  lockSession(session.defaultSession);
  protocol.handle('app', appHandler(parts.rendererRoot));

  const window = new BrowserWindow(windowOptions(parts));
  let port: MessagePortMain | null = null;
  ipcMain.on(SCREEN_CHANNEL, (event) => {
    port = takeScreenPort(event, window.webContents, processes.relay, port);
  });
  const load = (path: string): void => {
    // A failure is told by `did-fail-load` too, which acts on it.
    window.loadURL(`${APP_ORIGIN}${path}`).catch(() => undefined);
  };
  const retry = (why: string): void => {
    log.warn('the page is loaded again', { why });
    load(outOfServicePath);
    clock.setTimeout(() => load('/'), RELOAD_MS);
  };
  window.webContents.on('did-fail-load', (_event, _code, why, url, isMainFrame) => {
    // -3, aborted, has no description: one load took the place of another.
    if (isMainFrame && why !== '' && !url.endsWith(outOfServicePath)) retry(why);
  });
  // A page can be loaded anew at any moment: it holds nothing.
  window.webContents.on('render-process-gone', (_event, { reason }) => retry(reason));
  window.webContents.on('unresponsive', () => window.webContents.reload());
  window.once('ready-to-show', () => window.show());
  await processes.start();
  load('/');
}

/** The app ends when its window does, and only after the station has ended. */
function endWithApp(app: Electron['app'], processes: ShellParts['processes']): void {
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    processes.stop().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}
