import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, 'testdata/runMain.ts');
const room = join(import.meta.dirname, '..');
const config = join(room, 'config/kiosk.simulated.json');

/** Station, bench and issuer are started here: far more than that takes on a busy machine. */
const LIMIT_MS = 60_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-main-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the entry point; `says` resolves when it has said these words. */
function run(...args: string[]) {
  const child = spawn(process.execPath, [script, 'main.ts', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], TMPDIR: folder },
  });
  let said = '';
  const waiting: (() => void)[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const look of waiting) look();
  });
  const says = (words: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (said.includes(words)) resolve();
      };
      waiting.push(look);
      look();
    });
  return { child, says, said: () => said, ended: once(child, 'close') };
}

describe('Electron’s entry point', () => {
  it(
    'starts station and companion under the project’s own Node, and ends them in order on request',
    async () => {
      // Chromium's switches stand among ours.
      const main = run(
        '--no-sandbox',
        '--config',
        config,
        '--data',
        join(folder, 'data'),
        '--station',
        join(room, 'lab/station.ts'),
        '--companion',
        join(room, 'lab/bench/main.ts'),
        '--ozone-platform=wayland',
      );
      await main.says('the station is ready');
      await main.says('the reference issuer is ready');
      const children = await readFile(`/proc/${main.child.pid}/task/${main.child.pid}/children`, 'utf8');
      const pids = children.trim().split(' ');
      expect(pids).toHaveLength(2);
      for (const pid of pids)
        expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).toContain(`node-${process.platform}-${process.arch}/bin/node`);
      main.child.kill('SIGTERM');
      expect(await main.ended).toEqual([0, null]);
      expect(main.said()).toContain('quit 1 times, loaded app://kiosk/');
      expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
      expect(existsSync(join(folder, 'data', 'journal.db'))).toBe(true);
    },
    LIMIT_MS,
  );

  it.each([[['--config', config]], [['--data', '/nowhere']], [['--config', '--data', '/nowhere']], [[]]])(
    'says how it is used when something is missing: %j',
    async (args) => {
      const main = run(...args);
      expect(await main.ended).toEqual([2, null]);
      expect(main.said()).toContain('usage: --config FILE --data FOLDER');
    },
    LIMIT_MS,
  );
});
