import { lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetForeignLock } from './foreignLock.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'profile-'));
});
afterEach(() => rmSync(profile, { recursive: true }));

const isLocked = (): boolean => lstatSync(join(profile, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;

it('a lock that was made under another name of the machine is forgotten', () => {
  symlinkSync('kiosk-before-imaging-4711', join(profile, 'SingletonLock'));
  symlinkSync('/tmp/gone/SingletonSocket', join(profile, 'SingletonSocket'));
  forgetForeignLock(profile);
  expect(isLocked()).toBe(false);
});

it('a lock of this machine is the browser’s own business', () => {
  symlinkSync(`${hostname()}-4711`, join(profile, 'SingletonLock'));
  forgetForeignLock(profile);
  expect(isLocked()).toBe(true);
});

it('where there is none, nothing is done', () => {
  forgetForeignLock(profile);
  forgetForeignLock('/nowhere');
  expect(isLocked()).toBe(false);
});
