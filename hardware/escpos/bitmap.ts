/** A black and white picture as printers take it: rows of whole bytes, the leftmost dot in the highest bit, 1 is black. */
export interface Bitmap {
  /** Dots; a multiple of 8. */
  readonly width: number;
  /** Dots. */
  readonly height: number;
  /** `width / 8 * height` bytes, row by row. */
  readonly bytes: Uint8Array;
}

/** Whether the dot is black; outside of the picture none is. */
export function isBlack({ width, height, bytes }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return (((bytes[(y * width + x) >> 3] ?? 0) >> (7 - (x & 7))) & 1) === 1;
}
