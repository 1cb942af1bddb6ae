import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Canvas from '@napi-rs/canvas';

/** Noto Sans TC, the family of the screen, in slices of some hundred characters each (SIL Open Font License 1.1). */
const FAMILY = '@fontsource-variable/noto-sans-tc';

/** Stands for a character that the family does not have, as printers in Asia show it (U+3013, geta mark). */
export const MISSING = '〓';

interface Slice {
  readonly name: string;
  /** First and last code points, each pair both included. */
  readonly ranges: readonly (readonly [number, number])[];
}

const { resolve } = createRequire(import.meta.url);
const slices: Slice[] = [];
const families = new Map<Slice, string>();
let canvas: typeof Canvas | null = null;

/** What draws. Loaded when the first slip is, for it is large and most stations of tests and benches never print. */
export async function loadCanvas(): Promise<typeof Canvas> {
  canvas ??= await import('@napi-rs/canvas');
  if (slices.length === 0) {
    const ranges = JSON.parse(readFileSync(resolve(`${FAMILY}/unicode.json`), 'utf8')) as Readonly<Record<string, string>>;
    for (const [name, text] of Object.entries(ranges)) slices.push({ name: name.replace(/[[\]]/g, ''), ranges: rangesOf(text) });
    // As in CSS, the later of two slices with the same character has it.
    slices.reverse();
  }
  return canvas;
}

/** `text` with {@link MISSING} for what no font here can draw, and the family that draws it all. Only after `loadCanvas`. */
export function drawable(text: string): { readonly text: string; readonly family: string } {
  const used = new Set<string>();
  let shown = '';
  for (const character of text) {
    const slice = sliceOf(character);
    shown += slice === undefined ? MISSING : character;
    const drawing = slice ?? sliceOf(MISSING);
    if (drawing !== undefined) used.add(familyOf(drawing));
  }
  return { text: shown, family: [...used].join(', ') };
}

function sliceOf(character: string): Slice | undefined {
  const code = character.codePointAt(0) ?? 0;
  return slices.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
}

/** A slice is loaded when its first character is drawn, under a name of its own that no font of the system has. */
function familyOf(slice: Slice): string {
  const known = families.get(slice);
  if (known !== undefined) return known;
  const family = `slip-${slice.name}`;
  const font = readFileSync(resolve(`${FAMILY}/files/noto-sans-tc-${slice.name}-wght-normal.woff2`));
  if (canvas === null || canvas.GlobalFonts.register(font, family) === null) throw new Error(`the font ${slice.name} cannot be loaded`);
  families.set(slice, family);
  return family;
}

/** `U+20-22,U+27` as pairs of code points. */
function rangesOf(text: string): (readonly [number, number])[] {
  return text.split(',').map((range) => {
    const [first = 0, last = first] = range
      .replace('U+', '')
      .split('-')
      .map((digits) => Number.parseInt(digits, 16));
    return [first, last] as const;
  });
}
