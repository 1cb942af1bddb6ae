import { beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../virtualClock.ts';
import { SimulatedEscposPrinter } from './simulatedEscposPrinter.ts';

let clock: VirtualClock;
let printer: SimulatedEscposPrinter;
let said: number[];

beforeEach(() => {
  clock = new VirtualClock();
  printer = new SimulatedEscposPrinter(clock);
  said = [];
  printer.onSend((bytes) => said.push(...bytes));
});

/** Two rows of 16 dots: a line, and two lone dots. */
const PICTURE = [0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0xff, 0xff, 0x80, 0x01];
const CUT = [0x1d, 0x56, 66, 0];
const ASK = [0x1d, 0x72, 1];
const status = (n: number): number[] => [0x10, 0x04, n];

const hear = (...bytes: readonly number[]): void => printer.receive(Uint8Array.from(bytes));
/** What it says to these bytes, with all the time it needs. */
const answer = async (...bytes: readonly number[]): Promise<number[]> => {
  said = [];
  hear(...bytes);
  await clock.runUntilIdle();
  return said;
};

describe('a simulated ESC/POS printer', () => {
  it('turns raster bytes back into a picture, however they are cut up, and takes its time', async () => {
    for (const byte of [0x1b, 0x40, ...PICTURE, ...CUT]) hear(byte);
    expect(printer).toMatchObject({ slips: [], begun: null });
    await clock.advanceAsync(2);
    expect(printer.begun).toEqual({ width: 16, height: 2, bytes: Uint8Array.of(0xff, 0xff, 0x80, 0x01) });
    await clock.runUntilIdle();
    expect(printer).toMatchObject({ slips: [{ width: 16, height: 2 }], begun: null, unknown: [] });
  });

  it('answers a question in its turn, and a real-time one at once', async () => {
    hear(...PICTURE, ...CUT, ...ASK, ...status(1));
    expect(said).toEqual([0x12]);
    await clock.advanceAsync(300);
    expect(said).toEqual([0x12]);
    await clock.runUntilIdle();
    expect(said).toEqual([0x12, 0x00]);
  });

  it('obeys a real-time command in the middle of a picture too, as real ones do', async () => {
    expect(await answer(0x1d, 0x76, 0x30, 0, 1, 0, 3, 0, 0x10, 0x04, 0x01)).toEqual([0x12]);
    expect(printer.begun?.bytes).toEqual(Uint8Array.of(0x10, 0x04, 0x01));
  });

  it.each<[string, () => void, number[]]>([
    ['in order', () => undefined, [0x12, 0x12, 0x12, 0x12]],
    ['near the end of its roll', () => printer.setPaper('low'), [0x12, 0x12, 0x12, 0x1e]],
    ['without paper', () => printer.setPaper('out'), [0x1a, 0x32, 0x12, 0x7e]],
    ['open', () => printer.setCover('open'), [0x1a, 0x16, 0x12, 0x12]],
    ['with a held button', () => printer.holdFeed(true), [0x1a, 0x1a, 0x12, 0x12]],
    ['too hot', () => printer.setOverheated(true), [0x1a, 0x52, 0x52, 0x12]],
  ])('%s tells its state in four bytes', async (_, bring, expected) => {
    bring();
    expect(await answer(...status(1), ...status(2), ...status(3), ...status(4))).toEqual(expected);
  });

  it('tells of changes unasked until that is switched off', async () => {
    printer.setCover('open');
    expect(said).toEqual([0x38, 0, 0, 0]);
    printer.setCover('closed');
    await answer(0x1d, 0x61, 0);
    printer.setPaper('out');
    expect(said).toEqual([]);
  });

  it('stops where its paper ends, says nothing in its turn, and goes on with the next roll', async () => {
    await answer(0x1d, 0x61, 0);
    printer.runOutAfter(1);
    expect(await answer(...PICTURE, ...ASK)).toEqual([]);
    expect(printer.begun?.height).toBe(1);
    printer.setPaper('full');
    await clock.runUntilIdle();
    expect(said).toEqual([0]);
    expect(printer.begun?.height).toBe(2);
  });

  it('with a stuck knife is at fault from the cut on, until it is freed and told so', async () => {
    printer.jamCutter();
    await answer(0x1d, 0x61, 0, ...PICTURE, ...CUT, ...ASK);
    expect(await answer(...status(3))).toEqual([0x1a]);
    expect(await answer(0x10, 0x05, 2, ...status(3))).toEqual([0x1a]);
    printer.freeCutter();
    expect(await answer(...status(3))).toEqual([0x1a]);
    expect(await answer(0x10, 0x05, 2, ...status(3))).toEqual([0x12]);
    expect(await answer(...ASK)).toEqual([0]);
  });

  it('loses what its buffer cannot hold, and its buffer with its power', async () => {
    printer.setCover('open');
    hear(...new Array<number>(5_000).fill(0));
    expect(printer.overflowed).toBe(5_000 - 4_096);
    printer.powerOff();
    printer.setCover('closed');
    expect(await answer(...status(1))).toEqual([]);
    printer.powerOn();
    expect(await answer(...ASK)).toEqual([0]);
    expect(printer.unknown).toEqual([]);
  });

  it('keeps what is no command of its', async () => {
    await answer(0x1b, 0x21, 0x41);
    expect(printer.unknown).toEqual([0x1b, 0x21, 0x41]);
  });

  it('ignores a picture behind text that has not been printed, until it is initialized', async () => {
    await answer(0x41, ...PICTURE);
    expect(printer.begun).toBeNull();
    await answer(0x1b, 0x40, ...PICTURE);
    expect(printer.begun).not.toBeNull();
  });
});
