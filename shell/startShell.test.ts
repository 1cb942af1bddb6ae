import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const configPath = resolve(import.meta.dirname, '../config/kiosk.simulated.json');
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}\n$/;
const script = resolve(import.meta.dirname, 'testdata/runShell.ts');

/** The whole kiosk is started here, with four processes each time: far more than that takes on a busy machine. */
const LIMIT_MS = 60_000;

let folder: string;
const shells: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-shell-'));
});

afterEach(async () => {
  for (const shell of shells.splice(0)) {
    if (shell.exitCode !== null || shell.signalCode !== null) continue;
    const gone = once(shell, 'exit');
    shell.kill('SIGTERM');
    await gone;
  }
  await rm(folder, { recursive: true });
});

/** A shell with its data in the test's folder, and its bench's sockets too; with `browser` it opens a window. */
function start(browser?: string) {
  const words = [script, configPath, join(folder, 'data'), ...(browser === undefined ? [] : ['window'])];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], TMPDIR: folder, KIOSK_SHELL: 'browser', CHROMIUM_PATH: browser },
  });
  shells.push(child);
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; resolve: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    for (const { text, resolve: heard } of waiting) if (stderr.includes(text)) heard();
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    says: (text: string): Promise<void> =>
      new Promise((heard) => {
        if (stderr.includes(text)) heard();
        else waiting.push({ text, resolve: heard });
      }),
    ended: once(child, 'close'),
  };
}

/** Process ids of the children of a process of ours. */
async function childrenOf(pid: number | undefined): Promise<number[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return list.trim().split(/\s+/).map(Number);
}

const processExists = (pid: number): boolean => existsSync(`/proc/${pid}`);
const benchFolders = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('kiosk-bench-'));

/** Follows the page that it is given, and the entrance behind it, as a browser does. */
const BROWSER = `#!${process.execPath}
  import { readFileSync } from 'node:fs';
  const opener = readFileSync(new URL(process.argv[2].replace('--app=', '')), 'utf8');
  const entrance = new URL(/url=([^"]*)/.exec(opener)[1]);
  const script = await (await fetch(new URL('/enter.js', entrance))).text();
  if (!script.includes('token=')) process.exit(1);
  await fetch(new URL('/?token=' + entrance.hash.slice(1), entrance), { redirect: 'manual' });
`;

describe('the shell as a process', () => {
  it(
    'starts everything, prints where to find the screen, and ends everything',
    async () => {
      const shell = start();
      await shell.says('the station is ready');
      await shell.says('the reference issuer is ready');
      const children = await childrenOf(shell.child.pid);
      expect(children).toHaveLength(2);
      expect(await benchFolders()).toHaveLength(1);
      expect(shell.stdout()).toMatch(ADDRESS);
      shell.child.kill('SIGINT');
      expect(await shell.ended).toEqual([0, null]);
      expect(children.filter(processExists)).toEqual([]);
      expect(await benchFolders()).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'ends with an error when another kiosk uses the same data, which is not disturbed',
    async () => {
      const first = start();
      await first.says('the station is ready');
      const second = start();
      expect(await second.ended).toEqual([1, null]);
      expect(second.stderr()).toContain('in use');
      expect(await childrenOf(first.child.pid)).toHaveLength(2);
      first.child.kill('SIGTERM');
      expect(await first.ended).toEqual([0, null]);
    },
    LIMIT_MS,
  );

  it(
    'ends when its window is closed, and prints nothing',
    async () => {
      // Opens the page, as a browser does, and is closed by its user.
      const browser = join(folder, 'browser.mjs');
      await writeFile(browser, BROWSER, {
        mode: 0o755,
      });
      const shell = start(browser);
      expect(await shell.ended).toEqual([0, null]);
      expect(shell.stdout()).toBe('');
    },
    LIMIT_MS,
  );

  it(
    'prints the address when its window does not come up',
    async () => {
      const shell = start('/bin/false');
      const [chunk]: unknown[] = await once(shell.child.stdout, 'data');
      expect(chunk).toMatch(ADDRESS);
      shell.child.kill('SIGTERM');
      expect(await shell.ended).toEqual([0, null]);
    },
    LIMIT_MS,
  );
});
