import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { browserArguments, findBrowser, hasDisplay, openBrowserWindow } from './browserWindow.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';

it('finds the browser that was chosen, or the first one that is there', () => {
  const there =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);
  expect(findBrowser({}, there('/usr/bin/google-chrome', '/usr/bin/chromium-browser'))).toBe('/usr/bin/chromium-browser');
  expect(findBrowser({ CHROMIUM_PATH: '/opt/chrome' }, there('/opt/chrome', '/usr/bin/chromium'))).toBe('/opt/chrome');
  expect(findBrowser({ CHROMIUM_PATH: '/opt/missing' }, there('/usr/bin/chromium'))).toBe(null);
  expect(findBrowser({}, there())).toBe(null);
});

it('knows whether somebody could see a window', () => {
  expect(hasDisplay({})).toBe(false);
  expect(hasDisplay({ DISPLAY: '' })).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

it('is the whole screen before real parts', () => {
  const words = browserArguments('file:///data/browser/open.html', '/data/browser', false, 'kiosk');
  expect(words).toEqual(expect.arrayContaining(['--kiosk', '--incognito', '--disable-extensions']));
  expect(words).not.toContain('--no-sandbox');
});

it('opens a plain window with a profile of its own, never full screen', () => {
  const words = browserArguments('file:///data/browser/open.html', '/data/browser', false);
  expect(words).toContain('--app=file:///data/browser/open.html');
  expect(words).toContain('--user-data-dir=/data/browser');
  expect(words.filter((word) => /kiosk$|full-?screen|no-sandbox/.test(word))).toEqual([]);
  expect(browserArguments('http://127.0.0.1:1/', '/data/browser', true)).toContain('--no-sandbox');
});

it('closes the browser with its helpers, by force if need be', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-window-'));
  try {
    // Deaf to SIGTERM, with a helper; both hold the pipe open, which therefore ends when both are gone.
    const browser = join(folder, 'browser');
    await writeFile(browser, '#!/bin/sh\ntrap "" TERM\nexec 3> "$0.life"\nsleep 1000 &\necho up >&3\nwait\n');
    await chmod(browser, 0o755);
    execFileSync('mkfifo', [`${browser}.life`]);
    const life = createReadStream(`${browser}.life`);
    const clock = new VirtualClock();
    const opened = openBrowserWindow({ browser, address: 'http://127.0.0.1:1/', profileDir: folder, clock, log: recordedLog() });
    await once(life, 'data');
    const lifeEnded = once(life, 'end');
    const closed = opened.close();
    clock.advance(3_000);
    await closed;
    await lifeEnded;
    expect(clock.pending).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('tells the address in a file of this user alone, not in words that everybody can read', async () => {
  const profileDir = await mkdtemp(join(tmpdir(), 'kiosk-window-'));
  try {
    const browser = join(profileDir, 'browser');
    await writeFile(browser, '#!/bin/sh\necho "$@" > "$0.words"\n', { mode: 0o755 });
    const address = 'http://127.0.0.1:1/enter#5ec7e7';
    const opened = openBrowserWindow({ browser, address, profileDir, clock: new VirtualClock(), log: recordedLog() });
    await new Promise<void>((resolve) => opened.onClosed(resolve));
    expect(await readFile(`${browser}.words`, 'utf8')).not.toContain('5ec7e7');
    expect(await readFile(join(profileDir, 'open.html'), 'utf8')).toContain(address);
    expect((await stat(join(profileDir, 'open.html'))).mode & 0o777).toBe(0o600);
  } finally {
    await rm(profileDir, { recursive: true });
  }
});

it('says so when the browser cannot be started', async () => {
  const profileDir = await mkdtemp(join(tmpdir(), 'kiosk-window-'));
  const log = recordedLog();
  const opened = openBrowserWindow({
    browser: '/nowhere/chromium',
    address: 'http://127.0.0.1:1/',
    profileDir,
    clock: new VirtualClock(),
    log,
  });
  await new Promise<void>((resolve) => opened.onClosed(resolve));
  await opened.close();
  expect(log.messages).toEqual(['the browser could not be started']);
  await rm(profileDir, { recursive: true });
});
