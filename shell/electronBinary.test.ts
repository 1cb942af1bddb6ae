import { describe, expect, it } from 'vitest';
import { chooseShell, electronArguments, installedElectron, lookForElectron, WindowRefused } from './electronBinary.ts';

const built = ['/app/dist/electron/main.js', '/app/dist/electron/preload.cjs'];
const unpacked = '/app/node_modules/electron/dist/electron';
const display = { DISPLAY: ':0' };

describe('looking for Electron', () => {
  const look = (env: Record<string, string>, ...there: string[]) => lookForElectron('/app', env, (path) => there.includes(path));

  it('finds the binary where it is unpacked, or where the environment says', () => {
    expect(look(display, ...built, unpacked)).toEqual({ binary: unpacked });
    expect(look({ WAYLAND_DISPLAY: 'wayland-0' }, ...built, unpacked)).toEqual({ binary: unpacked });
    expect(look({ ...display, ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }, ...built, '/opt/e/electron')).toEqual({ binary: '/opt/e/electron' });
    expect(look({ ...display, ELECTRON_OVERRIDE_DIST_PATH: '' }, ...built, unpacked)).toEqual({ binary: unpacked });
  });

  it.each([
    ['the binary', display, built, 'KIOSK_FETCH_ELECTRON=1 npm run setup'],
    ['the binary at another place', { ...display, ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }, [...built, unpacked], '/opt/e'],
    ['what it would run', display, [unpacked], 'npm run build'],
    ['the preload', display, [unpacked, '/app/dist/electron/main.js'], 'npm run build'],
    ['a display', {}, [...built, unpacked], 'xvfb-run'],
  ])('says that %s is missing, and how it comes', (_what, env, there, how) => {
    expect(look(env, ...there)).toEqual({ missing: expect.stringContaining(how) });
  });
});

it('is installed where nobody could see it, too', () => {
  expect(installedElectron('/app', {}, (path) => [...built, unpacked].includes(path))).toEqual({ binary: unpacked });
});

describe('choosing a shell', () => {
  const here = { binary: '/e' };
  const missing = { missing: 'its binary is not here' };

  it.each([
    ['nothing is asked for and Electron can run', {}, here, true, { is: 'electron', binary: '/e' }],
    ['nothing is asked for and Electron cannot run', {}, missing, true, { is: 'browser' }],
    ['nothing is asked for and no window is wanted', {}, here, false, { is: 'browser' }],
    ['an empty wish', { KIOSK_SHELL: '' }, missing, true, { is: 'browser' }],
    ['a browser is asked for', { KIOSK_SHELL: 'browser' }, here, true, { is: 'browser' }],
    ['Electron is asked for and can run', { KIOSK_SHELL: 'electron' }, here, true, { is: 'electron', binary: '/e' }],
  ])('%s', (_what, env, electron, window, shell) => {
    expect(chooseShell({ env, electron, window, real: false, isRoot: true })).toEqual(shell);
  });

  it.each([
    ['electron', missing, true, 'its binary is not here'],
    ['electron', here, false, '--no-window'],
    ['chrome', here, true, '"chrome"'],
  ])('refuses %s when it cannot be had, and says why', (wish, electron, window, why) => {
    expect(() => chooseShell({ env: { KIOSK_SHELL: wish }, electron, window, real: false, isRoot: false })).toThrow(why);
  });
});

describe('a machine with real parts', () => {
  const choice = { env: {}, electron: { missing: 'Electron is not here' }, window: true, real: true, isRoot: false };

  it('opens the kiosk’s own window, or a browser that was asked for, and falls back on none', () => {
    expect(chooseShell({ ...choice, electron: { binary: '/e' } })).toEqual({ is: 'electron', binary: '/e' });
    expect(chooseShell({ ...choice, env: { KIOSK_SHELL: 'browser' } })).toEqual({ is: 'browser' });
    expect(() => chooseShell(choice)).toThrow(/^E37: .*Electron is not here/);
    expect(chooseShell({ ...choice, window: false })).toEqual({ is: 'browser' });
  });

  it.each([{}, { KIOSK_SHELL: 'browser' }])('opens no window as root, whose browsers have no sandbox: %j', (env) => {
    expect(() => chooseShell({ ...choice, electron: { binary: '/e' }, env, isRoot: true })).toThrow(WindowRefused);
  });
});

describe('the arguments for Electron', () => {
  const start = {
    projectRoot: '/app',
    configPath: '/etc/kiosk.json',
    dataDir: '/var/kiosk',
    stationEntry: '/app/station.ts',
    companion: null,
    isRoot: false,
  };

  it('names the configuration, the data, and the programs', () => {
    expect(electronArguments(start)).toEqual([
      '/app/dist/electron/main.js',
      '--config',
      '/etc/kiosk.json',
      '--data',
      '/var/kiosk',
      '--station',
      '/app/station.ts',
    ]);
    const entry = '/app/bench.ts';
    expect(electronArguments({ ...start, companion: { entry, dock: false } }).slice(7)).toEqual(['--companion', entry]);
    expect(electronArguments({ ...start, companion: { entry, dock: true } }).slice(7)).toEqual(['--companion', entry, '--dock']);
  });

  it('gives up the sandbox as root only', () => {
    expect(electronArguments({ ...start, isRoot: true })).toContain('--no-sandbox');
    expect(electronArguments(start)).not.toContain('--no-sandbox');
  });
});
