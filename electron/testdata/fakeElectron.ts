import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, CustomScheme } from 'electron';
import type { ShellSession } from '../lockdown.ts';
import type { Electron, ShellContents, ShellWindow } from '../shell.ts';
import { checkDeclared, declared, DeclaredEmitter } from './declaredEmitter.ts';

/** An event of Electron's that remembers whether it was refused. */
export class FakeEvent {
  refused = false;
  preventDefault(): void {
    this.refused = true;
  }
}

export class FakePort extends DeclaredEmitter {
  readonly posted: unknown[] = [];
  started = false;
  closed = false;

  constructor() {
    super('MessagePortMain');
  }
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

class FakeContents extends DeclaredEmitter implements Omit<ShellContents, 'on' | 'mainFrame'> {
  readonly mainFrame = { url: 'app://kiosk/' };
  readonly zoomLimits: number[][] = [];
  crashes = 0;
  /** Whether the page's event loop turns. */
  answers = true;
  destroyed = false;
  openHandler: Parameters<ShellContents['setWindowOpenHandler']>[0] | null = null;

  setWindowOpenHandler(handler: Parameters<ShellContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    this.zoomLimits.push([least, most]);
    return Promise.resolve();
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }
  executeJavaScript(): Promise<unknown> {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    return this.answers ? Promise.resolve(0) : new Promise(() => {});
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

/** A session by whose handlers a page asks for things. */
class FakeSession extends DeclaredEmitter implements Omit<ShellSession, 'on'> {
  readonly webRequest: ShellSession['webRequest'];
  readonly #handlers = new Map<string, unknown>();

  constructor() {
    super('Session');
    // Its last argument is the listener; a filter may stand before it.
    const onBeforeRequest = (...given: unknown[]): void => this.#keep('before-request', given.at(-1));
    this.webRequest = declared('WebRequest', { onBeforeRequest });
  }
  setPermissionRequestHandler(handler: Parameters<ShellSession['setPermissionRequestHandler']>[0]): void {
    this.#keep('request', handler);
  }
  setPermissionCheckHandler(handler: Parameters<ShellSession['setPermissionCheckHandler']>[0]): void {
    this.#keep('check', handler);
  }
  setDevicePermissionHandler(handler: Parameters<ShellSession['setDevicePermissionHandler']>[0]): void {
    this.#keep('device', handler);
  }

  /** What a handler answers to its callback, or, when it does not call that, as its value. */
  asks(name: 'request' | 'check' | 'device' | 'before-request', ...words: unknown[]): unknown {
    const handler = this.#handlers.get(name);
    if (typeof handler !== 'function') return 'nobody answers';
    const answers: unknown[] = [];
    const returned: unknown = Reflect.apply(handler, undefined, [...words, (given: unknown) => answers.push(given)]);
    return answers.length > 0 ? answers[0] : returned;
  }

  #keep(name: string, handler: unknown): void {
    this.#handlers.set(name, handler);
  }
}

/**
 * Electron's declarations of what the shell uses, but for `on` and `once`: their overloads answer `this`, which no fake
 * can be. {@link DeclaredEmitter} stands for the events.
 */
interface Imitation {
  readonly app: Omit<Electron['app'], 'on'>;
  readonly protocol: Electron['protocol'];
  readonly session: { readonly defaultSession: Omit<ShellSession, 'on'> };
  readonly ipcMain: EventEmitter;
  readonly Menu: Electron['Menu'];
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => Omit<ShellWindow, 'once' | 'webContents'>;
}

/** Electron as the shell uses it: does nothing, records everything, and lets a test play the other side. */
export class FakeElectron {
  /** Calls with their arguments, in order. */
  readonly calls: unknown[][] = [];
  readonly app = new DeclaredEmitter('App');
  /** Its events are the app's own channels. */
  readonly ipcMain = new EventEmitter();
  readonly contents = new FakeContents('WebContents');
  readonly session = new FakeSession();
  readonly loaded: string[] = [];
  window: DeclaredEmitter | null = null;
  options: BrowserWindowConstructorOptions | null = null;
  /** Switches of the command line that Electron was started with. */
  startedWith: readonly string[] = [];
  isFirst = true;
  isDestroyed = false;
  handle: ((request: Request) => Promise<Response>) | null = null;

  /** The parts as the shell takes them. */
  parts(): Electron {
    const record =
      (name: string) =>
      (...args: unknown[]): void => {
        this.calls.push([name, ...args]);
      };
    const imitation: Imitation = {
      app: declared('App', Object.assign(this.app, this.#app(record))),
      protocol: declared('Protocol', {
        registerSchemesAsPrivileged: (schemes: CustomScheme[]) => {
          for (const scheme of schemes) {
            checkDeclared('CustomScheme', Object.keys(scheme));
            checkDeclared('Privileges', Object.keys(scheme.privileges ?? {}));
          }
          record('registerSchemesAsPrivileged')(schemes);
        },
        handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
          record('handle')(scheme);
          this.handle = async (request) => handler(request);
        },
      }),
      session: { defaultSession: declared('Session', this.session) },
      ipcMain: declared('IpcMain', this.ipcMain),
      Menu: declared('Menu', { setApplicationMenu: record('setApplicationMenu') }),
      BrowserWindow: this.#windowClass(),
    };
    // What is missing is what the doc comment of Imitation says, and the mainFrame's other members.
    return imitation as unknown as Electron;
  }

  #app(record: (name: string) => (...args: unknown[]) => void): Omit<Electron['app'], 'on'> {
    return {
      enableSandbox: record('enableSandbox'),
      quit: record('quit'),
      exit: record('exit'),
      commandLine: declared('CommandLine', {
        appendSwitch: record('appendSwitch'),
        hasSwitch: (name: string) => this.startedWith.includes(name),
      }),
      requestSingleInstanceLock: () => this.isFirst,
      whenReady: () => {
        this.calls.push(['ready']);
        return Promise.resolve();
      },
    };
  }

  #windowClass(): Imitation['BrowserWindow'] {
    const { app, loaded } = this;
    const contents = declared('WebContents', this.contents);
    const opened = (window: DeclaredEmitter, options: BrowserWindowConstructorOptions): void => {
      this.window = window;
      this.options = options;
      checkDeclared('BrowserWindowConstructorOptions', Object.keys(options));
      checkDeclared('WebPreferences', Object.keys(options.webPreferences ?? {}));
      app.emit('web-contents-created', new FakeEvent(), contents);
    };
    const isDestroyed = (): boolean => this.isDestroyed;
    const record = (name: string): number => this.calls.push([name]);
    return class FakeWindow extends DeclaredEmitter implements Omit<ShellWindow, 'once' | 'webContents'> {
      readonly webContents = contents;
      readonly isDestroyed = isDestroyed;
      constructor(options: BrowserWindowConstructorOptions) {
        super('BrowserWindow');
        opened(this, options);
        // The shell gets the one that knows what is declared.
        return declared('BrowserWindow', this);
      }
      loadURL(url: string): Promise<void> {
        loaded.push(url);
        return Promise.resolve();
      }
      show(): void {
        record('show');
      }
    };
  }

  get(url: string, method = 'GET'): Promise<Response> {
    if (this.handle === null) throw new Error('no protocol handler');
    return this.handle(new Request(url, { method }));
  }

  /** The preload of a page hands its port over. */
  offers(port: FakePort, senderFrame: unknown = this.contents.mainFrame, ports: readonly FakePort[] = [port]): void {
    this.ipcMain.emit('kiosk-screen', declared('IpcMainEvent', { ports, senderFrame }));
  }
}
