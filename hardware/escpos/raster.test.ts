import { expect, it } from 'vitest';
import type { Bitmap } from './bitmap.ts';
import { BAND_ROWS, toBands, withoutRealTimeCommands } from './raster.ts';

/** A picture in which every byte tells where it stands. */
function picture(width: number, height: number): Bitmap {
  return { width, height, bytes: Uint8Array.from({ length: (width / 8) * height }, (_, at) => (at * 7) & 0xef) };
}

it('makes bands whose heads say how wide and high they are, low byte first, and whose dots are the picture', () => {
  const whole = picture(576, 2 * BAND_ROWS + 5);
  const bands = toBands(whole);
  expect(bands.map((band) => [...band.subarray(0, 8)])).toEqual([
    [0x1d, 0x76, 0x30, 0, 72, 0, 24, 0],
    [0x1d, 0x76, 0x30, 0, 72, 0, 24, 0],
    [0x1d, 0x76, 0x30, 0, 72, 0, 5, 0],
  ]);
  expect(bands.flatMap((band) => [...band.subarray(8)])).toEqual([...whole.bytes]);
});

it('two bands, the questions behind them and a cut fit into a buffer of 4,096 bytes', () => {
  const [band] = toBands(picture(576, BAND_ROWS));
  expect(2 * ((band?.length ?? 0) + 3) + 4 + 3).toBeLessThan(4_096);
});

it('a picture without height has no bands', () => {
  expect(toBands(picture(384, 0))).toEqual([]);
});

it.each([0x04, 0x05, 0x14])('lets no picture say a real-time command (10 %i): one dot more', (second) => {
  expect([...withoutRealTimeCommands(Uint8Array.of(0, 0x10, second, 1))]).toEqual([0, 0x18, second, 1]);
});

it('neither does the end of one row with the beginning of the next', () => {
  const bytes = new Uint8Array(96);
  bytes.set([0x10, 0x04], 47);
  const [band = new Uint8Array()] = toBands({ width: 384, height: 2, bytes });
  expect([...band.subarray(8 + 47, 8 + 49)]).toEqual([0x18, 0x04]);
});

it('leaves every other picture as it is, and the one it was given too', () => {
  const harmless = Uint8Array.of(0x10, 0x06, 0x18, 0x04, 0x10);
  expect(withoutRealTimeCommands(harmless)).toEqual(harmless);
  const given = Uint8Array.of(0x10, 0x04);
  withoutRealTimeCommands(given);
  expect([...given]).toEqual([0x10, 0x04]);
});
