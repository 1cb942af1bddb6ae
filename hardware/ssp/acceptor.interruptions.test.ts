import { describe, expect, it } from 'vitest';
import type { CashInEnd, CashReady } from '../ports/cashAcceptor.ts';
import { ValidatorBench } from '../../lab/devices/validator/validatorBench.ts';

/** From inserting a note to the end of its keeping, with room to spare. */
const CASH_IN_MS = 2_600;
const STEP_MS = 50;
const moments = Array.from({ length: CASH_IN_MS / STEP_MS }, (_, index) => index * STEP_MS);

/** Inserts a note and asks for it as soon as it waits. */
const payIn = (bench: ValidatorBench): { outcome: CashInEnd | null } => {
  const seen: { outcome: CashInEnd | null } = { outcome: null };
  const { acceptor } = bench.host;
  acceptor.onEvent((event) => {
    bench.host.events.push(event);
    if (event.type !== 'note-in-escrow') return;
    const keep = async (): Promise<void> => {
      seen.outcome = await bench.cashInEnd();
    };
    keep().catch(() => undefined);
  });
  bench.validator.insertNote(500);
  return seen;
};

const resetUntilReady = async (bench: ValidatorBench): Promise<CashReady> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const ready = await bench.reset();
    if (ready.ok) return ready.value;
    await bench.clock.advanceAsync(5_000);
  }
  throw new Error('the unit never became ready');
};

/** What a host must find out after an interruption: the note is in the box or with the passenger, and the counters say which. */
const expectTheTruth = (bench: ValidatorBench, ready: CashReady, moment: number): void => {
  const { truth } = bench.validator;
  expect(truth.inPath, `at ${moment} ms`).toBeNull();
  expect([...truth.kept, ...truth.returned], `at ${moment} ms`).toEqual([500]);
  expect(ready.counters?.notesKept, `at ${moment} ms`).toBe(truth.kept.length);
  for (const note of bench.words()) {
    if (note.value !== null) expect(note.value, `at ${moment} ms`).toBe(500);
    expect(note.where, `at ${moment} ms`).toBe(truth.kept.length === 1 ? 'kept' : 'returned');
  }
};

describe('a power cut of the unit', () => {
  it.each(moments)('%i ms after the note leaves it kept or returned, never both, and the reset finds out', async (moment) => {
    const bench = new ValidatorBench();
    await bench.open();
    const seen = payIn(bench);
    await bench.clock.advanceAsync(moment);
    bench.validator.powerOff();
    await bench.clock.advanceAsync(3_000);
    bench.validator.powerOn();
    await bench.clock.advanceAsync(30_000);
    const ready = await resetUntilReady(bench);
    expectTheTruth(bench, ready, moment);
    const committed = bench.host.committed.length;
    expect(committed).toBe(seen.outcome?.end === 'kept' ? 1 : 0);
    if (committed === 1) expect(bench.validator.truth.kept).toEqual([500]);
    if (seen.outcome?.end === 'returned') expect(bench.validator.truth.returned).toEqual([500]);
    expect(bench.words().filter(({ where, atStart }) => where === 'kept' && !atStart)).toEqual([]);
  });

  it('shorter than a reply time-out is noticed all the same', async () => {
    const bench = new ValidatorBench({ config: { timing: { startUpMs: 200 } } });
    await bench.open();
    bench.validator.powerOff();
    bench.validator.powerOn();
    await bench.clock.advanceAsync(5_000);
    expect(bench.host.events.at(-1)).toEqual({
      type: 'condition',
      condition: { kind: 'offline', detail: 'the unit restarted by itself' },
    });
    expect(await bench.clock.resolve(bench.host.acceptor.cashInStart([]))).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });

  it('is told at once, with what the unit says of the note, and not a second time', async () => {
    const bench = new ValidatorBench({ config: { timing: { startUpMs: 200 } } });
    await bench.open();
    const seen = payIn(bench);
    await bench.clock.runUntil(() => bench.validator.phase === 'transport');
    bench.validator.powerOff();
    bench.validator.powerOn();
    await bench.clock.advanceAsync(5_000);
    expect(seen.outcome).toEqual({ end: 'unknown', detail: 'the unit restarted by itself' });
    const word = { where: 'returned', value: 500, atStart: true };
    expect(bench.words()).toEqual([word]);
    await resetUntilReady(bench);
    expect(bench.words()).toEqual([word]);
  });

  it('behind the point of no return is told as kept, though the credit never was', async () => {
    const bench = new ValidatorBench({ config: { timing: { stowingMs: 5_000, transportMs: 50 } } });
    await bench.open();
    payIn(bench);
    await bench.clock.runUntil(() => bench.validator.phase === 'stowing');
    expect(bench.host.committed).toEqual([]);
    bench.validator.powerOff();
    bench.validator.powerOn();
    await bench.clock.advanceAsync(5_000);
    const ready = await resetUntilReady(bench);
    expect(ready).toMatchObject({ counters: { notesKept: 1 } });
    expect(bench.words()).toEqual([{ where: 'kept', value: 500, atStart: true }]);
  });
});

describe('the death of the host', () => {
  it.each(moments)('%i ms after the note: another host finds out what became of it', async (moment) => {
    const bench = new ValidatorBench();
    await bench.open();
    payIn(bench);
    await bench.clock.advanceAsync(moment);
    const committedBefore = bench.host.committed.length;
    bench.killHost();
    const ready = await resetUntilReady(bench);
    expectTheTruth(bench, ready, moment);
    // A credit that was durable before is a note in the box; the counters then show nothing new to the next host.
    if (committedBefore === 1) expect(ready.counters?.notesKept).toBe(1);
    await bench.open();
    await bench.escrow(100);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 100 } });
  });

  it.each(['before', 'after'] as const)('%s any single command of a cash-in', async (when) => {
    let total = Number.POSITIVE_INFINITY;
    for (let index = 0; index < total; index += 1) {
      const bench = new ValidatorBench();
      await bench.open();
      let count = 0;
      let armed = true;
      bench.onHostFrame = (_, phase) => {
        if (!armed || phase !== when) return;
        count += 1;
        if (count - 1 !== index) return;
        armed = false;
        bench.host.line.cut({ silent: true });
      };
      payIn(bench);
      await bench.clock.advanceAsync(CASH_IN_MS);
      if (armed) total = count;
      armed = false;
      bench.killHost();
      const ready = await resetUntilReady(bench);
      expectTheTruth(bench, ready, index);
    }
    expect(total).toBeGreaterThan(10);
    expect(total).toBeLessThan(100);
  });

  it('for longer than the patience of the unit: the note comes back by itself', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    bench.killHost();
    await bench.clock.advanceAsync(11_000);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 0 } } });
  });

  it('and of the unit at once, in the middle of the reset of the next host', async () => {
    for (let delayMs = 0; delayMs < 1_500; delayMs += 100) {
      const bench = new ValidatorBench();
      await bench.open();
      payIn(bench);
      await bench.clock.advanceAsync(1_100);
      const next = bench.killHost();
      const resetting = next.acceptor.reset();
      await bench.clock.advanceAsync(delayMs);
      bench.validator.powerOff();
      await bench.clock.advanceAsync(500);
      bench.validator.powerOn();
      await bench.clock.resolve(resetting);
      expectTheTruth(bench, await resetUntilReady(bench), delayMs);
    }
  });
});
