import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { type FontName, fonts } from './hardware/ports/fonts.ts';
import { type Language, languages, languageTable } from './machines/messages/languages.ts';

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

/**
 * Fills `theme/fonts.css`: each font is one variable family in slices, of which a browser loads those whose characters it draws;
 * every language is drawn with its own first.
 * The fonts lie on the machine's own disk: a text waits for its letters for a moment instead of jumping from a fallback that
 * has no Han at all.
 */
function fontsOfLanguages(): Plugin {
  const family = (name: FontName): string => `'${fonts[name]}'`;
  const used = [...new Set(languages.map((language) => languageTable[language].font))];
  const drawnWith = (language: Language): string => [...new Set([languageTable[language].font, ...used])].map(family).join(', ');
  return {
    name: 'kiosk:fonts-of-languages',
    enforce: 'pre',
    transform: (_, id) =>
      id.endsWith('/renderer/theme/fonts.css')
        ? [
            ...used.map((name) => `@import '@fontsource-variable/${name}/index.css';`),
            ...languages.map((language) => `@layer base { :lang(${language}) { font-family: ${drawnWith(language)}, sans-serif; } }`),
          ].join('\n')
        : null,
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
