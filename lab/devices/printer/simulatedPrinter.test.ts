import { describe, expect, it } from 'vitest';
import type { Slip } from '../../../hardware/ports/receiptPrinter.ts';
import { VirtualClock } from '../virtualClock.ts';
import { SimulatedPrinter } from './simulatedPrinter.ts';

const slip = (id: string): Slip => ({
  id,
  font: 'noto-sans-tc',
  lines: [
    { kind: 'title', text: 'Slip' },
    { kind: 'pair', label: 'Added', value: '100' },
  ],
});

function setUp() {
  const clock = new VirtualClock();
  const printer = new SimulatedPrinter(clock);
  return { clock, printer };
}

describe('a simulated printer', () => {
  it('keeps its slips, newest first, a repeated one twice', async () => {
    const { clock, printer } = setUp();
    for (const id of ['a', 'b', 'a']) expect(await clock.resolve(printer.print(slip(id)))).toEqual({ ok: true, value: undefined });
    expect(printer.slips.map(({ id }) => id)).toEqual(['a', 'b', 'a']);
  });

  it('takes its time, and has printed only then', async () => {
    const { clock, printer } = setUp();
    const printing = printer.print(slip('a'));
    await clock.advanceAsync(79);
    expect(printer.slips).toEqual([]);
    await clock.advanceAsync(1);
    expect(printer.slips).toHaveLength(1);
    expect(await printing).toMatchObject({ ok: true });
  });

  it('prints nothing without paper, also when it runs out on the way', async () => {
    const { clock, printer } = setUp();
    printer.setPaper('out');
    expect(await printer.getPaper()).toEqual({ ok: true, value: 'out' });
    expect(await clock.resolve(printer.print(slip('a')))).toMatchObject({ ok: false, error: { kind: 'paper-out' } });
    printer.setPaper('low');
    const printing = printer.print(slip('b'));
    printer.setPaper('out');
    expect(await clock.resolve(printing)).toMatchObject({ ok: false, error: { kind: 'paper-out' } });
    expect(printer.slips).toEqual([]);
  });

  it('fails as told, as often as told', async () => {
    const { clock, printer } = setUp();
    printer.failNext({ kind: 'jammed', detail: 'cutter' });
    expect(await clock.resolve(printer.print(slip('a')))).toEqual({ ok: false, error: { kind: 'jammed', detail: 'cutter' } });
    expect(await clock.resolve(printer.print(slip('a')))).toMatchObject({ ok: true });
  });

  it('does not answer without power, loses the slip it was at, and keeps the others', async () => {
    const { clock, printer } = setUp();
    await clock.resolve(printer.print(slip('a')));
    const interrupted = printer.print(slip('b'));
    printer.powerOff();
    expect(await clock.resolve(interrupted)).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(await printer.getPaper()).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(await clock.resolve(printer.print(slip('c')))).toMatchObject({ ok: false, error: { kind: 'offline' } });
    printer.powerOn();
    expect(printer.slips.map(({ id }) => id)).toEqual(['a']);
    expect(await printer.getPaper()).toEqual({ ok: true, value: 'full' });
  });
});
