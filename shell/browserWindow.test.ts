import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

it('opens a plain window with a profile of its own, never full screen', () => {
  const words = browserArguments('http://127.0.0.1:1/?token=2', '/data/browser', false);
  expect(words).toContain('--app=http://127.0.0.1:1/?token=2');
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

it('says so when the browser cannot be started', async () => {
  const log = recordedLog();
  const opened = openBrowserWindow({
    browser: '/nowhere/chromium',
    address: 'http://127.0.0.1:1/',
    profileDir: '/nowhere',
    clock: new VirtualClock(),
    log,
  });
  await new Promise<void>((resolve) => opened.onClosed(resolve));
  await opened.close();
  expect(log.messages).toEqual(['the browser could not be started']);
});
