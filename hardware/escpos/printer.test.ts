import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PrinterFault, Slip } from '../ports/receiptPrinter.ts';
import type { Result } from '../ports/result.ts';
import { SimulatedEscposPrinter } from '../../lab/devices/printer/simulatedEscposPrinter.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedLine } from '../../lab/devices/validator/simulatedLine.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import type { Bitmap } from './bitmap.ts';
import { BAND_ROWS, withoutRealTimeCommands } from './raster.ts';
import { askPrinter, createEscposPrinter } from './printer.ts';
import { drawSlip } from './slipPicture.ts';

const slip: Slip = {
  id: 'claim-1',
  font: 'noto-sans-tc',
  lines: [
    { kind: 'title', text: '款項留存憑條' },
    { kind: 'pair', label: '卡號', value: '****6789' },
    { kind: 'rule' },
    { kind: 'text', text: '請保留本憑條。' },
    { kind: 'qr', text: 'CLAIM K15-0813P' },
  ],
};
const other: Slip = { id: 'receipt-1', font: 'noto-sans-tc', lines: [{ kind: 'title', text: '加值交易憑證' }] };

/** A picture in few words: the same words, the same dots. */
const seen = ({ width, height, bytes }: Bitmap) => ({ width, height, dots: createHash('sha256').update(bytes).digest('hex') });

/** What a slip looks like on paper. */
const picture = async (of: Slip = slip) => {
  const drawn = await drawSlip(of, 576);
  return seen({ ...drawn, bytes: withoutRealTimeCommands(drawn.bytes) });
};

function setUp(byteTimeMs = 0.1) {
  const clock = new VirtualClock();
  const device = new SimulatedEscposPrinter(clock);
  const line = new SimulatedLine(device, { clock, byteTimeMs, chunks: new SeededRandom('chunks') });
  const printer = createEscposPrinter({ line, clock });
  // Drawing is work of the real world: it ends before virtual time goes on.
  const print = async (what: Slip = slip, during: (printing: Promise<unknown>) => Promise<void> = () => Promise.resolve()) => {
    await drawSlip(what, 576);
    let done = false;
    const printing = printer.print(what).finally(() => {
      done = true;
    });
    await during(printing);
    expect(await clock.runUntil(() => done)).toBe(true);
    return printing;
  };
  return { clock, device, line, printer, print, paper: () => clock.resolve(printer.getPaper()) };
}

const failed = (kind: PrinterFault['kind'], ...words: string[]): Result<void, PrinterFault> => ({
  ok: false,
  error: { kind, detail: expect.stringMatching(new RegExp(words.join('.*'))) as string },
});

describe('an ESC/POS printer', () => {
  it('prints a slip as it was drawn and cuts it off, one after the other', async () => {
    const { device, print } = setUp();
    expect(await print()).toEqual({ ok: true });
    expect(await print(other)).toEqual({ ok: true });
    expect(device.slips.map(seen)).toEqual([await picture(other), await picture()]);
    expect(device).toMatchObject({ begun: null, overflowed: 0, unknown: [] });
  });

  it('does not ask in the middle of a slip', async () => {
    const { clock, device, printer, print } = setUp();
    let asking: Promise<unknown> = Promise.resolve();
    await print(slip, async () => {
      asking = printer.getPaper();
      await Promise.resolve();
    });
    expect(await clock.resolve(asking)).toEqual({ ok: true, value: 'full' });
    expect(device.slips.map(seen)).toEqual([await picture()]);
  });

  it('never has more on its way than the buffer of the printer holds, though the line is fast and the paper slow', async () => {
    const { device, print } = setUp(0);
    expect(await print()).toEqual({ ok: true });
    expect(device.overflowed).toBe(0);
  });

  it('is heard when it tells things unasked', async () => {
    const { device, print } = setUp();
    device.setPaper('low');
    expect(await print(slip, async () => device.setPaper('full'))).toEqual({ ok: true });
  });

  it.each(['full', 'low', 'out'] as const)('tells that the paper is %s', async (paper) => {
    const { device, paper: ask } = setUp();
    device.setPaper(paper);
    expect(await ask()).toEqual({ ok: true, value: paper });
  });

  it('prints whatever somebody else has left in its line', async () => {
    const { device, print } = setUp();
    device.receive(Uint8Array.of(0x41));
    expect(await print()).toEqual({ ok: true });
    expect(device.slips).toHaveLength(1);
  });

  it('prints on a roll that ends soon', async () => {
    const { device, print } = setUp();
    device.setPaper('low');
    expect(await print()).toEqual({ ok: true });
    expect(device.slips).toHaveLength(1);
  });
});

describe('a slip that cannot be begun is reported, and nothing comes out', () => {
  it.each<[string, (device: SimulatedEscposPrinter) => void, Result<void, PrinterFault>]>([
    ['no paper', (device) => device.setPaper('out'), failed('paper-out', 'run out')],
    ['an open cover', (device) => device.setCover('open'), failed('offline', 'cover is open')],
    ['a held feed button', (device) => device.holdFeed(true), failed('offline', 'feed button')],
    ['a hot head', (device) => device.setOverheated(true), failed('offline', 'too hot')],
    ['no power', (device) => device.powerOff(), failed('offline', 'does not answer')],
    ['a broken wire back', (device) => device.setMute(true), failed('offline', 'does not answer')],
  ])('%s', async (_, spoil, expected) => {
    const { device, print } = setUp();
    spoil(device);
    expect(await print()).toEqual(expected);
    expect(device).toMatchObject({ begun: null, slips: [] });
  });

  it('no line', async () => {
    const { device, line, print, paper } = setUp();
    line.cut();
    expect(await print()).toEqual(failed('offline', 'cannot be reached'));
    expect(await paper()).toMatchObject({ ok: false, error: { kind: 'offline' } });
    line.restore();
    expect(await print()).toEqual({ ok: true });
    expect(device.slips).toHaveLength(1);
  });
});

describe('a slip that is broken off', () => {
  it.each([
    ['fast', 0.087],
    ['slow', 1.04],
  ])('on a %s line is reported with its cause, and the next one begins on clean paper', async (_, byteTimeMs) => {
    const { device, print } = setUp(byteTimeMs);
    device.runOutAfter(100);
    expect(await print()).toEqual(failed('paper-out', 'run out', 'of \\d+ bands printed'));
    expect(device.slips).toEqual([]);
    expect(device.begun?.height).toBe(100);
    expect(await print()).toEqual(failed('paper-out', 'run out'));

    device.setPaper('full');
    expect(await print(other)).toEqual({ ok: true });
    const [whole, torn] = device.slips.map(seen);
    expect(whole).toEqual(await picture(other));
    expect(torn?.height).toBeLessThan((await picture()).height);
  });

  it.each([
    ['the cover', (device: SimulatedEscposPrinter) => device.setCover('open'), failed('offline', 'cover is open', 'bands')],
    ['the power', (device: SimulatedEscposPrinter) => device.powerOff(), failed('offline', 'does not answer', 'bands')],
    ['the answers', (device: SimulatedEscposPrinter) => device.setMute(true), failed('offline', 'does not answer', 'bands')],
  ])('by %s is not printed', async (_, spoil, expected) => {
    const { clock, device, print } = setUp();
    const result = await print(slip, async () => {
      await clock.runUntil(() => (device.begun?.height ?? 0) >= 2 * BAND_ROWS);
      spoil(device);
    });
    expect(result).toEqual(expected);
    expect(device.slips).toEqual([]);
  });

  it('by the line is known at once', async () => {
    const { clock, device, line, print } = setUp();
    const before = clock.monotonicMs();
    const result = await print(slip, async () => {
      await clock.runUntil(() => (device.begun?.height ?? 0) >= 2 * BAND_ROWS);
      await clock.advanceAsync(100);
      line.cut();
    });
    expect(result).toEqual(failed('offline', 'cannot be reached', 'bands'));
    expect(clock.monotonicMs() - before).toBeLessThan(5_000);
    // Half a band has arrived: the printer would take what comes next for the rest of it.
    line.restore();
    expect(await print(other)).toEqual({ ok: true });
    expect(device.slips.map(seen)[0]).toEqual(await picture(other));
  });

  it('at the cut is not printed, and the printer is tried again once somebody has freed it', async () => {
    const { device, print, paper } = setUp();
    device.jamCutter();
    expect(await print()).toEqual(failed('jammed', 'cutter', 'at the cut'));
    expect(await paper()).toEqual({ ok: false, error: { kind: 'jammed', detail: 'the cutter is stuck' } });
    expect(await print()).toEqual(failed('jammed', 'cutter'));
    device.freeCutter();
    expect(await print(other)).toEqual({ ok: true });
    expect(device.slips.map(seen)).toEqual([await picture(other), await picture()]);
  });

  it('at its very end, without an answer after the cut, counts as not printed', async () => {
    const { clock, device, print } = setUp();
    const { height } = await picture();
    const result = await print(slip, async () => {
      await clock.runUntil(() => device.begun?.height === height);
      await clock.advanceAsync(100);
      device.setMute(true);
    });
    expect(result).toEqual(failed('offline', 'does not answer', 'at the cut'));
    expect(device.slips).toHaveLength(1);
  });

  it('after the cut counts as not printed: nobody knows how much came out', async () => {
    const { clock, device, print } = setUp();
    const result = await print(slip, async () => {
      await clock.runUntil(() => device.slips.length === 1);
      device.setCover('open');
    });
    expect(result).toEqual(failed('offline', 'cover is open', 'after the cut'));
  });
});

describe('a printer that answers late', () => {
  it('has not printed before it has cut, whatever it told unasked', async () => {
    const { device, print } = setUp();
    device.answerLate(500);
    device.jamCutter();
    expect(await print(slip, () => Promise.resolve(device.setPaper('low')))).toEqual(failed('jammed', 'cutter', 'at the cut'));
  });

  it('prints all the same, as long as it is not much too late', async () => {
    const { device, print } = setUp();
    device.answerLate(900);
    expect(await print()).toEqual({ ok: true });
    expect(device.slips.map(seen)).toEqual([await picture()]);
  });

  it('does not have answers to an earlier slip taken for those to this one', async () => {
    const { clock, device, print } = setUp();
    device.runOutAfter(100);
    expect(await print()).toMatchObject({ ok: false });
    device.setPaper('full');
    // The rest of the broken-off slip is worked off now: its answers come while the next slip begins, whose paper ends as well.
    device.runOutAfter(100);
    expect(await print()).toMatchObject({ ok: false, error: { kind: 'paper-out' } });
    await clock.runUntilIdle();
    expect(device.slips.every(({ height }) => height < 200)).toBe(true);
  });

  it('counts as silent when it is', async () => {
    const { device, print } = setUp();
    device.answerLate(30_000);
    expect(await print()).toEqual(failed('offline', 'no answer within 1000 ms'));
  });
});

describe('asked how it is', () => {
  it('a printer tells, and the line is free again', async () => {
    const { clock, device, line } = setUp();
    device.setCover('open');
    expect(await clock.resolve(askPrinter({ line, clock }))).toMatchObject({
      ok: true,
      value: { coverOpen: true, online: false, paper: 'full' },
    });
  });

  it('a printer that never says when it has worked something off is found out before its first slip', async () => {
    const { clock, device, line, print } = setUp();
    expect(await clock.resolve(askPrinter({ line, clock }))).toMatchObject({ ok: true, value: { online: true } });
    device.forgetStatusInTurn();
    expect(await clock.resolve(askPrinter({ line, clock }))).toMatchObject({ ok: false, error: { kind: 'not-in-turn' } });
    expect(await print()).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(device.slips).toEqual([]);
  });

  it('a line without a printer is told from a silent one', async () => {
    const { clock, device, line } = setUp();
    device.powerOff();
    expect(await clock.resolve(askPrinter({ line, clock }))).toMatchObject({ ok: false, error: { kind: 'silent' } });
    line.cut();
    expect(await clock.resolve(askPrinter({ line, clock }))).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });
});
