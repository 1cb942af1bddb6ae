import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { CashAcceptor, CashEvent, CashInEnd } from '../../hardware/ports/cashAcceptor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedLine } from '../../lab/devices/validator/simulatedLine.ts';
import { SimulatedValidator } from '../../lab/devices/validator/simulatedValidator.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { outcomeOf } from '../support/outcomeOf.ts';
import { PtyPair } from '../support/ptyPair.ts';
import { untilReally } from '../support/untilReally.ts';

/** A line to a simulated validator, and time to go with it. */
interface Bench {
  readonly clock: Clock;
  readonly validator: SimulatedValidator;
  readonly line: ByteTransport;
  /** Takes the far end away without a word. */
  vanish(): Promise<void>;
  /** Lets time go by until `condition` holds. @throws Error when it does not within `limitMs`. */
  until(condition: () => boolean, limitMs?: number): Promise<void>;
  end(): Promise<void>;
}

const TIMING = { readingMs: 50, transportMs: 50, stowingMs: 50, rejectingMs: 50, startUpMs: 50 };

const newValidator = (clock: Clock): SimulatedValidator =>
  new SimulatedValidator({ clock, random: new SeededRandom('contract'), config: { timing: TIMING } });

const memoryBench = (): Promise<Bench> => {
  const clock = new VirtualClock();
  const validator = newValidator(clock);
  const line = new SimulatedLine(validator, { clock, byteTimeMs: 1, chunks: new SeededRandom('chunks') });
  return Promise.resolve({
    clock,
    validator,
    line,
    vanish: () => Promise.resolve(line.cut({ silent: true })),
    async until(condition, limitMs = 60_000) {
      if (!(await clock.runUntil(condition, limitMs))) throw new Error('it never came to that');
    },
    end: () => Promise.resolve(),
  });
};

const ptyBench = async (): Promise<Bench & { readonly hostEnd: string }> => {
  const pty = await PtyPair.open();
  const validator = newValidator(systemClock);
  const far = createSerialLine({ path: pty.unitEnd });
  far.onData((bytes) => validator.receive(bytes));
  validator.onSend((bytes) => far.write(bytes));
  expect(await far.open()).toEqual({ ok: true });
  return {
    hostEnd: pty.hostEnd,
    clock: systemClock,
    validator,
    line: createSerialLine({ path: pty.hostEnd }),
    vanish: () => pty.cut(),
    until: untilReally,
    async end() {
      await far.close();
      validator.powerOff();
      await pty.end();
    },
  };
};

describe.each([
  ['in memory', memoryBench],
  ['over a pseudo terminal', ptyBench],
])('a cash acceptor on a line %s', (_, createBench) => {
  let bench: Bench;
  let acceptor: CashAcceptor;
  let events: CashEvent[];

  const outcome = <Value>(promise: Promise<Value>): Promise<Value> => outcomeOf(promise, (settled) => bench.until(settled));

  const open = async (): Promise<void> => {
    const ready = await outcome(acceptor.reset());
    if (!ready.ok) throw new Error(ready.error.detail);
    expect(await outcome(acceptor.cashInStart(ready.value.denominations))).toEqual({ ok: true });
  };

  const escrow = async (value: number): Promise<void> => {
    expect(bench.validator.insertNote(value)).toBe('taken-in');
    await bench.until(() => events.some((event) => event.type === 'note-in-escrow' && event.item.value === value));
  };

  const lastItem = (): number => events.findLast((event) => event.type === 'note-in-escrow')?.item.id ?? 0;

  const keep = async (): Promise<CashInEnd | undefined> => (await outcome(acceptor.cashInEnd([lastItem()], () => undefined)))[0];

  beforeEach(async () => {
    bench = await createBench();
    acceptor = createSspAcceptor({ line: bench.line, clock: bench.clock, limits: { replyTimeoutMs: 200, repeats: 3 } });
    events = [];
    acceptor.onEvent((event) => events.push(event));
  });

  afterEach(async () => {
    await outcome(acceptor.stop());
    await bench.end();
  });

  it('keeps a note', async () => {
    await open();
    await escrow(500);
    expect(await keep()).toMatchObject({ end: 'kept', note: { value: 500, counters: { notesKept: 1 } } });
    expect(bench.validator.truth).toEqual({ kept: [500], returned: [], inPath: null });
  });

  it('gives a note back', async () => {
    await open();
    await escrow(1000);
    expect(await outcome(acceptor.cashInRollback())).toEqual({ ok: true });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [1000], inPath: null });
  });

  it('gets over lost and garbled replies', async () => {
    await open();
    bench.validator.faults.failNext('any', 'lost-reply');
    bench.validator.faults.failNext('any', 'garbled-reply');
    await escrow(100);
    bench.validator.faults.failNext('poll', 'lost-reply');
    expect(await keep()).toMatchObject({ end: 'kept' });
    expect(bench.validator.truth.kept).toEqual([100]);
  });

  it('finds a note that was kept while the host was away', async () => {
    await open();
    await escrow(200);
    const ending = acceptor.cashInEnd([lastItem()], () => undefined);
    await bench.until(() => bench.validator.phase === 'transport');
    await bench.line.close();
    await bench.until(() => bench.validator.phase === null);
    expect(await outcome(acceptor.reset())).toMatchObject({
      ok: true,
      value: { counters: { notesKept: 1 } },
    });
    expect(await outcome(ending)).toMatchObject([{ end: 'unknown' }]);
  });

  it('is offline when the far end has vanished', async () => {
    await open();
    await bench.vanish();
    // Silence at first; a line of the operating system may say more when it is written to.
    const away = (event: CashEvent): boolean => event.type === 'condition' && /^(?:offline|no-line)$/.test(event.condition.kind);
    await bench.until(() => events.some(away));
    expect(await outcome(acceptor.reset())).toMatchObject({ ok: false, error: { kind: 'no-line' } });
    const told = events.flatMap((event) => (event.type === 'condition' ? [event.condition.kind] : []));
    expect(told.at(-1)).toBe('no-line');
    expect(told).toEqual([...new Set(told)]);
  });
});

describe('a serial line', () => {
  it('is absent when there is no such port', async () => {
    expect(await createSerialLine({ path: '/dev/no-such-port' }).open()).toMatchObject({ ok: false, error: { kind: 'line-absent' } });
  });

  it('belongs to one process at a time', async () => {
    const bench = await ptyBench();
    try {
      expect(await bench.line.open()).toEqual({ ok: true });
      expect(await bench.line.open()).toEqual({ ok: true });
      const other = createSerialLine({ path: bench.hostEnd });
      expect(await other.open()).toMatchObject({ ok: false, error: { kind: 'line-absent' } });
    } finally {
      await bench.line.close();
      await bench.end();
    }
  });

  it('is lost once, however often its end is told', async () => {
    const bench = await ptyBench();
    const faults: string[] = [];
    bench.line.onLost(({ kind }) => faults.push(kind));
    await bench.line.open();
    await bench.vanish();
    await bench.until(() => {
      bench.line.write(Uint8Array.of(0x7f));
      return faults.length > 0;
    });
    bench.line.write(Uint8Array.of(0x7f));
    await bench.line.close();
    await bench.end();
    expect(faults).toEqual(['line-lost']);
  });
});
