import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Canvas from '@napi-rs/canvas';
import { coverageOf } from './fontCoverage.ts';
import { type FontName, fonts } from '../ports/fonts.ts';

const fontNames = Object.keys(fonts) as FontName[]; // the keys of a literal, which `Object.keys` forgets

/** Stands for a character that no font has, as printers in Asia show it (U+3013, geta mark). */
export const MISSING = '〓';

/** Some hundred characters of a font (SIL Open Font License 1.1). */
interface Slice {
  readonly font: FontName;
  readonly name: string;
  /** First and last code points, each pair both included: what its package plans. */
  readonly ranges: readonly (readonly [number, number])[];
}

const { resolve } = createRequire(import.meta.url);
const slices = new Map<FontName, readonly Slice[]>();
const coverages = new Map<Slice, ReadonlySet<number>>();
const families = new Map<Slice, string>();
let canvas: typeof Canvas | null = null;

/** What draws. Loaded when the first slip is, for it is large and most stations of tests and benches never print. */
export async function loadCanvas(): Promise<typeof Canvas> {
  canvas ??= await import('@napi-rs/canvas');
  return canvas;
}

/** The characters of `text` for which no font on this machine has a glyph, each once. Needs no `loadCanvas`. */
export function undrawable(text: string): string[] {
  return [...new Set(text)].filter((character) => sliceWith(character, fontNames) === undefined);
}

/** The first slice, by the order of the fonts, that is planned for a character and has it indeed. */
function sliceWith(character: string, order: readonly FontName[]): Slice | undefined {
  const code = character.codePointAt(0) ?? 0;
  return order
    .flatMap(slicesOf)
    .find((slice) => slice.ranges.some(([from, to]) => code >= from && code <= to) && charactersOf(slice).has(code));
}

function charactersOf(slice: Slice): ReadonlySet<number> {
  const known = coverages.get(slice);
  if (known !== undefined) return known;
  const found = coverageOf(bytesOf(slice));
  coverages.set(slice, found);
  return found;
}

const bytesOf = ({ font, name }: Slice): Uint8Array => readFileSync(resolve(`${packageOf(font)}/files/${font}-${name}-wght-normal.woff2`));

/**
 * `text` with {@link MISSING} for what no font here can draw, and the families that draw it all. Only after `loadCanvas`.
 * @param first the font of the text's language; what this has not is taken from the others
 */
export function drawable(text: string, first: FontName): { readonly text: string; readonly family: string } {
  const sliceOf = (character: string): Slice | undefined => sliceWith(character, [first, ...fontNames]);
  const used = new Set<Slice>();
  let shown = '';
  for (const character of text) {
    const slice = sliceOf(character);
    shown += slice === undefined ? MISSING : character;
    const drawing = slice ?? sliceOf(MISSING);
    if (drawing !== undefined) used.add(drawing);
  }
  // Asked first, the slice of plain letters would make ế of ê and a mark beside it, not of the letter that the other slice has.
  const inOrder = [...used].sort((one, other) => Number(other.name === 'vietnamese') - Number(one.name === 'vietnamese'));
  return { text: shown, family: inOrder.map(familyOf).join(', ') };
}

const packageOf = (font: FontName): string => `@fontsource-variable/${font}`;

function slicesOf(font: FontName): readonly Slice[] {
  const known = slices.get(font);
  if (known !== undefined) return known;
  const ranges = JSON.parse(readFileSync(resolve(`${packageOf(font)}/unicode.json`), 'utf8')) as Readonly<Record<string, string>>;
  const inOrder = Object.entries(ranges).map(([name, text]) => ({ font, name: name.replace(/[[\]]/g, ''), ranges: rangesOf(text) }));
  // As in CSS, the later of two slices with the same character has it.
  slices.set(font, inOrder.reverse());
  return inOrder;
}

/** A slice is loaded when its first character is drawn, under a name of its own that no font of the system has. */
function familyOf(slice: Slice): string {
  const known = families.get(slice);
  if (known !== undefined) return known;
  const { font, name } = slice;
  const family = `slip-${font}-${name}`;
  if (canvas === null || canvas.GlobalFonts.register(Buffer.from(bytesOf(slice)), family) === null)
    throw new Error(`the font ${font} ${name} cannot be loaded`);
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
