import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBlack } from '../../hardware/escpos/bitmap.ts';
import { createEscposPrinter } from '../../hardware/escpos/printer.ts';
import { withoutRealTimeCommands } from '../../hardware/escpos/raster.ts';
import { drawSlip } from '../../hardware/escpos/slipPicture.ts';
import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import { createTcpLine } from '../../hardware/lines/tcpLine.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { ReceiptPrinter, Slip } from '../../hardware/ports/receiptPrinter.ts';
import { SimulatedEscposPrinter } from '../../lab/devices/printer/simulatedEscposPrinter.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedLine } from '../../lab/devices/validator/simulatedLine.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { outcomeOf } from '../support/outcomeOf.ts';
import { PtyPair } from '../support/ptyPair.ts';
import { untilReally } from '../support/untilReally.ts';

/** A line to a simulated printer, and time to go with it. */
interface Bench {
  readonly clock: Clock;
  readonly device: SimulatedEscposPrinter;
  readonly line: ByteTransport;
  /** Takes the far end away without a word. */
  vanish(): Promise<void>;
  /** Lets time go by until `condition` holds. @throws Error when it never does */
  until(condition: () => boolean): Promise<void>;
  end(): Promise<void>;
}

const memoryBench = (): Promise<Bench> => {
  const clock = new VirtualClock();
  const device = new SimulatedEscposPrinter(clock);
  const line = new SimulatedLine(device, { clock, byteTimeMs: 0.087, chunks: new SeededRandom('chunks') });
  return Promise.resolve({
    clock,
    device,
    line,
    vanish: () => Promise.resolve(line.cut({ silent: true })),
    async until(condition) {
      if (!(await clock.runUntil(condition))) throw new Error('it never came to that');
    },
    end: () => Promise.resolve(),
  });
};

const ptyBench = async (): Promise<Bench> => {
  const pty = await PtyPair.open();
  const device = new SimulatedEscposPrinter(systemClock);
  const far = createSerialLine({ path: pty.unitEnd });
  far.onData((bytes) => device.receive(bytes));
  device.onSend((bytes) => far.write(bytes));
  expect(await far.open()).toEqual({ ok: true });
  return {
    clock: systemClock,
    device,
    line: createSerialLine({ path: pty.hostEnd, baudRate: 115_200, stopBits: 1 }),
    vanish: () => pty.cut(),
    until: untilReally,
    async end() {
      await far.close();
      device.powerOff();
      await pty.end();
    },
  };
};

/** A network printer: one connection at a time, each going on where the last one stopped. */
const tcpBench = async (): Promise<Bench> => {
  const device = new SimulatedEscposPrinter(systemClock);
  const peers: Socket[] = [];
  let there = true;
  const server: Server = createServer((socket) => {
    peers.push(socket);
    // A host that hangs up is no error of ours.
    socket.on('error', () => undefined);
    if (!there) return;
    socket.on('data', (bytes) => device.receive(new Uint8Array(bytes)));
    device.onSend((bytes) => socket.writable && socket.write(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    clock: systemClock,
    device,
    line: createTcpLine({ host: '127.0.0.1', port, clock: systemClock }),
    vanish: () => {
      // The connection stays, as it does when a cable is pulled: nothing is read and nothing said.
      there = false;
      for (const peer of peers) peer.pause().removeAllListeners('data');
      device.onSend(() => undefined);
      return Promise.resolve();
    },
    until: untilReally,
    end: () =>
      new Promise((resolve) => {
        device.powerOff();
        server.close(() => resolve());
        for (const peer of peers) peer.destroy();
      }),
  };
};

const slip: Slip = {
  id: 'claim-1',
  font: 'noto-sans-tc',
  lines: [
    { kind: 'title', text: '款項留存憑條' },
    { kind: 'pair', label: '卡號', value: '****6789' },
    { kind: 'pair', label: 'Amount', value: 'NT$500' },
    { kind: 'rule' },
    { kind: 'text', text: '請將同一張卡片放到本機完成加值，或憑此單洽服務台。' },
    { kind: 'qr', text: 'CLAIM K15-0813P 1P3GD0813P' },
  ],
};

describe.each([
  ['in memory', memoryBench],
  ['over a pseudo terminal', ptyBench],
  ['over TCP', tcpBench],
])('a slip printer on a line %s', (_, createBench) => {
  let bench: Bench;
  let printer: ReceiptPrinter;

  const outcome = <Value>(promise: Promise<Value>): Promise<Value> => outcomeOf(promise, (settled) => bench.until(settled));

  beforeEach(async () => {
    bench = await createBench();
    printer = createEscposPrinter({
      line: bench.line,
      clock: bench.clock,
      limits: { statusMs: 300, answerMs: 1_500, quietMs: 50, recoveryQuietMs: 700 },
    });
    // The drawing library is loaded once, in real time.
    await drawSlip(slip, 576);
  });

  afterEach(() => bench.end());

  it('prints every dot of a slip, and says so when it is cut', async () => {
    expect(await outcome(printer.print(slip))).toEqual({ ok: true });
    const drawn = await drawSlip(slip, 576);
    const [printed] = bench.device.slips;
    expect(printed).toMatchObject({ width: drawn.width, height: drawn.height });
    expect(Buffer.from(printed?.bytes ?? []).equals(withoutRealTimeCommands(drawn.bytes))).toBe(true);
    expect(printed !== undefined && isBlack(printed, 12, 0)).toBe(false);
    expect(bench.device).toMatchObject({ overflowed: 0, unknown: [], begun: null });
  });

  it('tells of its paper', async () => {
    bench.device.setPaper('low');
    expect(await outcome(printer.getPaper())).toEqual({ ok: true, value: 'low' });
    bench.device.setPaper('out');
    expect(await outcome(printer.getPaper())).toEqual({ ok: true, value: 'out' });
    expect(await outcome(printer.print(slip))).toMatchObject({ ok: false, error: { kind: 'paper-out' } });
  });

  it('does not count a slip whose paper ends on the way, and prints it whole on the next roll', async () => {
    bench.device.runOutAfter(200);
    expect(await outcome(printer.print(slip))).toMatchObject({ ok: false, error: { kind: 'paper-out' } });
    expect(bench.device.slips).toEqual([]);
    bench.device.setPaper('full');
    expect(await outcome(printer.print(slip))).toEqual({ ok: true });
    const [whole, torn] = bench.device.slips.map(({ height }) => height);
    expect(whole).toBe((await drawSlip(slip, 576)).height);
    expect(torn).toBeLessThan(300);
  });

  it('does not count a slip when its cover is opened on the way, nor when the knife sticks', async () => {
    const printing = printer.print(slip);
    await bench.until(() => (bench.device.begun?.height ?? 0) > 50);
    bench.device.setCover('open');
    expect(await outcome(printing)).toMatchObject({
      ok: false,
      error: { kind: 'offline', detail: expect.stringContaining('cover') as string },
    });
    bench.device.setCover('closed');
    bench.device.jamCutter();
    expect(await outcome(printer.print(slip))).toMatchObject({ ok: false, error: { kind: 'jammed' } });
  });

  it('is offline when the far end has vanished on the way', async () => {
    const printing = printer.print(slip);
    await bench.until(() => (bench.device.begun?.height ?? 0) > 50);
    await bench.vanish();
    expect(await outcome(printing)).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(await outcome(printer.getPaper())).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });
});
