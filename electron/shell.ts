import type { App, BrowserWindow as Window, CommandLine, IpcMain, Menu, MessagePortMain, Protocol, WebContents } from 'electron';
import type { KioskProcesses } from '../shell/kioskProcesses.ts';
import type { Relay } from '../shell/relay.ts';
import { appHandler, appScheme } from './appProtocol.ts';
import type { ShellSession, WindowPlace } from './lockdown.ts';
import { APP_ORIGIN, lockContents, lockSession, windowOptions } from './lockdown.ts';
import { keepPage, type KeptPage } from './pageKeeper.ts';
import { SCREEN_CHANNEL, takeScreenPort } from './screenPort.ts';

/** What the shell uses of Electron; handed in, so that a test can see every use. */
export interface Electron {
  readonly app: Pick<App, 'enableSandbox' | 'whenReady' | 'on' | 'exit' | 'quit' | 'requestSingleInstanceLock'> & {
    readonly commandLine: Pick<CommandLine, 'appendSwitch' | 'hasSwitch'>;
  };
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly session: { readonly defaultSession: ShellSession };
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly Menu: Pick<typeof Menu, 'setApplicationMenu'>;
  readonly BrowserWindow: new (options: ReturnType<typeof windowOptions>) => ShellWindow;
}

/** The window, and the page in it. */
export type ShellWindow = Pick<Window, 'loadURL' | 'isDestroyed' | 'once' | 'show'> & { readonly webContents: ShellContents };
export type ShellContents = Parameters<typeof lockContents>[0] & KeptPage['contents'] & Pick<WebContents, 'mainFrame'>;

export interface ShellParts extends WindowPlace, Pick<KeptPage, 'clock' | 'log'> {
  /** Folder of the built renderer. */
  readonly rendererRoot: string;
  readonly processes: Pick<KioskProcesses, 'start' | 'stop'> & { readonly relay: Pick<Relay, 'attach'> };
}

/**
 * The window on the passenger's screen and nothing else: no business, no money. Must be called before the app is
 * ready. Resolves when the window has been opened.
 */
export async function createShell(
  { app, protocol, session, ipcMain, Menu: menu, BrowserWindow }: Electron,
  parts: ShellParts,
): Promise<void> {
  const { processes, clock, log } = parts;
  // It takes `--no-sandbox` back, which a container for development needs as root; a machine in a hall never gets round it.
  if (parts.packaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // No desktop keyring: there is no desktop.
  app.commandLine.appendSwitch('password-store', 'basic');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  app.commandLine.appendSwitch('disable-pinch');
  protocol.registerSchemesAsPrivileged([appScheme]);
  if (!app.requestSingleInstanceLock()) {
    log.write('window.second');
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
    if (window.isDestroyed()) return;
    // `did-fail-load` reports a failure too, and handles it.
    window.loadURL(`${APP_ORIGIN}${path}`).catch(() => undefined);
  };
  keepPage({ contents: window.webContents, load, clock, log });
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
