import { describe, expect, it } from 'vitest';
import { dollars } from '../ports/dollars.ts';
import { toHex } from '../ports/hex.ts';
import { ValidatorBench } from '../../lab/devices/validator/validatorBench.ts';

const start = (bench: ValidatorBench, ...accept: number[]) =>
  bench.clock.resolve(bench.host.acceptor.cashInStart(accept.map((value) => dollars(value))));
const rollback = (bench: ValidatorBench) => bench.clock.resolve(bench.host.acceptor.cashInRollback());
const commands = (bench: ValidatorBench): string[] => bench.protocol.map((entry) => (entry === 'commit' ? entry : toHex(entry)));

describe('a note', () => {
  it('is seen, waits in escrow, and is kept when that is asked for', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    expect(bench.validator.phase).toBe('escrow');
    expect(await bench.keep()).toEqual({ end: 'kept', note: { item: 1, value: 500, counters: { serial: '4217043', notesKept: 1 } } });
    expect(bench.host.events).toEqual([
      { type: 'condition', condition: { kind: 'in-order' } },
      { type: 'note-seen' },
      { type: 'note-in-escrow', item: { id: 1, value: 500 } },
      { type: 'note-under-way', item: 1, counters: { serial: '4217043', notesKept: 0 } },
    ]);
    expect(bench.validator.truth).toEqual({ kept: [500], returned: [], inPath: null });
    expect(bench.host.committed).toEqual([{ item: 1, value: 500, counters: { serial: '4217043', notesKept: 1 } }]);
  });

  it('is held for as long as nobody decides, without a second of silence and without a poll', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    bench.protocol.length = 0;
    const times: number[] = [];
    bench.onHostFrame = (_, phase) => {
      if (phase === 'before') times.push(bench.clock.monotonicMs());
    };
    await bench.clock.advanceAsync(120_000);
    expect(new Set(commands(bench))).toEqual(new Set(['18']));
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(1_000);
    expect(bench.validator.phase).toBe('escrow');
    expect(await bench.keep()).toMatchObject({ end: 'kept' });
  });

  it('is committed before the unit hears another command', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    bench.protocol.length = 0;
    let keptAt = -1;
    bench.onHostFrame = (_, phase) => {
      // The reply to this very command is the first that tells the credit.
      if (phase === 'after' && keptAt < 0 && bench.validator.counters.stacked === 1) keptAt = bench.protocol.length;
    };
    await bench.keep();
    expect(keptAt).toBeGreaterThan(0);
    expect(bench.protocol[keptAt]).toBe('commit');
    // No second note may follow: closing the channels is the first thing that the unit hears after that.
    expect(bench.protocol[keptAt + 1]).toEqual(Uint8Array.of(0x02, 0, 0));
    expect(bench.protocol.filter((entry) => entry === 'commit')).toHaveLength(1);
  });

  it('goes back when that is asked for, and the path is clear at the end', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    expect(await rollback(bench)).toEqual({ ok: true });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(bench.host.events.at(-1)).toEqual({ type: 'note-returned', item: 1, value: 500, reason: 'host' });
  });

  it('goes back while it is still being read', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    bench.validator.insertNote(500);
    await bench.clock.advanceAsync(250);
    expect(await rollback(bench)).toEqual({ ok: true });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(bench.count('note-in-escrow')).toBe(0);
    expect(bench.count('note-returned')).toBe(1);
  });

  it('goes back, with the reason, when it is not recognised or not wanted', async () => {
    const bench = new ValidatorBench();
    await bench.open(100, 500);
    bench.validator.faults.failNext('validate', 'reject-note');
    bench.validator.insertNote(100);
    await bench.clock.advanceAsync(3_000);
    bench.validator.insertNote(200);
    await bench.clock.advanceAsync(3_000);
    bench.validator.insertNote(300);
    await bench.clock.advanceAsync(3_000);
    expect(bench.host.events.filter(({ type }) => type === 'note-returned')).toEqual([
      { type: 'note-returned', item: null, value: null, reason: 'not-recognised' },
      { type: 'note-returned', item: null, value: null, reason: 'not-let-in' },
      { type: 'note-returned', item: null, value: null, reason: 'not-recognised' },
    ]);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [100, 200, 300], inPath: null });
  });

  it('that does not wait in escrow cannot be kept', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    expect(await bench.keep()).toEqual({ end: 'unknown', detail: 'the note does not wait in escrow' });
    expect(bench.host.committed).toEqual([]);
  });
});

describe('acceptance', () => {
  it('is off after a note was kept, and on again when asked for', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(100);
    await bench.keep();
    expect(bench.validator.insertNote(100)).toBe('refused-inhibited');
    expect(await start(bench, 100)).toEqual({ ok: true });
    await bench.escrow(100);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { counters: { notesKept: 2 } } });
  });

  it('can be changed to other denominations while it is on', async () => {
    const bench = new ValidatorBench();
    await bench.open(100);
    await start(bench, 1000);
    bench.validator.insertNote(100);
    await bench.clock.advanceAsync(3_000);
    expect(bench.count('note-returned')).toBe(1);
    await bench.escrow(1000);
  });

  it('of nothing is off', async () => {
    const bench = new ValidatorBench();
    await bench.open(100);
    await start(bench);
    expect(bench.validator.insertNote(100)).toBe('refused-inhibited');
    expect(await start(bench, 50)).toEqual({ ok: true });
    expect(bench.validator.insertNote(100)).toBe('refused-inhibited');
  });

  it('is off after a rollback, and the unit disabled', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await rollback(bench);
    await bench.clock.advanceAsync(1_000);
    expect(bench.validator.save()).toMatchObject({ disabled: true, open: [] });
  });

  it('gives back a second note that slips in behind a kept one', async () => {
    const bench = new ValidatorBench({ config: { timing: { readingMs: 0, stowingMs: 0 } } });
    await bench.open();
    await bench.escrow(500);
    bench.onHostFrame = (data, phase) => {
      // The very moment at which the first note is in the box, before the host can have closed anything.
      if (phase === 'before' && data[0] === 0x07 && bench.validator.counters.stacked === 1) bench.validator.insertNote(1000);
    };
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 500 } });
    await bench.clock.advanceAsync(5_000);
    expect(bench.validator.truth).toEqual({ kept: [500], returned: [1000], inPath: null });
    expect(bench.count('note-in-escrow')).toBe(1);
  });

  it('does not announce a note that is told together with the credit of the one before', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    const ending = bench.cashInEnd();
    await bench.clock.runUntil(() => bench.validator.phase === 'stowing');
    const second = { phase: 'escrow', value: 1000, channel: 4, told: false } as const;
    const state = bench.validator.save();
    bench.validator.restore({ ...state, path: second, truth: { ...state.truth, inPath: 1000 }, events: [[0xee, 3], [0xeb]] });
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'kept', note: { value: 500 } });
    await bench.clock.advanceAsync(5_000);
    expect(bench.count('note-in-escrow')).toBe(1);
    expect(bench.validator.truth).toEqual({ kept: [500], returned: [1000], inPath: null });
  });

  it('ends with stop, which gives back what waits', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    await bench.clock.resolve(bench.host.acceptor.stop());
    await bench.clock.advanceAsync(2_000);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    bench.protocol.length = 0;
    await bench.clock.advanceAsync(5_000);
    expect(bench.protocol).toEqual([]);
  });
});

describe('counters', () => {
  it('are told as they are', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(500);
    await bench.keep();
    expect(await bench.clock.resolve(bench.host.acceptor.getCounters())).toEqual({ ok: true, value: { serial: '4217043', notesKept: 1 } });
  });

  it('wrap to 0 like those of the unit', async () => {
    const bench = new ValidatorBench();
    const state = bench.validator.save();
    bench.validator.restore({ ...state, counters: { ...state.counters, stacked: 0xffff_fffe, stored: 1 } });
    expect(await bench.open()).toMatchObject({ counters: { notesKept: 0xffff_ffff } });
    await bench.escrow(500);
    expect(await bench.keep()).toMatchObject({ note: { counters: { notesKept: 0 } } });
  });
});
