/**
 * `npm run gallery [-- WORD…]`: a picture of every screen in every language and both shapes, for people to look at, and one sheet
 * for each language and shape. With words only the fixtures whose name has one of them. `-- --docs` writes the pictures of the
 * documentation instead.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { chromium } from '@playwright/test';
import { languages } from '../machines/messages/languages.ts';
import { findBrowser } from '../shell/browserWindow.ts';
import { fromRoot, root } from './setup/paths.mjs';
import { documentationPictures } from './gallery/documentationPictures.mjs';

const GALLERY = fromRoot('dist', 'gallery');
const ADDRESS = 'http://gallery.invalid/gallery.html';
const SHAPES = { standing: { width: 1080, height: 1920 }, lying: { width: 1024, height: 768 } };

const words = process.argv.slice(2);
const forDocs = words.includes('--docs');

const built = spawnSync(
  process.execPath,
  [fromRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--mode', 'gallery', '--logLevel', 'warn'],
  {
    cwd: root,
    stdio: ['ignore', 2, 2],
  },
);
if (built.status !== 0) process.exit(1);

const browser = await chromium.launch({
  executablePath: findBrowser(process.env) ?? '/usr/bin/chromium',
  // A picture comes out the same on every machine.
  args: [
    '--font-render-hinting=none',
    '--disable-lcd-text',
    '--force-color-profile=srgb',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
});
try {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.route('http://gallery.invalid/**', (route) =>
    route.fulfill({ path: path.join(GALLERY, new URL(route.request().url()).pathname) }),
  );
  await page.goto(ADDRESS);
  if (forDocs) {
    for (const { name, fixture, language, shape } of documentationPictures)
      await take(page, fixture, language, shape, fromRoot('docs', 'pictures', `${name}.png`));
  } else {
    await takeAll(page, words);
  }
} finally {
  await browser.close();
}

async function takeAll(page, wanted) {
  const all = await page
    .locator('[data-fixture]')
    .evaluateAll((items) => items.map(({ dataset }) => ({ fixture: dataset.fixture ?? '', spoken: dataset.languages?.split(' ') ?? [] })));
  const fixtures = all.filter(({ fixture }) => wanted.length === 0 || wanted.some((word) => fixture.includes(word)));
  let taken = 0;
  const folder = fromRoot('test-results', 'pictures');
  rmSync(folder, { recursive: true, force: true });
  for (const shape of Object.keys(SHAPES)) {
    for (const language of languages) {
      mkdirSync(path.join(folder, shape, language), { recursive: true });
      for (const { fixture, spoken } of fixtures) {
        if (!spoken.includes(language)) continue;
        await take(page, fixture, language, shape, path.join(folder, shape, language, `${fixture}.png`));
        taken++;
      }
    }
  }
  console.log(`${taken} pictures in ${path.relative(root, folder)}`);
}

async function take(page, fixture, language, shape, file) {
  await page.setViewportSize(SHAPES[shape]);
  await page.evaluate((hash) => location.replace(hash), `#fixture=${fixture}&lang=${language}`);
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
  });
  await page.screenshot({ path: file, animations: 'disabled' });
}
