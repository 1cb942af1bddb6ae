import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { type FontName, fonts } from './hardware/ports/fonts.ts';
import { type Language, languages, languageTable } from './machines/messages/languages.ts';
import { cutFonts } from './scripts/fonts/cutFonts.mjs';

const text = (language: Language, id: string): string => {
  const known = Object.entries(languageTable[language].catalogue).find(([each]) => each === id);
  if (known === undefined) throw new Error(`no text ${id} in the catalogues`);
  return known[1];
};

/**
 * Fills a page from the table of languages, so that no word of it stands anywhere else: `{{first}}` is the language of the page,
 * `{{first:id}}` a text in it, `{{each:id}}` one paragraph in every language.
 */
function languagesOfPage(): Plugin {
  const [first] = languages;
  return {
    name: 'kiosk:languages-of-page',
    transformIndexHtml: (html) =>
      html
        .replaceAll('{{first}}', first)
        .replaceAll(/\{\{first:([^}]+)\}\}/g, (_, id: string) => text(first, id))
        .replaceAll(/\{\{each:([^}]+)\}\}/g, (_, id: string) =>
          languages.map((language) => `<p lang="${language}">${text(language, id)}</p>`).join(''),
        ),
  };
}

/** What is cut from the fonts lies here; a build that comes later finds what has not changed. */
const CUT_FONTS = fileURLToPath(new URL('dist/fonts/', import.meta.url));

const usedFonts = [...new Set(languages.map((language) => languageTable[language].font))];

/** Every character that a catalogue drawn with this font can show. Languages are named in each other's screens. */
function charactersDrawnWith(font: FontName): string {
  const own = languages.filter((language) => languageTable[language].font === font);
  return [
    ...own.flatMap((language) => Object.values(languageTable[language].catalogue)),
    ...languages.map((one) => languageTable[one].name),
  ]
    .join('')
    .replaceAll('\n', '');
}

/** The faces of a font that is cut to what the catalogues say. */
async function cutFaces(font: FontName): Promise<string[]> {
  const cuts = await cutFonts(font, charactersDrawnWith(font), CUT_FONTS);
  return cuts.map(
    ({ file, range }) =>
      `@font-face { font-family: '${fonts[font]} Cut'; font-weight: 100 900; font-display: block; ` +
      `src: url('../../dist/fonts/${basename(file)}') format('woff2-variations'); unicode-range: ${range}; }`,
  );
}

/**
 * Fills `theme/fonts.css` and `theme/slices.css`. The first has what a screen is drawn with: every font cut to the characters of the
 * catalogues, and which language is drawn with which, its own first. The second has the whole fonts in slices, of which a browser
 * loads those whose characters it draws: names that stand in no catalogue.
 * The fonts lie on the machine's own disk: a text waits for its letters for a moment instead of jumping from a fallback that
 * has no Han at all.
 */
function fontsOfLanguages(): Plugin {
  const families = (font: FontName): string => `'${fonts[font]} Cut', '${fonts[font]}'`;
  const drawnWith = (language: Language): string => [...new Set([languageTable[language].font, ...usedFonts])].map(families).join(', ');
  const filled: Readonly<Record<string, () => Promise<string[]>>> = {
    '/renderer/theme/fonts.css': async () => [
      ...(await Promise.all(usedFonts.map(cutFaces))).flat(),
      ...languages.map((language) => `@layer base { :lang(${language}) { font-family: ${drawnWith(language)}, sans-serif; } }`),
    ],
    '/renderer/theme/slices.css': () => Promise.resolve(usedFonts.map((name) => `@import '@fontsource-variable/${name}/index.css';`)),
  };
  return {
    name: 'kiosk:fonts-of-languages',
    enforce: 'pre',
    transform: async (_, id) => {
      const fill = Object.entries(filled).find(([place]) => id.endsWith(place))?.[1];
      return fill === undefined ? null : (await fill()).join('\n');
    },
    generateBundle: (_, bundle) => {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css'))
          file.source = String(file.source).replaceAll(/font-display: ?swap/g, 'font-display:block');
    },
  };
}

/** `vite build`: the passenger's screen. `vite build --mode gallery`: every screen from fixtures, for looking and testing. */
export default defineConfig(({ mode }) => ({
  root: 'renderer',
  publicDir: false,
  plugins: [languagesOfPage(), fontsOfLanguages(), react()],
  build: {
    outDir: mode === 'gallery' ? '../dist/gallery' : '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    minify: 'oxc',
    // The page's policy has no data: fonts and no inline anything.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: mode === 'gallery' ? 'renderer/gallery.html' : 'renderer/index.html' },
  },
}));
