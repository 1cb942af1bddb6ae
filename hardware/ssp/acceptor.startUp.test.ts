import { describe, expect, it } from 'vitest';
import { toHex } from '../ports/hex.ts';
import type { ValidatorChoice } from '../../lab/devices/validator/config.ts';
import { ValidatorBench } from '../../lab/devices/validator/validatorBench.ts';

const commands = (bench: ValidatorBench): string[] => bench.protocol.map((entry) => (entry === 'commit' ? entry : toHex(entry)));

describe('a reset', () => {
  it('greets, gives back, closes, identifies, listens until the unit is quiet, counts - in this order', async () => {
    const bench = new ValidatorBench();
    const ready = await bench.reset();
    expect(ready).toEqual({
      ok: true,
      value: {
        device: {
          serial: '4217043',
          capabilities: { escrowItems: 1, rollback: 'escrow-only', recycles: false, paysOut: false, counts: true },
          storage: [{ id: 'cash-box', type: 'cashIn', status: 'ok', in: 0, out: null }],
        },
        denominations: [100, 200, 500, 1000, 2000],
        counters: { serial: '4217043', notesKept: 0 },
        stackMs: 30_000,
      },
    });
    expect(commands(bench)).toEqual(['11', '08', '020000', '09', '0608', '0c', '05', '07', '07', '07', '58']);
    expect(bench.conditions()).toEqual(['in-order']);
    expect(bench.validator.accepting).toBe(false);
  });

  it('polls on, about every 200 ms, with acceptance off', async () => {
    const bench = new ValidatorBench();
    await bench.reset();
    bench.protocol.length = 0;
    await bench.clock.advanceAsync(10_000);
    expect(commands(bench).filter((hex) => hex === '07').length).toBeGreaterThanOrEqual(49);
    expect(bench.validator.insertNote(100)).toBe('refused-inhibited');
  });

  it('may be called again at any time, also twice at once', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    const [first, second] = await bench.clock.resolve(Promise.all([bench.host.acceptor.reset(), bench.host.acceptor.reset()]));
    expect(first.ok || first.error.kind === 'not-active').toBe(true);
    expect(second.ok).toBe(true);
    expect((await bench.open()).denominations).toHaveLength(5);
  });

  it('works over a slow wire that delivers in crumbs', async () => {
    const bench = new ValidatorBench({ byteTimeMs: 11 / 9.6, chunked: true });
    await bench.open();
    await bench.escrow(500);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 500 } });
  });

  it('gives a note that waits in escrow back before it polls', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    await bench.escrow(1000);
    bench.killHost();
    const ready = await bench.reset();
    expect(ready).toMatchObject({ ok: true, value: { counters: { notesKept: 0 } } });
    expect(bench.words()).toContainEqual({ where: 'returned', value: null, atStart: true });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [1000], inPath: null });
  });

  it('gives a note back that is still being read, whatever channels an earlier host had opened', async () => {
    const bench = new ValidatorBench();
    await bench.open();
    bench.validator.insertNote(1000);
    await bench.clock.advanceAsync(100);
    bench.killHost();
    expect(await bench.reset()).toMatchObject({ ok: true });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [1000], inPath: null });
  });

  it('gives a note back that comes into escrow all the same', async () => {
    const bench = new ValidatorBench();
    let done = false;
    bench.onHostFrame = (data, phase) => {
      if (done || phase !== 'before' || data[0] !== 0x07) return;
      done = true;
      bench.validator.restore({ ...bench.validator.save(), path: { phase: 'escrow', value: 1000, channel: 4, told: false } });
    };
    expect(await bench.reset()).toMatchObject({ ok: true, value: { counters: { notesKept: 0 } } });
    expect(bench.validator.truth).toEqual({ kept: [], returned: [1000], inPath: null });
  });
});

describe('a silent unit', () => {
  it('is offline after some seconds, told once, and found again when it answers', async () => {
    const bench = new ValidatorBench();
    bench.validator.powerOff();
    for (let round = 0; round < 3; round += 1) {
      const before = bench.clock.monotonicMs();
      expect(await bench.reset()).toMatchObject({ ok: false, error: { kind: 'offline' } });
      expect(bench.clock.monotonicMs() - before).toBeLessThanOrEqual(5_000);
    }
    expect(bench.conditions()).toEqual(['offline']);
    bench.validator.powerOn();
    await bench.clock.advanceAsync(2_000);
    expect(await bench.reset()).toMatchObject({ ok: true });
    expect(bench.conditions()).toEqual(['offline', 'in-order']);
  });

  it('is offline at once when there is no line', async () => {
    const bench = new ValidatorBench();
    bench.host.line.cut();
    expect(await bench.reset()).toMatchObject({ ok: false, error: { kind: 'no-line', detail: expect.stringContaining('line-absent') } });
    bench.host.line.restore();
    expect(await bench.reset()).toMatchObject({ ok: true });
  });

  it('refuses every other verb without throwing', async () => {
    const { host, clock } = new ValidatorBench();
    expect(await clock.resolve(host.acceptor.cashInStart([]))).toMatchObject({ ok: false, error: { kind: 'not-active' } });
    expect(await clock.resolve(host.acceptor.cashInRollback())).toMatchObject({ ok: false, error: { kind: 'not-active' } });
    expect(await clock.resolve(host.acceptor.getCounters())).toMatchObject({ ok: false, error: { kind: 'not-active' } });
    expect(await clock.resolve(host.acceptor.cashInEnd([1], () => undefined))).toMatchObject([{ end: 'unknown' }]);
    await clock.resolve(host.acceptor.stop());
  });
});

describe('a unit that must not be used', () => {
  const refusals: readonly (readonly [string, ValidatorChoice, string])[] = [
    ['another currency', { currency: 'EUR' }, 'EUR'],
    ['one channel of another currency', { channelCurrencies: ['TWD', 'TWD', 'CNY', 'TWD', 'TWD'] }, 'channel 3'],
    ['values in minor units', { expandedValues: [10_000, 20_000, 50_000, 100_000, 200_000] }, 'no note of Taiwan'],
    ['channel bytes that contradict', { valueMultiplier: 100, expandedValues: [100, 200, 500, 1000, 100] }, 'channel 5'],
    ['a value that no byte holds', { valueMultiplier: 1 }, 'channel 3'],
    ['a senseless real multiplier', { realMultiplier: 7 }, 'real multiplier'],
    ['protocol 6 at most', { highestProtocol: 6 }, 'protocol 7'],
  ];

  it.each(refusals)('is refused and stays closed: %s', async (_, config, detail) => {
    const bench = new ValidatorBench({ config });
    expect(await bench.reset()).toMatchObject({ ok: false, error: { kind: 'refused', detail: expect.stringContaining(detail) } });
    expect(bench.conditions()).toEqual(['refused']);
    expect(await bench.clock.resolve(bench.host.acceptor.cashInStart([]))).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(bench.validator.insertNote(100)).toBe('refused-inhibited');
  });
});

describe('a unit that may be used', () => {
  const variants: readonly (readonly [string, ValidatorChoice, readonly number[]])[] = [
    ['32-bit values alone', { valueMultiplier: 0 }, [100, 200, 500, 1000, 2000]],
    ['channel bytes in hundreds', { valueMultiplier: 100 }, [100, 200, 500, 1000, 2000]],
    ['channel bytes in ones', { valueMultiplier: 1, denominations: [200, 100] }, [100, 200]],
    ['counting in dollars', { realMultiplier: 1 }, [100, 200, 500, 1000, 2000]],
    ['protocol 7 at most', { highestProtocol: 7 }, [100, 200, 500, 1000, 2000]],
  ];

  it.each(variants)('tells its denominations: %s', async (_, config, denominations) => {
    const bench = new ValidatorBench({ config });
    expect(await bench.open()).toMatchObject({ denominations });
    await bench.escrow(200);
    expect(await bench.keep()).toMatchObject({ end: 'kept', note: { value: 200 } });
  });

  it('may not count', async () => {
    const bench = new ValidatorBench({ config: { counters: false } });
    expect(await bench.open()).toMatchObject({ counters: null });
    await bench.escrow(100);
    expect(await bench.keep()).toEqual({ end: 'kept', note: { item: 1, value: 100, counters: null } });
    expect(await bench.clock.resolve(bench.host.acceptor.getCounters())).toEqual({ ok: true, value: null });
  });
});
