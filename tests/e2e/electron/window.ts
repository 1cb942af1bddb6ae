import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { electronArguments, lookForElectron } from '../../../shell/electronBinary.ts';
import { Kiosk, projectRoot, test as browserTest } from '../kiosk.ts';

/** What the window shows, asked from the main process: it also knows a page that was not there when the test began. */
export interface Shown {
  readonly url: string;
  readonly screen: string | null;
  readonly after: string | null;
}

export function shownIn(app: ElectronApplication): Promise<Shown> {
  return app.evaluate(({ BrowserWindow }): Promise<Shown> => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('there is no window');
    return window.webContents.executeJavaScript(`({
      url: location.href,
      screen: document.querySelector('[data-testid="screen"]')?.getAttribute('data-screen') ?? null,
      after: document.querySelector('[data-testid="money-after"]')?.textContent ?? null,
    })`);
  });
}

/** Does something to the page after which its process is gone, and waits until the next page has been loaded. */
export function loseThePage(app: ElectronApplication, how: 'killed' | 'hangs'): Promise<void> {
  return app.evaluate(({ BrowserWindow }, fate) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('there is no window');
    return new Promise<void>((loaded) => {
      contents.once('did-finish-load', () => loaded());
      if (fate === 'killed') contents.forcefullyCrashRenderer();
      // It is never answered.
      else contents.executeJavaScript('for (;;);').catch(() => undefined);
    });
  }, how);
}

/** Process id of the page. */
export function pagePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
}

/** Like the kiosk of the browser, but in Electron's window: started with the very words that `npm start` uses. */
export const test = browserTest.extend<{ app: ElectronApplication }>({
  app: async ({ config, dataFolder }, use, testInfo) => {
    const found = lookForElectron(projectRoot, process.env);
    if ('missing' in found) throw new Error(found.missing);
    const app = await _electron.launch({
      executablePath: found.binary,
      cwd: projectRoot,
      args: electronArguments({
        projectRoot,
        configPath: resolve(projectRoot, config),
        dataDir: dataFolder,
        stationEntry: resolve(projectRoot, 'lab/station.ts'),
        companion: { entry: resolve(projectRoot, 'lab/bench/main.ts'), dock: true },
        isRoot: process.getuid?.() === 0,
      }),
    });
    let log = '';
    app.process().stderr?.on('data', (chunk) => {
      log += String(chunk);
    });
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('kiosk.log', { body: log, contentType: 'text/plain' });
  },
  kiosk: async ({ app, dataFolder }, use) => {
    const page = await app.firstWindow();
    const kiosk = new Kiosk({ page, address: 'app://kiosk/', dataFolder, process: app.process() });
    await kiosk.expectScreen('attract');
    await use(kiosk);
    await kiosk.stop();
  },
});

export { expect } from '@playwright/test';
