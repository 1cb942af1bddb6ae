import { brotliDecompressSync } from 'node:zlib';

/** Tables that a WOFF2 directory names by number (W3C, WOFF 2.0, section 4.1); the others it spells out (63). */
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;
const SPELT_OUT = 63;
const HEADER_BYTES = 48;
const TTCF = 0x74746366;

/**
 * The characters that a font has a glyph for, by its own table `cmap`: what a package says of its slices is a plan, and a
 * font that lacks what it was planned for prints crossed boxes.
 * @param woff2 the bytes of a WOFF2 file with one font
 * @throws Error when it is none, or its table has neither format 4 nor 12 (OpenType, `cmap`)
 */
export function coverageOf(woff2: Uint8Array): ReadonlySet<number> {
  const view = new DataView(woff2.buffer, woff2.byteOffset, woff2.byteLength);
  if (view.getUint32(0) !== 0x774f4632 || view.getUint32(4) === TTCF) throw new Error('not a WOFF2 file of one font');
  const tables = view.getUint16(12);
  const compressedBytes = view.getUint32(20);
  let at = HEADER_BYTES;
  let offset = 0;
  let cmap: { readonly from: number; readonly to: number } | null = null;
  const number = (): number => {
    let value = 0;
    for (let byte = 0x80; (byte & 0x80) !== 0; at += 1) {
      byte = view.getUint8(at);
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  };
  for (let table = 0; table < tables; table += 1) {
    const flags = view.getUint8(at);
    at += 1;
    const tag = flags & 0x3f;
    if (tag === SPELT_OUT) at += 4;
    const length = number();
    const version = flags >> 6;
    // Outlines are packed unless their version is 3, every other table when it is not 0.
    const packed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const stored = packed ? number() : length;
    if (tag === CMAP) cmap = { from: offset, to: offset + stored };
    offset += stored;
  }
  if (cmap === null) throw new Error('the font has no cmap');
  const font = brotliDecompressSync(woff2.subarray(at, at + compressedBytes));
  return charactersIn(new DataView(font.buffer, font.byteOffset + cmap.from, cmap.to - cmap.from));
}

function charactersIn(cmap: DataView): ReadonlySet<number> {
  const found = new Set<number>();
  const subtables = cmap.getUint16(2);
  let known = false;
  for (let index = 0; index < subtables; index += 1) {
    const at = cmap.getUint32(4 + 8 * index + 4);
    const format = cmap.getUint16(at);
    if (format === 4) addSegments(cmap, at, found);
    else if (format === 12) addGroups(cmap, at, found);
    known ||= format === 4 || format === 12;
  }
  if (!known) throw new Error('the font says in no known way which characters it has');
  return found;
}

/** Format 4: the basic plane. Glyph 0 is the box that stands for a missing one. */
function addSegments(cmap: DataView, at: number, found: Set<number>): void {
  const bytes = cmap.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + bytes + 2;
  const deltas = starts + bytes;
  const offsets = deltas + bytes;
  for (let segment = 0; segment < bytes; segment += 2) {
    const end = cmap.getUint16(ends + segment);
    const start = cmap.getUint16(starts + segment);
    const delta = cmap.getUint16(deltas + segment);
    const offset = cmap.getUint16(offsets + segment);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const listed = offset === 0 ? code : cmap.getUint16(offsets + segment + offset + 2 * (code - start));
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) found.add(code);
    }
  }
}

/** Format 12: every plane. */
function addGroups(cmap: DataView, at: number, found: Set<number>): void {
  const groups = cmap.getUint32(at + 12);
  for (let group = 0; group < groups; group += 1) {
    const [start, end, glyph] = [0, 4, 8].map((part) => cmap.getUint32(at + 16 + 12 * group + part)) as [number, number, number];
    for (let code = start; code <= end; code += 1) if (glyph + code - start !== 0) found.add(code);
  }
}
