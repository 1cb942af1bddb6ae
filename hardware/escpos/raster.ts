import type { Bitmap } from './bitmap.ts';
import { rasterHead, REAL_TIME } from './commands.ts';

/**
 * Most rows of one band (ours). A receive buffer holds 4,096 bytes or more ("Receive buffer" of Epson's TM series); with
 * rows of 72 bytes two bands and what goes with them stay below that.
 */
export const BAND_ROWS = 24;

/** A picture as raster commands, each of at most {@link BAND_ROWS} rows. */
export function toBands(bitmap: Bitmap): Uint8Array[] {
  const { width, height } = bitmap;
  const perRow = width / 8;
  const bytes = withoutRealTimeCommands(bitmap.bytes);
  const bands: Uint8Array[] = [];
  for (let row = 0; row < height; row += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - row);
    const head = rasterHead(perRow, rows);
    const band = new Uint8Array(head.length + rows * perRow);
    band.set(head);
    band.set(bytes.subarray(row * perRow, (row + rows) * perRow), head.length);
    bands.push(band);
  }
  return bands;
}

/**
 * As many bytes as a band at most lacks when its line was lost on the way: the printer would take commands for its dots.
 * Where nothing is lacking, a printer ignores them (00h is no command: Epson TM-T88IIP, 6.3.1 "Undefined codes").
 */
export function restOfAnyBand(width: number): Uint8Array {
  return new Uint8Array((width / 8) * BAND_ROWS);
}

/**
 * A picture whose bytes hold no command that a printer would obey at once: the lone dot of a 10h before such a byte gets a
 * neighbour. A code to scan has no lone dots, so it never changes.
 */
export function withoutRealTimeCommands(bytes: Uint8Array): Uint8Array {
  const safe = bytes.slice();
  for (const [at, byte] of bytes.entries()) {
    if (byte === REAL_TIME.first && REAL_TIME.second.includes(bytes[at + 1] ?? 0)) safe[at] = byte | 0x08;
  }
  return safe;
}
