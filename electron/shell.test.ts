import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../hardware/simulators/virtualClock.ts';
import type { Screen } from '../station/shell/relay.ts';
import { recordedLog } from '../station/shell/testdata/recordedLog.ts';
import { isKeypadKey } from './lockdown.ts';
import type { Electron } from './shell.ts';
import { createShell, RELOAD_MS } from './shell.ts';

/** An event of Electron's that remembers whether it was refused. */
class FakeEvent {
  refused = false;
  preventDefault(): void {
    this.refused = true;
  }
}

class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  started = false;
  closed = false;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  start(): void {
    this.started = true;
  }
  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

class FakeContents extends EventEmitter {
  readonly mainFrame = { url: 'app://kiosk/' };
  readonly zoomLimits: number[][] = [];
  reloads = 0;
  openHandler: (() => unknown) | null = null;
  setWindowOpenHandler(handler: () => unknown): void {
    this.openHandler = handler;
  }
  setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    this.zoomLimits.push([least, most]);
    return Promise.resolve();
  }
  reload(): void {
    this.reloads += 1;
  }
}

type Handler = (...args: unknown[]) => unknown;

/** Records every use of Electron that matters, in order. */
class FakeElectron {
  readonly calls: unknown[][] = [];
  readonly app = new EventEmitter();
  readonly ipcMain = new EventEmitter();
  readonly contents = new FakeContents();
  readonly loaded: string[] = [];
  readonly sessionHandlers = new Map<string, Handler>();
  options: BrowserWindowConstructorOptions | null = null;
  isFirst = true;
  handle: ((request: Request) => Promise<Response>) | null = null;

  /** The parts as the shell takes them. The cast stands for what a fake cannot have: the rest of Electron. */
  parts(): Electron {
    const record =
      (name: string) =>
      (...args: unknown[]): void => {
        this.calls.push([name, ...args]);
      };
    const keep =
      (name: string) =>
      (handler: Handler): void => {
        this.sessionHandlers.set(name, handler);
      };
    const { app, contents, loaded } = this;
    const opened = (options: BrowserWindowConstructorOptions): void => {
      this.options = options;
      app.emit('web-contents-created', new FakeEvent(), contents);
    };
    class FakeWindow extends EventEmitter {
      readonly webContents = contents;
      constructor(options: BrowserWindowConstructorOptions) {
        super();
        opened(options);
      }
      loadURL(url: string): Promise<void> {
        loaded.push(url);
        return Promise.resolve();
      }
      show(): void {}
    }
    const parts = {
      app: Object.assign(this.app, {
        enableSandbox: record('enableSandbox'),
        quit: record('quit'),
        exit: record('exit'),
        commandLine: { appendSwitch: record('appendSwitch') },
        requestSingleInstanceLock: () => this.isFirst,
        whenReady: () => {
          this.calls.push(['ready']);
          return Promise.resolve();
        },
      }),
      protocol: {
        registerSchemesAsPrivileged: record('registerSchemesAsPrivileged'),
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
          this.calls.push(['handle', scheme]);
          this.handle = handler;
        },
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: keep('request'),
          setPermissionCheckHandler: keep('check'),
          setDevicePermissionHandler: keep('device'),
          webRequest: { onBeforeRequest: keep('before-request') },
        },
      },
      ipcMain: this.ipcMain,
      Menu: { setApplicationMenu: record('setApplicationMenu') },
      BrowserWindow: FakeWindow,
    };
    return parts as unknown as Electron;
  }

  get(url: string, method = 'GET'): Promise<Response> {
    if (this.handle === null) throw new Error('no protocol handler');
    return this.handle(new Request(url, { method }));
  }

  /** The preload of a page hands its port over. */
  offers(port: FakePort, senderFrame: unknown = this.contents.mainFrame, ports: readonly FakePort[] = [port]): void {
    this.ipcMain.emit('kiosk-screen', { ports, senderFrame });
  }
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-electron-'));
  await writeFile(join(folder, 'index.html'), 'renderer');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function setUp({ packaged = true, simulated = false, isFirst = true } = {}) {
  const electron = new FakeElectron();
  electron.isFirst = isFirst;
  const clock = new VirtualClock();
  const log = recordedLog();
  const screens: Screen[] = [];
  const received: string[] = [];
  let detached = 0;
  const stopped = Promise.withResolvers<void>();
  const told: string[] = [];
  await createShell(electron.parts(), {
    packaged,
    simulated,
    preload: '/app/preload.cjs',
    rendererRoot: folder,
    clock,
    log,
    processes: {
      relay: {
        attach: (screen: Screen) => {
          screens.push(screen);
          return {
            receive: (frame: string) => received.push(frame),
            detach: () => {
              detached += 1;
            },
          };
        },
      },
      start: () => {
        told.push('start');
        return Promise.resolve();
      },
      stop: () => {
        told.push('stop');
        return stopped.promise;
      },
    },
  });
  const switches = electron.calls.filter(([name]) => name === 'appendSwitch').map(([, ...words]) => words);
  return { electron, clock, log, screens, received, detachedCount: () => detached, stopped, told, switches };
}

describe('the security checklist', () => {
  it('1. sandboxes the page, isolates the preload, and locks the screen', async () => {
    const { electron } = await setUp();
    expect(electron.calls[0]).toEqual(['enableSandbox']);
    expect(electron.options).toMatchObject({ kiosk: true, fullscreen: true, frame: false });
    expect(electron.options?.webPreferences).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: false,
      autoplayPolicy: 'no-user-gesture-required',
    });
  });

  it('1. never locks the screen of a desktop with simulated hardware', async () => {
    const { electron } = await setUp({ packaged: false, simulated: true });
    expect(electron.options).toMatchObject({
      kiosk: false,
      fullscreen: false,
      frame: true,
      webPreferences: { devTools: true, sandbox: true },
    });
  });

  it('2. loads from app://kiosk/ only, a scheme that is registered before the app is ready', async () => {
    const { electron } = await setUp();
    const names = electron.calls.map(([name]) => name);
    expect(names.indexOf('registerSchemesAsPrivileged')).toBeLessThan(names.indexOf('ready'));
    expect(electron.calls).toContainEqual([
      'registerSchemesAsPrivileged',
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
    ]);
    expect(electron.calls).toContainEqual(['handle', 'app']);
    expect(electron.loaded).toEqual(['app://kiosk/']);
  });

  it('2. serves the folder of the renderer and nothing outside, by GET', async () => {
    const { electron } = await setUp();
    const page = await electron.get('app://kiosk/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', 'renderer']);
    expect((await electron.get('app://kiosk/%2e%2e%2fsecret.html')).status).toBe(404);
    expect((await electron.get('app://other/')).status).toBe(404);
    expect((await electron.get('app://kiosk/', 'POST')).status).toBe(405);
    expect(await (await electron.get('app://kiosk/out-of-service.html')).text()).toContain('暫停服務');
  });

  it('3. sends the whole policy with every answer', async () => {
    const { electron } = await setUp();
    for (const url of ['app://kiosk/', 'app://kiosk/nothing.js']) {
      expect((await electron.get(url)).headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'none'; " +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      );
    }
  });

  it('4. denies every permission and every request that leaves the app', async () => {
    const { electron } = await setUp();
    const answers: unknown[] = [];
    electron.sessionHandlers.get('request')?.(electron.contents, 'media', (granted: boolean) => answers.push(granted));
    expect(answers).toEqual([false]);
    expect(electron.sessionHandlers.get('check')?.(electron.contents, 'usb')).toBe(false);
    expect(electron.sessionHandlers.get('device')?.({ deviceType: 'hid' })).toBe(false);
    const cancelled = (url: string): unknown => {
      let answer: unknown;
      electron.sessionHandlers.get('before-request')?.({ url }, (given: unknown) => {
        answer = given;
      });
      return answer;
    };
    expect(cancelled('app://kiosk/assets/main.js')).toEqual({ cancel: false });
    for (const url of ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://127.0.0.1/', 'apps://kiosk/']) {
      expect(cancelled(url)).toEqual({ cancel: true });
    }
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])('5. refuses %s', async (name) => {
    const { electron } = await setUp();
    const event = new FakeEvent();
    electron.contents.emit(name, event);
    expect(event.refused).toBe(true);
  });

  it('5. opens no second window', async () => {
    const { electron } = await setUp();
    expect(electron.contents.openHandler?.()).toEqual({ action: 'deny' });
  });

  it('6. ties one port to the relay: the newest of the passenger’s own page', async () => {
    const { electron, screens, received, detachedCount } = await setUp();
    const first = new FakePort();
    electron.offers(first);
    screens[0]?.send('{"type":"station-down"}');
    first.emit('message', { data: 'pressed' });
    first.emit('message', { data: { not: 'text' } });
    expect([first.started, first.posted, received]).toEqual([true, ['{"type":"station-down"}'], ['pressed']]);
    const second = new FakePort();
    electron.offers(second);
    expect([first.closed, second.closed, detachedCount(), screens.length]).toEqual([true, false, 1, 2]);
  });

  it('6. turns every other sender away', async () => {
    const { electron, screens } = await setUp();
    const own = new FakePort();
    electron.offers(own);
    const strangers = [new FakePort(), new FakePort(), new FakePort(), new FakePort()] as const;
    electron.offers(strangers[0], { url: 'app://kiosk/' });
    electron.offers(strangers[1], null);
    electron.offers(strangers[2], electron.contents.mainFrame, [strangers[2], strangers[3]]);
    electron.offers(new FakePort(), electron.contents.mainFrame, []);
    electron.contents.mainFrame.url = 'https://app.kiosk.example/';
    const navigated = new FakePort();
    electron.offers(navigated);
    expect([...strangers, navigated].map(({ closed }) => closed)).toEqual([true, true, true, true, true]);
    expect([own.closed, screens.length]).toEqual([false, 1]);
  });

  it('7. has no menu, no context menu, no zoom and only the keys of a keypad', async () => {
    const { electron, switches } = await setUp();
    expect(electron.calls).toContainEqual(['setApplicationMenu', null]);
    const menuEvent = new FakeEvent();
    electron.contents.emit('context-menu', menuEvent);
    expect(menuEvent.refused).toBe(true);
    electron.contents.emit('did-finish-load');
    expect(electron.contents.zoomLimits).toEqual([[1, 1]]);
    expect(switches).toEqual(expect.arrayContaining([['overscroll-history-navigation', '0'], ['disable-pinch']]));
    const reload = new FakeEvent();
    electron.contents.emit('before-input-event', reload, { key: 'r', control: true, alt: false, meta: false });
    expect(reload.refused).toBe(true);
    const five = new FakeEvent();
    electron.contents.emit('before-input-event', five, { key: '5', control: false, alt: false, meta: false });
    expect(five.refused).toBe(false);
  });

  it.each(['F5', 'F11', 'F12', 'a', 'Alt', 'Meta', 'PrintScreen', 'BrowserBack'])('7. ignores the key %s', (key) => {
    expect(isKeypadKey({ key, control: false, alt: false, meta: false })).toBe(false);
  });

  it.each(['control', 'alt', 'meta'] as const)('7. ignores every key together with %s', (modifier) => {
    expect(isKeypadKey({ key: 'Tab', control: false, alt: false, meta: false, [modifier]: true })).toBe(false);
  });

  it('8. needs no desktop keyring', async () => {
    const { switches } = await setUp();
    expect(switches).toContainEqual(['password-store', 'basic']);
  });
});

describe('the window', () => {
  it('starts the station and shows the page', async () => {
    const { told, electron } = await setUp();
    expect(told).toEqual(['start']);
    expect(electron.loaded).toEqual(['app://kiosk/']);
  });

  it('leaves the place to a kiosk that runs already', async () => {
    const { told, electron } = await setUp({ isFirst: false });
    expect(electron.calls.at(-1)).toEqual(['quit']);
    expect([told, electron.loaded]).toEqual([[], []]);
  });

  it('shows the page of last resort when the renderer is missing or dies, and tries again', async () => {
    const { electron, clock } = await setUp();
    electron.contents.emit('did-fail-load', new FakeEvent(), -6, 'ERR_FILE_NOT_FOUND', 'app://kiosk/', true);
    expect(electron.loaded.slice(1)).toEqual(['app://kiosk/out-of-service.html']);
    clock.advance(RELOAD_MS);
    electron.contents.emit('render-process-gone', new FakeEvent(), { reason: 'crashed' });
    clock.advance(RELOAD_MS);
    expect(electron.loaded.slice(2)).toEqual(['app://kiosk/', 'app://kiosk/out-of-service.html', 'app://kiosk/']);
  });

  it('makes no circle of it when a load was only replaced or that page fails too', async () => {
    const { electron, clock } = await setUp();
    electron.contents.emit('did-fail-load', new FakeEvent(), -3, '', 'app://kiosk/', true);
    electron.contents.emit('did-fail-load', new FakeEvent(), -6, 'ERR_FILE_NOT_FOUND', 'app://kiosk/x.png', false);
    electron.contents.emit('did-fail-load', new FakeEvent(), -2, 'ERR_FAILED', 'app://kiosk/out-of-service.html', true);
    expect(electron.loaded).toEqual(['app://kiosk/']);
    expect(clock.pending).toBe(0);
  });

  it('loads a page anew that hangs', async () => {
    const { electron } = await setUp();
    electron.contents.emit('unresponsive');
    expect(electron.contents.reloads).toBe(1);
  });

  it('ends only after the station has ended', async () => {
    const { electron, told, stopped } = await setUp();
    const events = [new FakeEvent(), new FakeEvent()];
    for (const event of events) electron.app.emit('before-quit', event);
    expect(events.map(({ refused }) => refused)).toEqual([true, true]);
    expect(told).toEqual(['start', 'stop']);
    expect(electron.calls.map(([name]) => name)).not.toContain('exit');
    stopped.resolve();
    await stopped.promise;
    expect(electron.calls.at(-1)).toEqual(['exit', 0]);
  });
});
