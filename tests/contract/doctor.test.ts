import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import { SimulatedEscposPrinter } from '../../lab/devices/printer/simulatedEscposPrinter.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedValidator } from '../../lab/devices/validator/simulatedValidator.ts';
import { CHECK_IDS, type CheckId, type Finding } from '../../station/doctor/finding.ts';
import { ownerOfSocket } from '../../station/doctor/systemProcesses.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { assertOwnNamespace } from '../../lab/speed/ownNamespace.ts';
import { untilReally } from '../support/untilReally.ts';
import { type Pcscd, startPcscd } from '../../lab/speed/pcscd.ts';

const station = resolve(import.meta.dirname, '../../station');
let folder: string;
/** What a test has started; ended after it, the last one first. */
let started: (() => Promise<void> | void)[];

beforeEach(() => {
  assertOwnNamespace();
  folder = mkdtempSync(join(tmpdir(), 'kiosk-doctor-'));
  started = [];
});
afterEach(async () => {
  for (const end of started.toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

interface Parts {
  readonly reader?: string;
  readonly acceptor?: string;
  readonly printer?: object;
}

function writeConfig({ reader = 'Virtual PCD 00 00', acceptor = '/dev/no-such-line', printer = { kind: 'none' } }: Parts): string {
  const path = join(folder, 'kiosk.json');
  const example = JSON.parse(readFileSync(resolve(station, '../config/kiosk.example.json'), 'utf8')) as object;
  const config = {
    ...example,
    reader: { kind: 'pcsc', name: reader },
    acceptor: { kind: 'ssp', path: acceptor },
    printer,
    securityModule: { kind: 'file', file: resolve(station, '../lab/artificial-keys.json') },
    artificialCards: true,
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function start(file: string, args: readonly string[], options: Parameters<typeof spawn>[2]): ChildProcess {
  const child = spawn(file, args, options);
  started.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return child;
}

/** Asks the real doctor about this very machine. Its stdout is one JSON object and nothing else. */
async function doctor(parts: Parts, data = join(folder, 'data')): Promise<Record<CheckId, Finding> & { readonly code: number }> {
  const args = [join(station, 'cli.ts'), 'doctor', '--config', writeConfig(parts), '--data', data, '--json'];
  const child = start(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  const report = JSON.parse(stdout) as { readonly ok: boolean; readonly checks: readonly Finding[] };
  expect(report.checks.map(({ id }) => id)).toEqual(CHECK_IDS);
  expect(report.ok).toBe(report.checks.every(({ state }) => state !== 'fault'));
  expect(code).toBe(report.ok ? 0 : 1);
  const findings = Object.fromEntries(report.checks.map((finding) => [finding.id, finding])) as Record<CheckId, Finding>;
  return { ...findings, code };
}

async function runPcscd(): Promise<Pcscd> {
  const pcscd = await startPcscd();
  let running = true;
  started.push(() => (running ? pcscd.stop('SIGKILL') : undefined));
  return {
    ...pcscd,
    async stop(signal) {
      running = false;
      await pcscd.stop(signal);
    },
  };
}

describe('the doctor and the real pcscd', { timeout: 30_000 }, () => {
  it('says that it does not run', async () => {
    const { 'pcsc-service': service, reader, code } = await doctor({});
    expect(service).toMatchObject({ state: 'fault', remedy: expect.stringContaining('pcscd') as string });
    expect(reader).toMatchObject({ state: 'fault', found: expect.stringContaining('does not answer') as string });
    expect(code).toBe(1);
  });

  it('finds the reader by its name, and names all readers when none has it', async () => {
    await runPcscd();
    const right = await doctor({ reader: 'Virtual PCD 00 01' });
    expect(right['pcsc-service'].state).toBe('ok');
    expect(right.reader).toMatchObject({ state: 'ok', found: expect.stringContaining('"Virtual PCD 00 01"') as string });
    const wrong = await doctor({ reader: 'ACS ACR122U' });
    expect(wrong.reader.state).toBe('fault');
    expect(wrong.reader.found).toContain('"Virtual PCD 00 00"');
    expect(wrong.reader.found).toContain('"Virtual PCD 00 01"');
  });

  it('knows a socket that was left behind, and a service that hangs', async () => {
    const killed = await runPcscd();
    await killed.stop('SIGKILL');
    expect((await doctor({}))['pcsc-service']).toMatchObject({ state: 'fault', found: expect.stringContaining('left behind') as string });
    const hanging = await runPcscd();
    process.kill(hanging.pid, 'SIGSTOP');
    expect((await doctor({})).reader).toMatchObject({ state: 'fault', found: expect.stringContaining('hangs') as string });
  });
});

/** Two ends of a pseudo terminal. */
async function ptyPair(): Promise<{ readonly host: string; readonly unit: string }> {
  const [host, unit] = [join(folder, 'host'), join(folder, 'unit')];
  start('socat', [`pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${unit}`], { stdio: 'ignore' });
  await untilReally(() => existsSync(host) && existsSync(unit));
  return { host, unit };
}

describe('the doctor and a serial line', { timeout: 30_000 }, () => {
  it('says that there is none, or something else in its place', async () => {
    expect((await doctor({})).acceptor).toMatchObject({ state: 'fault', found: expect.stringContaining('is not there') as string });
    const { acceptor } = await doctor({ acceptor: join(folder, 'kiosk.json') });
    expect(acceptor).toMatchObject({ state: 'fault', found: expect.stringContaining('not a serial line') as string });
  });

  it('asks the unit at its far end who it is, and hears when there is none', async () => {
    const { host, unit } = await ptyPair();
    expect((await doctor({ acceptor: host })).acceptor).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('no unit answers') as string,
    });
    const validator = new SimulatedValidator({ clock: systemClock, random: new SeededRandom('doctor') });
    const far = createSerialLine({ path: unit });
    far.onData((bytes) => validator.receive(bytes));
    validator.onSend((bytes) => far.write(bytes));
    started.push(async () => {
      validator.powerOff();
      await far.close();
    });
    expect(await far.open()).toEqual({ ok: true });
    const { acceptor } = await doctor({ acceptor: host });
    expect(acceptor).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/validator \d+, firmware .*NT\$ 100, 200, 500, 1000/) as string,
    });
  });

  it('names who holds it', async () => {
    const { host } = await ptyPair();
    const holder = start('cat', [realpathSync(host)], { stdio: 'ignore' });
    await untilReally(() => readdirSync(`/proc/${holder.pid}/fd`).length > 3);
    const { acceptor } = await doctor({ acceptor: host });
    expect(acceptor).toMatchObject({ state: 'fault', found: expect.stringContaining(`cat (pid ${holder.pid})`) as string });
  });
});

describe('the doctor and a slip printer', { timeout: 30_000 }, () => {
  const says = (state: string, found: string): object => ({ state, found: expect.stringContaining(found) as string });

  it('asks one in the network how it is, and prints nothing', async () => {
    const device = new SimulatedEscposPrinter(systemClock);
    const server = createServer((socket) => {
      // The doctor hangs up when it has heard enough.
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => device.receive(new Uint8Array(bytes)));
      device.onSend((bytes) => socket.write(bytes));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const printer = { kind: 'escpos', host: '127.0.0.1', port };
    expect((await doctor({ printer })).printer).toMatchObject(says('ok', `127.0.0.1:${port}: a printer is there`));
    device.setPaper('low');
    expect((await doctor({ printer })).printer).toMatchObject(says('warning', 'the paper ends soon'));
    device.setCover('open');
    expect((await doctor({ printer })).printer).toMatchObject({ ...says('fault', 'the cover is open'), remedy: 'close the cover' });
    device.powerOff();
    expect((await doctor({ printer })).printer).toMatchObject(says('fault', 'no printer answers'));
    expect(device).toMatchObject({ slips: [], begun: null });
    server.close();
    await once(server, 'close');
    expect((await doctor({ printer })).printer).toMatchObject(says('fault', 'REFUSED'));
  });

  it('asks one on a serial line, and says when there is none', async () => {
    const { host, unit } = await ptyPair();
    const printer = { kind: 'escpos', path: host };
    expect((await doctor({ printer })).printer).toMatchObject(says('fault', 'no printer answers'));
    const device = new SimulatedEscposPrinter(systemClock);
    const far = createSerialLine({ path: unit });
    far.onData((bytes) => device.receive(bytes));
    device.onSend((bytes) => far.write(bytes));
    await far.open();
    started.push(() => far.close());
    device.setPaper('out');
    expect((await doctor({ printer })).printer).toMatchObject(says('fault', 'the paper has run out'));
    expect((await doctor({ printer: { kind: 'escpos', path: '/dev/no-printer' } })).printer).toMatchObject(says('fault', 'is not there'));
  });
});

describe('the doctor and a data folder', { timeout: 30_000 }, () => {
  const data = (): string => join(folder, 'data');

  function startStation(): { readonly child: ChildProcess; readonly ready: Promise<void> } {
    const args = [join(station, 'main.ts'), '--config', writeConfig({}), '--data', data()];
    const child = start(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const ready = Promise.withResolvers<void>();
    child.on('message', (message: { type: string }) => {
      if (message.type === 'ready') ready.resolve();
    });
    child.on('exit', () => ready.reject(new Error('the station ended before it was ready')));
    return { child, ready: ready.promise };
  }

  it('makes none', async () => {
    const findings = await doctor({});
    expect(findings['data-folder'].state).toBe('ok');
    expect(findings.journal.found).toContain('none yet');
    expect(existsSync(data())).toBe(false);
  });

  it('knows the station by the socket it listens on, not by those who are connected', async () => {
    const socket = join(folder, 'station.sock');
    const listener = start('socat', [`unix-listen:${socket},fork`, 'exec:cat'], { stdio: 'ignore' });
    await untilReally(() => existsSync(socket));
    for (let client = 0; client < 20; client += 1) start('socat', [`unix-connect:${socket}`, 'exec:cat'], { stdio: 'ignore' });
    const rows = (): number => readFileSync('/proc/net/unix', 'utf8').split(` ${socket}\n`).length - 1;
    await untilReally(() => rows() === 21);
    expect(await ownerOfSocket(socket)).toEqual({ pid: listener.pid, name: 'socat' });
  });

  it('reads the journal of a running station and leaves its devices alone, and changes nothing once it has stopped', async () => {
    const { child, ready } = startStation();
    await ready;
    const inUse = `in use by the running station (pid ${child.pid})`;
    const busy = await doctor({});
    expect(busy.station.found).toContain(inUse);
    expect(busy.reader).toMatchObject({ state: 'not-checked', found: inUse });
    expect(busy.acceptor).toMatchObject({ state: 'not-checked', found: inUse });
    expect(busy.journal).toMatchObject({ state: 'ok', found: expect.stringMatching(/^[1-9]\d* records/) as string });

    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    const before = readdirSync(data());
    const free = await doctor({});
    expect(free.station.found).toContain('no station runs');
    expect(free.reader.state).toBe('fault');
    expect(readdirSync(data())).toEqual(before);
  });

  it('says what is wrong with it', async () => {
    mkdirSync(data(), { mode: 0o700 });
    writeFileSync(join(data(), 'journal.db'), 'a letter');
    const foreign = await doctor({});
    expect(foreign.journal).toMatchObject({ state: 'fault', found: expect.stringContaining('not a kiosk journal') as string });
    expect(foreign['data-folder']).toMatchObject({ state: 'fault', found: expect.stringContaining('journal.key is missing') as string });
    symlinkSync('/dev/shm', join(folder, 'memory'));
    expect((await doctor({}, join(folder, 'memory')))['disk-space']).toMatchObject({
      state: 'fault',
      remedy: expect.stringContaining('--data') as string,
    });
  });
});
