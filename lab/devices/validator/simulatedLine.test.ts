import { beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../seededRandom.ts';
import { VirtualClock } from '../virtualClock.ts';
import { type LinePeer, SimulatedLine } from './simulatedLine.ts';

/** Sends back what it hears. */
class Echo implements LinePeer {
  readonly heard: number[] = [];
  #send: (bytes: Uint8Array) => void = () => undefined;
  receive(bytes: Uint8Array): void {
    this.heard.push(...bytes);
    this.#send(bytes);
  }
  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#send = listener;
  }
}

let clock: VirtualClock;
let echo: Echo;
let heard: number[];
let lost: string[];

const newLine = (options: { byteTimeMs?: number; chunks?: SeededRandom } = {}): SimulatedLine => {
  const line = new SimulatedLine(echo, { clock, ...options });
  line.onData((bytes) => heard.push(...bytes));
  line.onLost(({ kind }) => lost.push(kind));
  return line;
};

beforeEach(() => {
  clock = new VirtualClock();
  echo = new Echo();
  heard = [];
  lost = [];
});

describe('a simulated line', () => {
  it('delivers later, never within write', async () => {
    const line = newLine();
    await line.open();
    line.write(Uint8Array.of(1, 2, 3));
    expect(echo.heard).toEqual([]);
    clock.advance(0);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('takes the time of its bytes, one after the other', async () => {
    const line = newLine({ byteTimeMs: 10 });
    await line.open();
    line.write(Uint8Array.of(1, 2, 3));
    line.write(Uint8Array.of(4));
    clock.advance(30);
    expect(echo.heard).toEqual([1, 2, 3]);
    clock.advance(10);
    expect(echo.heard).toEqual([1, 2, 3, 4]);
    clock.advance(1_000);
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('keeps the order in crumbs', async () => {
    const line = newLine({ chunks: new SeededRandom('crumbs') });
    await line.open();
    const bytes = Uint8Array.from({ length: 200 }, (_, index) => index);
    line.write(bytes);
    clock.advance(0);
    expect(heard).toEqual([...bytes]);
  });

  it('loses what is on the way when it is cut, says so unless silent, and can be mended', async () => {
    const line = newLine({ byteTimeMs: 1 });
    await line.open();
    line.write(Uint8Array.of(1));
    line.cut();
    clock.advance(10);
    expect({ heard, lost, at: echo.heard }).toEqual({ heard: [], lost: ['line-lost'], at: [] });
    expect(await line.open()).toMatchObject({ ok: false, error: { kind: 'line-absent' } });
    line.write(Uint8Array.of(2));
    line.restore();
    await line.open();
    line.cut({ silent: true });
    line.restore();
    await line.open();
    line.write(Uint8Array.of(3));
    clock.advance(10);
    expect({ heard, lost }).toEqual({ heard: [3], lost: ['line-lost'] });
  });

  it('gives the device to the host that opened last', async () => {
    const first = newLine();
    const second = new SimulatedLine(echo, { clock });
    const heardBySecond: number[] = [];
    second.onData((bytes) => heardBySecond.push(...bytes));
    await first.open();
    await second.open();
    second.write(Uint8Array.of(9));
    clock.advance(0);
    expect({ heard, heardBySecond }).toEqual({ heard: [], heardBySecond: [9] });
  });
});
