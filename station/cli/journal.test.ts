import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const station = resolve(import.meta.dirname, '..');
let folder: string;
let journalPath: string;
let running: ChildProcess | null = null;

const example = readFileSync(resolve(station, '../config/kiosk.example.json'), 'utf8');
/** Real kinds of parts, none of which is there: the station is out of service, and begins and writes its journal. */
const CONFIG = {
  ...(JSON.parse(example) as object),
  acceptor: { kind: 'ssp', path: '/dev/no-such-line' },
  securityModule: { kind: 'file', file: resolve(station, '../lab/artificial-keys.json') },
  artificialCards: true,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-journal-'));
  journalPath = join(folder, 'data', 'journal.db');
  writeFileSync(join(folder, 'kiosk.json'), JSON.stringify(CONFIG));
});
afterEach(async () => {
  await stopStation('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function startStation(): Promise<void> {
  const args = [join(station, 'main.ts'), '--config', join(folder, 'kiosk.json'), '--data', join(folder, 'data')];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // No PC/SC service of this machine has anything to do with it.
    env: { PCSCLITE_CSOCK_NAME: join(folder, 'no-pcscd') },
  });
  running = child;
  const ready = Promise.withResolvers<void>();
  child.on('message', (message: { type: string }) => {
    if (message.type === 'ready') ready.resolve();
  });
  child.on('exit', (code) => ready.reject(new Error(`the station ended (${code}) before it was ready`)));
  await ready.promise;
}

async function stopStation(signal: NodeJS.Signals): Promise<void> {
  const child = running;
  running = null;
  if (child === null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

function kiosk(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(station, 'cli.ts'), 'journal', ...args], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

function changeByte(file: string, needle: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(needle);
  if (at === -1) throw new Error(`${needle} is not in ${file}`);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('kiosk journal, with a real station', { timeout: 60_000 }, () => {
  it('verifies and shows the journal while the station runs, after it was killed, and after it stopped', async () => {
    const sound = { stderr: '', status: 0, stdout: expect.stringMatching(/^ok: [1-9]\d* records, head [0-9a-f]{64}\n/) as string };
    await startStation();
    expect(kiosk('verify', journalPath)).toEqual(sound);
    expect(kiosk('show', journalPath).stdout).toMatch(
      /^ {5}1 {2}\d{4}-\d\d-\d\dT\S+\+08:00 {2}- +commissioned +first start \(the machine\): BL18-03, epoch \d+\n/,
    );
    await stopStation('SIGKILL');
    expect(kiosk('verify', journalPath)).toEqual(sound);
    await startStation();
    await stopStation('SIGTERM');
    expect(kiosk('verify', journalPath)).toEqual(sound);
  });

  it('names the record of which one byte was changed, in a copy of a running and of a stopped station', async () => {
    await startStation();
    const copy = join(folder, 'copy.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${journalPath}${suffix}`, `${copy}${suffix}`);
    changeByte(`${copy}-wal`, 'BL18-03');
    expect(kiosk('verify', copy)).toMatchObject({
      status: 1,
      stderr: '',
      stdout: expect.stringMatching(/^broken at record 1: /) as string,
    });
    await stopStation('SIGTERM');
    changeByte(journalPath, 'first start');
    expect(kiosk('verify', journalPath)).toEqual({
      status: 1,
      stderr: '',
      stdout: 'broken at record 1: edit: it was changed after it was written\n',
    });
    const verified = kiosk('verify', journalPath, '--json');
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: false, fault: { seq: 1, fault: 'hash' } });
    const shown = kiosk('show', journalPath, '--json');
    expect({ status: shown.status, stderr: shown.stderr }).toEqual({
      status: 1,
      stderr: 'broken at record 1: edit: it was changed after it was written\n',
    });
    const [first = ''] = shown.stdout.split('\n');
    expect(JSON.parse(first)).toMatchObject({
      seq: 1,
      kind: 'commissioned',
      body: { reason: 'girst start' },
      at: expect.stringContaining('+08:00') as string,
    });
  });
});
