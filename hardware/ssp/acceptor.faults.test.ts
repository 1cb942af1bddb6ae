import { describe, expect, it } from 'vitest';
import { toHex } from '../ports/hex.ts';
import type { ValidatorChoice } from '../../lab/devices/validator/config.ts';
import type { ValidatorOperation } from '../../lab/devices/validator/faultScript.ts';
import { ValidatorBench } from '../../lab/devices/validator/validatorBench.ts';

const inEscrow = async (value = 500, config: ValidatorChoice = {}): Promise<ValidatorBench> => {
  const bench = new ValidatorBench({ config });
  await bench.open();
  await bench.escrow(value);
  return bench;
};

describe('a lost reply', () => {
  const operations: readonly ValidatorOperation[] = ['any', 'poll', 'hold', 'setInhibits', 'enable', 'getCounters', 'setupRequest', 'sync'];

  it.each(operations)('to %s changes nothing but the time', async (operation) => {
    const bench = new ValidatorBench();
    for (const fault of ['lost-reply', 'lost-command', 'garbled-reply'] as const) bench.validator.faults.failNext(operation, fault);
    await bench.open();
    await bench.escrow(500);
    for (const fault of ['lost-reply', 'lost-command', 'garbled-reply'] as const) bench.validator.faults.failNext(operation, fault);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 500, counters: { notesKept: 1 } } });
    expect(bench.host.committed).toHaveLength(1);
    expect(bench.validator.truth.kept).toEqual([500]);
  });

  it('of every second command for ever still keeps each note once', async () => {
    const bench = new ValidatorBench();
    let count = 0;
    bench.onHostFrame = (_, phase) => {
      count += phase === 'before' ? 1 : 0;
      if (phase === 'before' && count % 2 === 0) bench.validator.faults.failNext('any', 'lost-reply');
    };
    await bench.open();
    for (const value of [100, 200, 500]) {
      await bench.open();
      await bench.escrow(value);
      expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value } });
    }
    expect(bench.validator.truth.kept).toEqual([100, 200, 500]);
    expect(bench.words()).toEqual([]);
  });

  it('twenty-one times over makes the unit offline, told once, and a note in escrow comes back by itself', async () => {
    const bench = await inEscrow();
    bench.validator.faults.failRepeatedly('any', 'lost-command');
    await bench.clock.advanceAsync(60_000);
    expect(bench.conditions()).toEqual(['in-order', 'offline']);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(await bench.keep()).toMatchObject({ end: 'unknown' });
    bench.validator.faults.clear();
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 0 } } });
  });

  it('for twelve seconds lets the unit give the note back and close; the driver opens it again', async () => {
    const bench = await inEscrow();
    bench.validator.faults.failRepeatedly('any', 'lost-command', 12);
    await bench.clock.advanceAsync(20_000);
    expect(bench.host.events.at(-1)).toEqual({ type: 'note-returned', item: 1, value: 500, reason: 'escrow-timeout' });
    expect(bench.validator.truth.returned).toEqual([500]);
    await bench.escrow(100);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 100 } });
  });
});

describe('a line that is lost', () => {
  it('while a note is on its way in leaves its fate unknown', async () => {
    const bench = await inEscrow();
    const ending = bench.cashInEnd();
    await bench.clock.advanceAsync(300);
    bench.host.line.cut();
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'unknown' });
    expect(bench.conditions().at(-1)).toBe('no-line');
    await bench.clock.advanceAsync(3_000);
    bench.host.line.restore();
    expect(await bench.reset()).toMatchObject({
      ok: true,
      value: { counters: { notesKept: 1 } },
    });
    expect(bench.words()).toEqual([{ where: 'kept', value: 500, atStart: true }]);
  });

  it('after the credit takes nothing back', async () => {
    const bench = await inEscrow();
    const ending = bench.cashInEnd();
    await bench.clock.runUntil(() => bench.host.committed.length === 1);
    bench.host.line.cut();
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'kept', note: { value: 500 } });
  });

  it('without a word is found out by silence', async () => {
    const bench = await inEscrow();
    bench.host.line.cut({ silent: true });
    await bench.clock.advanceAsync(30_000);
    expect(bench.conditions()).toEqual(['in-order', 'offline']);
  });
});

describe('a jam', () => {
  it.each([
    ['jam-safe', false],
    ['jam-unsafe', true],
  ] as const)('on the way in is no credit: %s', async (fault, reachable) => {
    const bench = await inEscrow();
    bench.validator.faults.failNext('stack', fault);
    expect(await bench.keep()).toMatchObject({ end: 'unknown' });
    expect(bench.host.committed).toEqual([]);
    expect(bench.host.events.at(-1)).toEqual({ type: 'condition', condition: { kind: 'jammed', reachable } });
    expect(bench.conditions().filter((kind) => kind === 'jammed')).toHaveLength(1);
    const again = await bench.clock.resolve(bench.host.acceptor.cashInStart([]));
    expect(again).toMatchObject({ ok: false, error: { kind: 'out-of-order' } });
    expect(await bench.reset()).toMatchObject({ ok: false, error: { kind: 'out-of-order', detail: 'jammed' } });
    bench.validator.clearJam();
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 0 } } });
    expect(bench.conditions().at(-1)).toBe('in-order');
  });

  it('is told for as long as it lasts', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    bench.validator.insertNote(500);
    bench.validator.jam('unsafe');
    await bench.clock.advanceAsync(5_000);
    bench.validator.clearJam();
    await bench.clock.advanceAsync(5_000);
    expect(bench.conditions()).toEqual(['in-order', 'jammed', 'in-order']);
  });
});

describe('what the unit says of some note while another is on its way in', () => {
  it('is told before the unit is asked anything else: a rejection, and what leaves the place of the note unknown', async () => {
    const bench = await inEscrow();
    bench.validator.faults.failNext('stack', 'reject-accepted');
    const whenAskedWhy: unknown[] = [];
    bench.onHostFrame = ([command], phase) => {
      if (phase === 'before' && command === 0x17) whenAskedWhy.push(bench.words()[0]);
    };
    await bench.keep();
    expect(whenAskedWhy).toEqual([{ where: 'returned', value: null, atStart: false }]);
    const jammed = await inEscrow();
    jammed.validator.faults.failNext('stack', 'jam-safe');
    await jammed.keep();
    expect(jammed.words()).toEqual([{ where: 'stuck', value: null, atStart: false }]);
  });

  it('and so are its counters on the way, once: one that counts what it only accepts shows it there', async () => {
    const bench = await inEscrow(500, { counting: 'early' });
    expect(await bench.keep()).toMatchObject({ end: 'kept' });
    expect(bench.host.events.filter(({ type }) => type === 'note-under-way')).toEqual([
      { type: 'note-under-way', item: 1, counters: { serial: '4217043', notesKept: 1 } },
    ]);
  });
});

describe('a credit', () => {
  it('that is never told leaves the note in doubt, and the counters tell', async () => {
    const bench = await inEscrow();
    bench.validator.faults.failNext('stack', 'credit-unreported');
    expect(await bench.keep()).toEqual({ end: 'unknown', detail: 'counted without a credit' });
    expect(bench.host.committed).toEqual([]);
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 1 } } });
  });

  it('that is told twice counts once; the second is a word about some note', async () => {
    const bench = await inEscrow();
    bench.validator.faults.failNext('stack', 'credit-reported-twice');
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 500, counters: { notesKept: 1 } } });
    await bench.clock.advanceAsync(1_000);
    expect(bench.host.committed).toHaveLength(1);
    expect(bench.host.events.at(-1)).toEqual({ type: 'note-told', word: { where: 'kept', value: 500, atStart: false } });
  });

  it('for another channel than the one in escrow is no credit', async () => {
    const bench = await inEscrow(500);
    const ending = bench.cashInEnd();
    await bench.clock.runUntil(() => bench.validator.phase === 'transport');
    const state = bench.validator.save();
    bench.validator.restore({ ...state, events: [[0xee, 5]] });
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'unknown' });
    expect(bench.host.committed).toEqual([]);
    await bench.clock.advanceAsync(3_000);
    expect(bench.words()).toMatchObject([
      { where: 'kept', value: 2000 },
      { where: 'kept', value: 500 },
    ]);
  });

  it('that cannot be made durable silences the driver, so that the unit forgets nothing', async () => {
    const bench = await inEscrow();
    const ending = bench.cashInEnd(() => {
      throw new Error('disk full');
    });
    const outcome = await bench.clock.resolve(ending);
    expect(outcome).toMatchObject({ end: 'unknown', detail: expect.stringContaining('disk full') });
    expect(bench.protocol.at(-1)).toBe('commit');
    await bench.clock.advanceAsync(30_000);
    expect(bench.protocol.at(-1)).toBe('commit');
    expect(bench.host.events.at(-1)?.type).toBe('note-under-way');
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 1 } } });
  });

  it('outside of a cash-in is never one', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    const state = bench.validator.save();
    bench.validator.restore({ ...state, events: [[0xee, 4]], counters: { ...state.counters, stacked: 1 } });
    await bench.clock.advanceAsync(1_000);
    expect(bench.host.events.at(-1)).toEqual({ type: 'note-told', word: { where: 'kept', value: 1000, atStart: false } });
  });
});

describe('a unit that refuses to give a note back', () => {
  const refuse = async (times: number | null): Promise<ValidatorBench> => {
    const bench = await inEscrow();
    bench.validator.faults.failRepeatedly('reject', 'refused-command', times);
    return bench;
  };

  it('is asked again, with the note held in between', async () => {
    const bench = await refuse(2);
    bench.protocol.length = 0;
    expect(await bench.clock.resolve(bench.host.acceptor.cashInRollback())).toEqual({ ok: true });
    const heard = bench.protocol.map((entry) => (entry === 'commit' ? entry : toHex(entry)));
    expect(heard.slice(heard.indexOf('08'), heard.lastIndexOf('08') + 1)).toEqual(['08', '18', '08', '18', '08']);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
  });

  it('for good hears nothing more, and so gives it back by itself', async () => {
    const bench = await refuse(null);
    expect(await bench.clock.resolve(bench.host.acceptor.cashInRollback())).toMatchObject({ ok: false, error: { kind: 'offline' } });
    await bench.clock.advanceAsync(15_000);
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(bench.conditions()).toEqual(['in-order', 'offline']);
  });
});

describe('a note that leaves escrow without a word', () => {
  const vanished = async (): Promise<ValidatorBench> => {
    const bench = await inEscrow();
    bench.validator.restore({ ...bench.validator.save(), path: null });
    await bench.clock.advanceAsync(2_000);
    return bench;
  };

  it('is unknown to who wants to keep it', async () => {
    const bench = await vanished();
    expect(await bench.keep()).toEqual({ end: 'unknown', detail: 'the note does not wait in escrow' });
    expect(await bench.clock.resolve(bench.host.acceptor.cashInStart([]))).toMatchObject({ ok: false, error: { kind: 'out-of-order' } });
  });

  it('is no clear path to who wants it back', async () => {
    const bench = await vanished();
    expect(await bench.clock.resolve(bench.host.acceptor.cashInRollback())).toMatchObject({ ok: false, error: { kind: 'out-of-order' } });
  });
});

describe('a reply that cannot be understood', () => {
  it('is one that names a channel which does not exist', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    bench.validator.restore({ ...bench.validator.save(), events: [[0xee, 6]] });
    await bench.clock.advanceAsync(1_000);
    expect(bench.host.events.at(-1)).toEqual({ type: 'condition', condition: { kind: 'not-understood', bytes: 'f0ee06' } });
  });

  it('credits nothing, closes the unit and ends all talk until a reset', async () => {
    const bench = await inEscrow();
    const ending = bench.cashInEnd();
    await bench.clock.runUntil(() => bench.validator.phase === 'stowing');
    bench.validator.faults.failNext('poll', 'unknown-event');
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'unknown', detail: expect.stringContaining('unknown-event') });
    expect(bench.host.committed).toEqual([]);
    expect(bench.host.events.at(-1)).toEqual({ type: 'condition', condition: { kind: 'not-understood', bytes: 'f0ee03cc99ee01' } });
    await bench.clock.advanceAsync(2_000);
    expect(bench.protocol.slice(-2).map((entry) => (entry === 'commit' ? entry : toHex(entry)))).toEqual(['020000', '09']);
    bench.protocol.length = 0;
    await bench.clock.advanceAsync(30_000);
    expect(bench.protocol).toEqual([]);
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 1 } } });
  });

  it('at start-up keeps the unit closed', async () => {
    const bench = new ValidatorBench();
    bench.validator.faults.failNext('poll', 'unknown-event');
    expect(await bench.reset()).toMatchObject({ ok: false, error: { kind: 'out-of-order' } });
    expect(bench.conditions()).toEqual(['not-understood']);
    expect(await bench.reset()).toMatchObject({ ok: true });
  });
});

describe('the state of the unit', () => {
  it('is told when it changes: cash box out, in, full; fraud until a reset', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    const told = async (act: () => void): Promise<string[]> => {
      const before = bench.conditions().length;
      act();
      await bench.clock.advanceAsync(2_000);
      return bench.conditions().slice(before);
    };
    expect(await told(() => bench.validator.removeCashBox())).toEqual(['cash-box-removed']);
    expect(await told(() => bench.validator.replaceCashBox())).toEqual(['in-order']);
    expect(await told(() => bench.validator.fillCashBox())).toEqual(['cash-box-full']);
    expect(await told(() => bench.validator.replaceCashBox())).toEqual(['in-order']);
    expect(await told(() => bench.validator.attemptFraud())).toEqual(['fraud-attempt']);
    await bench.reset();
    expect(bench.conditions().at(-1)).toBe('in-order');
  });

  it('is told by a reset too', async () => {
    const bench = new ValidatorBench();
    bench.validator.removeCashBox();
    expect(await bench.reset()).toMatchObject({ ok: true });
    expect(bench.conditions()).toContain('cash-box-removed');
    expect(bench.conditions()).not.toContain('in-order');
  });

  it('puts a note in doubt when somebody pulls at it', async () => {
    const bench = await inEscrow();
    const ending = bench.cashInEnd();
    await bench.clock.runUntil(() => bench.validator.phase === 'transport');
    bench.validator.attemptFraud();
    expect(await bench.clock.resolve(ending)).toMatchObject({ end: 'unknown', detail: 'the unit reports fraud-attempt' });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [500], inPath: null });
    expect(bench.host.committed).toEqual([]);
  });
});
