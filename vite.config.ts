import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { catalogues } from './machines/messages/catalogues.ts';

/** Fills `{{language:id}}` in a page from the catalogues, so that no word of the static shell stands anywhere else. */
function catalogueWords(): Plugin {
  const texts = new Map(
    Object.entries(catalogues).flatMap(([language, messages]) => Object.entries(messages).map(([id, text]) => [`${language}:${id}`, text])),
  );
  return {
    name: 'kiosk:catalogue-words',
    transformIndexHtml: (html) =>
      html.replaceAll(/\{\{([^}]+)\}\}/g, (_, key: string) => {
        const text = texts.get(key);
        if (text === undefined) throw new Error(`no text ${key} in the catalogues`);
        return text;
      }),
  };
}

/**
 * The fonts lie on the machine's own disk: a text waits for its letters for a moment instead of jumping from a
 * fallback that has no Han at all.
 */
function fontsBlock(): Plugin {
  return {
    name: 'kiosk:fonts-block',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('@fontsource') && id.endsWith('.css') ? code.replaceAll('font-display: swap', 'font-display: block') : null,
  };
}

/** `vite build`: the passenger's screen. `vite build --mode gallery`: every screen from fixtures, for looking and testing. */
export default defineConfig(({ mode }) => ({
  root: 'renderer',
  publicDir: false,
  plugins: [catalogueWords(), fontsBlock(), react()],
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
