import { expect, it } from 'vitest';
import { chooseShell, findElectron } from './electronBinary.ts';

const built = ['/app/dist/electron/main.js', '/app/dist/electron/preload.cjs'];

it('finds the binary where it is unpacked, or where the environment says', () => {
  const there =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);
  expect(findElectron('/app', {}, there(...built, '/app/node_modules/electron/dist/electron'))).toBe(
    '/app/node_modules/electron/dist/electron',
  );
  expect(findElectron('/app', { ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }, there(...built, '/opt/e/electron'))).toBe('/opt/e/electron');
  expect(findElectron('/app', { ELECTRON_OVERRIDE_DIST_PATH: '/opt/e' }, there(...built, '/app/node_modules/electron/dist/electron'))).toBe(
    null,
  );
  expect(findElectron('/app', {}, there(...built))).toBe(null);
  expect(findElectron('/app', {}, there('/app/dist/electron/main.js', '/app/node_modules/electron/dist/electron'))).toBe(null);
});

it('takes the shell that was asked for', () => {
  expect(chooseShell({ env: { KIOSK_SHELL: 'browser' }, electron: '/e', simulated: false })).toBe('browser');
  expect(chooseShell({ env: { KIOSK_SHELL: 'electron' }, electron: '/e', simulated: true })).toBe('electron');
  expect(() => chooseShell({ env: { KIOSK_SHELL: 'electron' }, electron: null, simulated: true })).toThrow('binary is missing');
  expect(() => chooseShell({ env: { KIOSK_SHELL: 'chrome' }, electron: '/e', simulated: true })).toThrow('"chrome"');
});

it('takes Electron where it can run, without being asked', () => {
  expect(chooseShell({ env: {}, electron: null, simulated: false })).toBe('browser');
  expect(chooseShell({ env: {}, electron: '/e', simulated: false })).toBe('electron');
  expect(chooseShell({ env: {}, electron: '/e', simulated: true })).toBe('browser');
  expect(chooseShell({ env: { DISPLAY: ':0' }, electron: '/e', simulated: true })).toBe('electron');
});
