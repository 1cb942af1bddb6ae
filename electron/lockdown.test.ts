import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { type FakeElectron, FakePort } from './testdata/fakeElectron.ts';
import { isRefused, type Opening, openShell } from './testdata/openShell.ts';

/** The security checklist: each row is one promise of the window. */

let rendererRoot: string;

beforeAll(async () => {
  rendererRoot = await mkdtemp(join(tmpdir(), 'kiosk-electron-'));
  await writeFile(join(rendererRoot, 'index.html'), 'renderer');
  await writeFile(join(rendererRoot, 'notes.txt'), 'no kind of file that a screen is made of');
});

afterAll(() => rm(rendererRoot, { recursive: true }));

const open = (opening: Partial<Opening> = {}) => openShell({ clock: new VirtualClock(), rendererRoot, ...opening });

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

describe('1. the page is sandboxed and the screen locked', () => {
  it.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['webSecurity', true],
    ['nodeIntegration', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
    ['disableDialogs', true],
    ['devTools', false],
    ['autoplayPolicy', 'no-user-gesture-required'],
    ['preload', '/app/preload.cjs'],
  ])('%s is %s', async (option, value) => {
    const { electron } = await open();
    expect(electron.options?.webPreferences).toHaveProperty(option, value);
  });

  it('has no other preference: each of them would be a decision', async () => {
    const { electron } = await open();
    expect(Object.keys(electron.options?.webPreferences ?? {})).toHaveLength(11);
  });

  it.each([
    ['kiosk', true],
    ['fullscreen', true],
    ['frame', false],
  ])('%s is %s', async (option, value) => {
    const { electron } = await open();
    expect(electron.options).toHaveProperty(option, value);
  });

  it('never locks the screen of a desktop with simulated hardware, and sandboxes there too', async () => {
    const { electron } = await open({ packaged: false, simulated: true });
    expect(electron.options).toMatchObject({ kiosk: false, fullscreen: false, frame: true });
    expect(electron.options?.webPreferences).toMatchObject({ devTools: true, sandbox: true, contextIsolation: true });
  });

  it.each([
    ['packaged', { packaged: true }, true],
    ['packaged, whatever it was started with', { packaged: true, startedWith: ['no-sandbox'] }, true],
    ['a working copy', { packaged: false }, true],
    ['a working copy in a container, as root', { packaged: false, startedWith: ['no-sandbox'] }, false],
  ])('enables the sandbox before the app is ready: %s', async (_what, opening, enabled) => {
    const { electron } = await open(opening);
    const names = electron.calls.map(([name]) => name);
    expect(names.slice(0, names.indexOf('ready')).includes('enableSandbox')).toBe(enabled);
  });
});

describe('2. everything comes from app://kiosk/', () => {
  it('registers the scheme, with a code cache, before the app is ready', async () => {
    const { electron } = await open();
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
    const registered = electron.calls.findIndex(([name]) => name === 'registerSchemesAsPrivileged');
    expect(electron.calls[registered]).toEqual(['registerSchemesAsPrivileged', [{ scheme: 'app', privileges }]]);
    expect(registered).toBeLessThan(electron.calls.findIndex(([name]) => name === 'ready'));
  });

  it('loads the page from there', async () => {
    const { electron } = await open();
    expect(electron.calls).toContainEqual(['handle', 'app']);
    expect(electron.loaded).toEqual(['app://kiosk/']);
  });

  it('serves the renderer with its kind, and the page of last resort beside it', async () => {
    const { electron } = await open();
    const page = await electron.get('app://kiosk/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html; charset=utf-8', 'renderer']);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await (await electron.get('app://kiosk/out-of-service.html')).text()).toContain('暫停服務');
  });

  it.each([
    ['another host', 'app://other/', 404],
    ['outside the folder', 'app://kiosk/%2e%2e%2fsecret.html', 404],
    ['another kind of file', 'app://kiosk/notes.txt', 404],
    ['nothing', 'app://kiosk/nothing.js', 404],
  ])('does not serve %s', async (_what, url, status) => {
    const { electron } = await open();
    expect((await electron.get(url)).status).toBe(status);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('does not answer %s', async (method) => {
    const { electron } = await open();
    expect((await electron.get('app://kiosk/', method)).status).toBe(405);
  });
});

describe('3. the policy goes with every answer', () => {
  it.each([
    ['the page', 'app://kiosk/', 'GET'],
    ['the page of last resort', 'app://kiosk/out-of-service.html', 'GET'],
    ['what is not there', 'app://kiosk/nothing.js', 'GET'],
    ['another host', 'app://other/', 'GET'],
    ['another method', 'app://kiosk/', 'POST'],
  ])('%s', async (_what, url, method) => {
    const { electron } = await open();
    expect((await electron.get(url, method)).headers.get('content-security-policy')).toBe(POLICY);
  });
});

describe('4. nothing is permitted, and nothing leaves', () => {
  it.each(['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'clipboard-read', 'hid', 'unknown'])(
    'denies %s, asked for or looked up',
    async (permission) => {
      const { electron } = await open();
      expect(electron.session.asks('request', electron.contents, permission)).toBe(false);
      expect(electron.session.asks('check', electron.contents, permission)).toBe(false);
    },
  );

  it.each(['hid', 'serial', 'usb'])('gives no %s device', async (deviceType) => {
    const { electron } = await open();
    expect(electron.session.asks('device', { deviceType })).toBe(false);
  });

  it.each(['https://example.org/', 'http://127.0.0.1/', 'ws://127.0.0.1/', 'file:///etc/passwd', 'ftp://example.org/', 'apps://kiosk/'])(
    'cancels %s',
    async (url) => {
      const { electron } = await open();
      expect(electron.session.asks('before-request', { url })).toEqual({ cancel: true });
    },
  );

  it('lets the app’s own files through', async () => {
    const { electron } = await open();
    expect(electron.session.asks('before-request', { url: 'app://kiosk/assets/main.js' })).toEqual({ cancel: false });
  });

  it('refuses downloads, which would ask where to', async () => {
    const { electron } = await open();
    expect(isRefused(electron, 'session', 'will-download', {}, electron.contents, true)).toBe(true);
  });
});

describe('5. the page stays where it is', () => {
  const attempts: [string, unknown[]][] = [
    ['will-navigate', ['https://example.org/', false, true, 1, 1]],
    ['will-redirect', ['https://example.org/', false, true, 1, 1]],
    ['will-frame-navigate', []],
    ['will-attach-webview', [{}, {}]],
  ];
  it.each(attempts)('refuses %s', async (event, details) => {
    const { electron } = await open();
    expect(isRefused(electron, 'contents', event, ...details)).toBe(true);
  });

  it('opens no second window', async () => {
    const { electron } = await open();
    const details = { url: 'https://example.org/', frameName: '', features: '', disposition: 'new-window' as const };
    expect(electron.contents.openHandler?.({ ...details, referrer: { policy: 'default', url: '' } })).toEqual({ action: 'deny' });
  });
});

describe('6. one port, to the passenger’s own page', () => {
  it('ties the newest page to the relay', async () => {
    const { electron, screens, received, detachedCount } = await open();
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

  const strangers: [string, (electron: FakeElectron) => FakePort[]][] = [
    ['a frame within the page', (electron) => offer(electron, { url: 'app://kiosk/' })],
    ['a frame that is gone', (electron) => offer(electron, null)],
    [
      'a page from elsewhere',
      (electron) => offer(electron, Object.assign(electron.contents.mainFrame, { url: 'https://app.kiosk.example/' })),
    ],
    ['two ports at once', (electron) => offer(electron, electron.contents.mainFrame, 2)],
    ['no port at all', (electron) => offer(electron, electron.contents.mainFrame, 0)],
  ];
  it.each(strangers)('turns away %s', async (_what, from) => {
    const { electron, screens } = await open();
    const own = new FakePort();
    electron.offers(own);
    const closed = from(electron).map((port) => port.closed);
    expect(closed).toEqual(closed.map(() => true));
    expect([own.closed, screens.length]).toEqual([false, 1]);
  });

  it('listens on no other channel', async () => {
    const { electron } = await open();
    expect(electron.ipcMain.eventNames()).toEqual(['kiosk-screen']);
  });
});

function offer(electron: FakeElectron, senderFrame: unknown, count = 1): FakePort[] {
  const ports = Array.from({ length: count }, () => new FakePort());
  electron.offers(new FakePort(), senderFrame, ports);
  return ports;
}

describe('7. no menu, no gesture, no key beyond a keypad', () => {
  it('has no menu', async () => {
    const { electron } = await open();
    expect(electron.calls).toContainEqual(['setApplicationMenu', null]);
  });

  it('has no context menu', async () => {
    const { electron } = await open();
    expect(isRefused(electron, 'contents', 'context-menu', {})).toBe(true);
  });

  it('does not zoom: the page keeps its size', async () => {
    const { electron, switches } = await open();
    electron.contents.emit('did-finish-load');
    expect(electron.contents.zoomLimits).toEqual([[1, 1]]);
    expect(switches).toContainEqual(['disable-pinch']);
  });

  it('does not go back by a swipe', async () => {
    const { switches } = await open();
    expect(switches).toContainEqual(['overscroll-history-navigation', '0']);
  });

  const none = { control: false, alt: false, meta: false };
  it.each([
    '0',
    '5',
    '9',
    '*',
    '#',
    'Enter',
    'Escape',
    'Backspace',
    'Tab',
    ' ',
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'ArrowRight',
    'Shift',
  ])('takes the key %j', async (key) => {
    const { electron } = await open();
    expect(isRefused(electron, 'contents', 'before-input-event', { key, ...none })).toBe(false);
  });

  it.each(['F1', 'F5', 'F11', 'F12', 'a', 'Alt', 'Meta', 'Control', 'PrintScreen', 'BrowserBack', 'ContextMenu', 'Dead', ''])(
    'ignores the key %j',
    async (key) => {
      const { electron } = await open();
      expect(isRefused(electron, 'contents', 'before-input-event', { key, ...none })).toBe(true);
    },
  );

  it.each(['control', 'alt', 'meta'])('ignores every key together with %s', async (modifier) => {
    const { electron } = await open();
    expect(isRefused(electron, 'contents', 'before-input-event', { key: 'Tab', ...none, [modifier]: true })).toBe(true);
  });
});

describe('8. nothing of a desktop is needed', () => {
  it('keeps its secrets without a keyring', async () => {
    const { switches } = await open();
    expect(switches).toContainEqual(['password-store', 'basic']);
  });
});
