import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { easyCardClassic } from '../../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { createUnixSocketLine } from '../devices/wire/unixSocketLine.ts';
import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import { createCardReader } from '../../hardware/pcsc/cardReader.ts';
import { lineChannel } from '../devices/wire/lineChannel.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import type { CashAcceptor, CashEvent } from '../../hardware/ports/cashAcceptor.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { createRemoteAuxiliaries } from '../devices/auxiliaries/remoteAuxiliaries.ts';
import { createRemotePrinter } from '../devices/printer/remotePrinter.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { settle, VirtualClock } from '../devices/virtualClock.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { postTo } from '../../station/issuer/issuerDoor.ts';
import { MAINS_OFF_MS } from '../../link/companionLink.ts';
import { benchSockets } from './benchSockets.ts';
import { type RunningBench, setUpBench } from './setUpBench.ts';

/** Rounds of the event loop in which bytes cross a unix socket within one process, there and back, with room to spare. */
const SOCKET_ROUNDS = 12;

let folder: string;
let clock: VirtualClock;
let bench: RunningBench;
const endings: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-'));
  clock = new VirtualClock();
  bench = await setUpBench({
    folder,
    cardBehind: 'reader',
    cardsFolder: join(folder, 'cards'),
    clock,
    random: new SeededRandom('bench'),
    onState: () => {},
  });
});

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  await bench.close();
  await rm(folder, { recursive: true });
});

/** Runs virtual time, and real sockets between its moments, until `condition` holds. */
async function until(condition: () => boolean, limitMs = 60_000): Promise<void> {
  const end = clock.monotonicMs() + limitMs;
  for (;;) {
    for (let round = 0; round < SOCKET_ROUNDS; round += 1) await settle();
    if (condition()) return;
    if (clock.monotonicMs() > end || !clock.runNext()) throw new Error('it did not come to pass');
  }
}

async function run<Value>(work: Promise<Value>): Promise<Value> {
  let done = false;
  const mark = (): void => {
    done = true;
  };
  work.then(mark, mark);
  await until(() => done);
  return work;
}

/** A host of the validator, as the station is one. */
async function startHost() {
  const acceptor = createSspAcceptor({ line: createUnixSocketLine(benchSockets(folder).validator), clock });
  endings.push(() => run(acceptor.stop()));
  const events: CashEvent[] = [];
  acceptor.onEvent((event) => events.push(event));
  const ready = await run(acceptor.reset());
  if (!ready.ok) throw new Error(ready.error.detail);
  return { acceptor, events, ready: ready.value };
}

async function takeNote(acceptor: CashAcceptor, events: readonly CashEvent[], value: number) {
  await run(acceptor.cashInStart([dollars(value)]));
  await until(() => bench.state().acceptor.accepts.includes(value));
  bench.carryOut({ do: 'insert-note', value });
  const escrowed = () => events.findLast((event) => event.type === 'note-in-escrow');
  await until(() => escrowed() !== undefined);
  const [end] = await run(acceptor.cashInEnd([escrowed()?.item.id ?? 0], () => undefined));
  return end;
}

it('leaves the image of a card that is taken away, for whoever wants to see what was written to it', async () => {
  const image = join(folder, 'cards', 'ordinary.bin');
  bench.carryOut({ do: 'place-card', card: 'ordinary' });
  expect(existsSync(image)).toBe(false);
  bench.carryOut({ do: 'place-card', card: 'nearly-full' });
  expect(readFileSync(image)).toHaveLength(1_024);
  expect(await readdir(join(folder, 'cards'))).toEqual(['ordinary.bin']);
});

describe('the validator on the bench', () => {
  it('takes a note from the dock into the box, and shows what it accepts', async () => {
    const { acceptor, events, ready } = await startHost();
    expect(ready.denominations).toEqual([100, 200, 500, 1_000, 2_000]);
    expect(bench.state().acceptor).toEqual({ power: 'on', accepts: [], jammed: false, notesKept: 0 });
    await run(acceptor.cashInStart([dollars(100), dollars(500)]));
    expect(bench.state().acceptor.accepts).toEqual([100, 500]);
    expect(await takeNote(acceptor, events, 500)).toMatchObject({ end: 'kept', note: { value: 500 } });
    expect(bench.state().acceptor.notesKept).toBe(1);
  });

  it('remembers its notes for the next host, and over a power cut', async () => {
    const first = await startHost();
    await takeNote(first.acceptor, first.events, 100);
    const second = await startHost();
    expect(second.ready.counters?.notesKept).toBe(1);
    bench.carryOut({ do: 'cut-power' });
    expect(bench.state().acceptor).toEqual({ power: 'off', accepts: [], jammed: false, notesKept: 1 });
    const back = clock.monotonicMs() + MAINS_OFF_MS;
    await until(() => clock.monotonicMs() >= back);
    expect(bench.state().acceptor.power).toBe('on');
    const third = await startHost();
    expect(third.ready.counters?.notesKept).toBe(1);
  });

  it('jams when it is told to, and gives the note back when staff clear it', async () => {
    const { acceptor, events } = await startHost();
    bench.carryOut({ do: 'jam-next-note' });
    expect(await takeNote(acceptor, events, 100)).toMatchObject({ end: 'unknown' });
    expect(bench.state().acceptor).toMatchObject({ jammed: true, notesKept: 0 });
    bench.carryOut({ do: 'clear-jam' });
    expect(bench.state().acceptor).toMatchObject({ jammed: false, notesKept: 0 });
  });
});

it('lets a card from the dock be read through its socket', async () => {
  const pcsc = createRemotePcsc({ clock, open: () => lineChannel(createConnection(benchSockets(folder).reader)) });
  const reader = createCardReader({ pcsc, clock, keys: sameKeysForAll(FACTORY_KEYS), profiles: [easyCardClassic] });
  endings.push(() => run(reader.stop()));
  const events: string[] = [];
  reader.onEvent(({ type }) => events.push(type));
  reader.start();
  await until(() => events.includes('reader-online'));
  bench.carryOut({ do: 'place-card', card: 'ordinary' });
  await until(() => events.includes('card-placed'));
  expect(await run(reader.readCard())).toMatchObject({ ok: true, value: { balance: 320 } });
  bench.carryOut({ do: 'cut-power' });
  await until(() => events.includes('reader-offline'));
  expect(bench.state().cards.find(({ id }) => id === 'ordinary')).toMatchObject({ placed: true, balance: 320 });
});

it('prints slips that the dock shows, and says when there is no paper', async () => {
  const printer = createRemotePrinter(benchSockets(folder).printer);
  await run(printer.print({ id: 's1', font: 'noto-sans-tc', lines: [{ kind: 'title', text: '加值' }] }));
  expect(bench.state().slips).toEqual([{ id: 's1', lines: [{ kind: 'title', text: '加值' }] }]);
  bench.carryOut({ do: 'paper', paper: 'out' });
  expect(await run(printer.print({ id: 's2', font: 'noto-sans-tc', lines: [{ kind: 'rule' }] }))).toMatchObject({
    ok: false,
    error: { kind: 'paper-out' },
  });
  expect(bench.state().paper).toBe('out');
});

it('turns the operator switch', async () => {
  const auxiliaries = createRemoteAuxiliaries(benchSockets(folder).auxiliaries, clock);
  endings.push(() => auxiliaries.close());
  const positions: string[] = [];
  auxiliaries.onOperatorSwitch((position) => positions.push(position));
  await until(() => positions.length === 1);
  bench.carryOut({ do: 'operator-switch', position: 'maintenance' });
  await until(() => positions.length === 2);
  expect(positions).toEqual(['run', 'maintenance']);
});

it('lets the station reach the issuer until the network is cut', async () => {
  const sockets = benchSockets(folder);
  const host = createServer((_request, response) => response.end('{}')).listen(sockets.issuerHost);
  endings.push(() => host.close());
  const ask = () =>
    postTo({ kind: 'socket', path: sockets.issuer }, 'lookup', {}, { clock: systemClock, signal: new AbortController().signal });
  expect(await ask()).toMatchObject({ ok: true, value: { status: 200, text: '{}' } });
  bench.carryOut({ do: 'network', network: 'cut' });
  await until(() => !existsSync(sockets.issuer));
  expect(await ask()).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  bench.carryOut({ do: 'network', network: 'up' });
  await until(() => existsSync(sockets.issuer));
  expect(await ask()).toMatchObject({ ok: true });
});

it('makes no socket for the reader when the cards lie behind the real service', async () => {
  const other = await mkdtemp(join(tmpdir(), 'kiosk-bench-'));
  endings.push(() => rm(other, { recursive: true }));
  const behindService = await setUpBench({
    folder: other,
    cardBehind: 'pcscd',
    clock,
    random: new SeededRandom('bench'),
    onState: () => {},
  });
  endings.push(() => behindService.close());
  expect((await readdir(other)).sort()).toEqual(['auxiliaries.sock', 'issuer-seed.json', 'issuer.sock', 'printer.sock', 'validator.sock']);
});
