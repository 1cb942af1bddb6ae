/**
 * Cuts a font to the characters that are known when the screen is built: those of the catalogues. Fontsource packages come in
 * slices; of each that has any of the characters a file with just these is made. What stands in no catalogue (the name of a station, of
 * a ticket) is drawn from the whole slices, which a screen loads later.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';

const { resolve } = createRequire(import.meta.url);

/** Figures, hotlines, addresses and codes are made of these: every printable character of ASCII, and the space that does not break. */
const ALWAYS = [...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)), '\u00A0'];

/**
 * @param {string} font the name of its Fontsource package
 * @param {Iterable<string>} characters what must be drawn
 * @param {string} folder where the files go; one that is there already is the same
 * @returns {Promise<{ file: string, range: string }[]>} each file with the characters that are in it, as CSS names them
 */
export async function cutFonts(font, characters, folder) {
  mkdirSync(folder, { recursive: true });
  const rest = new Set([...characters, ...ALWAYS]);
  const cuts = [];
  for (const { file, holds } of slicesOf(font)) {
    // A character that several slices have is taken from one of them.
    const own = [...rest].filter((character) => holds(character.codePointAt(0))).sort();
    for (const character of own) rest.delete(character);
    if (own.length > 0) cuts.push({ file: await cut(file, own.join(''), folder), range: own.map(codeOf).join(',') });
  }
  return cuts;
}

async function cut(file, text, folder) {
  const name = createHash('sha256').update(readFileSync(file)).update(text).digest('hex').slice(0, 16);
  const made = path.join(folder, `${name}.woff2`);
  if (!existsSync(made)) writeFileSync(made, await subsetFont(readFileSync(file), text, { targetFormat: 'woff2' }));
  return made;
}

/** The slices of a package; that of Latin letters first, which has the figures. */
function slicesOf(font) {
  const ranges = JSON.parse(readFileSync(resolve(`@fontsource-variable/${font}/unicode.json`), 'utf8'));
  return Object.entries(ranges)
    .sort(([one], [other]) => Number(other === 'latin') - Number(one === 'latin'))
    .map(([name, range]) => ({
      file: resolve(`@fontsource-variable/${font}/files/${font}-${name.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`),
      holds: holdsOf(range),
    }));
}

/** Whether a code point is in a list of ranges like `U+0000-00FF,U+0131`. */
function holdsOf(range) {
  const pairs = range.split(',').map((part) => {
    const [from, to = from] = part
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return [from, to];
  });
  return (code) => pairs.some(([from, to]) => code >= from && code <= to);
}

function codeOf(character) {
  return `U+${character.codePointAt(0).toString(16)}`;
}
