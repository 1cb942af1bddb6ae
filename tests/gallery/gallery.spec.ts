import path from 'node:path';
import { languages, passengerLanguages } from '../../machines/messages/languages.ts';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { onlySometimes } from '../e2e/longRun.ts';
import { faultsOnScreen } from './legible.ts';

/** `vite build --mode gallery` */
const GALLERY = path.resolve(import.meta.dirname, '..', '..', 'dist', 'gallery');
const ADDRESS = 'http://gallery.invalid/gallery.html';

/**
 * 20 mm to press and 3 mm between (WCAG 2.2, 2.5.8, for a hand that stands): 4 px per mm on a standing screen of 21.5",
 * 3.4 px per mm on a lying one of 15".
 */
const SIZES = [
  { name: '1080 × 1920', viewport: { width: 1080, height: 1920 }, target: 80, gap: 12 },
  { name: '1024 × 768', viewport: { width: 1024, height: 768 }, target: 68, gap: 10 },
] as const;

async function open(page: Page, language: string): Promise<string[]> {
  await page.route('http://gallery.invalid/**', (route) =>
    route.fulfill({ path: path.join(GALLERY, new URL(route.request().url()).pathname) }),
  );
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(ADDRESS);
  return namesOf(page, 'data-fixture', language);
}

/** What can be seen in a language. */
function namesOf(page: Page, of: 'data-fixture' | 'data-combination', language: string): Promise<string[]> {
  return page
    .locator(`[${of}][data-languages~="${language}"]`)
    .evaluateAll((items, name) => items.map((item) => item.getAttribute(name) ?? ''), of);
}

async function show(page: Page, fixture: string, language: string): Promise<void> {
  await page.evaluate((hash) => location.replace(hash), `#fixture=${fixture}&lang=${language}`);
  await expect(page.locator('main')).toHaveCount(1);
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
  });
}

for (const { name, viewport, target, gap } of SIZES) {
  for (const language of languages) {
    const title = `every screen can be read and pressed at ${name} (${language})`;
    test(title, onlySometimes(language, 'zh-Hant', 'en'), async ({ page }) => {
      test.setTimeout(300_000);
      await page.setViewportSize(viewport);
      const fixtures = await open(page, language);
      // Everything that can stand on a screen together is measured too.
      const combinations = await namesOf(page, 'data-combination', language);
      // Some languages know a top-up only.
      const isWhole = passengerLanguages.some((one) => one === language);
      expect(fixtures.length).toBeGreaterThan(isWhole ? 100 : 60);
      expect(combinations.length).toBeGreaterThan(80);
      const faults: Record<string, string[]> = {};
      for (const fixture of [...fixtures, ...combinations]) {
        await show(page, fixture, language);
        const found = await page.evaluate(faultsOnScreen, { target, gap });
        if (found.length > 0) faults[fixture] = found;
      }
      expect(faults).toEqual({});
    });
  }
}

/** Fixtures of one screen differ in their words: one of each, in one language, is enough for every day. The long suite looks at all. */
const EVERY_PICTURE = process.env['KIOSK_EVERY_PICTURE'] === '1';

for (const { name, viewport } of EVERY_PICTURE ? SIZES : SIZES.slice(0, 1)) {
  for (const language of EVERY_PICTURE ? languages : (['en'] as const)) {
    test(`no screen shuts out who uses it with assistive technology at ${name} (${language})`, async ({ page }) => {
      test.setTimeout(900_000);
      await page.setViewportSize(viewport);
      await expectAccessible(page, language);
    });
  }
}

async function expectAccessible(page: Page, language: string): Promise<void> {
  const fixtures = await open(page, language);
  const faults: Record<string, unknown> = {};
  const seen = new Set<string | null>();
  for (const fixture of fixtures) {
    await show(page, fixture, language);
    const screen = await page.locator('main').getAttribute('data-screen');
    if (seen.has(screen) && !EVERY_PICTURE) continue;
    seen.add(screen);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    if (violations.length > 0) faults[fixture] = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  }
  expect(faults).toEqual({});
  expect(seen.size).toBeGreaterThan(15);
}

test('what moves while the machine waits costs no layout, and rests', async ({ page }) => {
  await open(page, 'zh-Hant');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await show(page, 'attract', 'zh-Hant');
  const moving = await page.evaluate(() =>
    document.getAnimations().flatMap(({ effect }) => {
      if (!(effect instanceof KeyframeEffect)) return [];
      const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
      const { delay, duration, iterations } = effect.getComputedTiming();
      return [
        {
          // A part of a drawing is laid out with the whole of it; a box of the page is shifted as a picture.
          part: effect.target?.parentElement instanceof SVGElement,
          properties: [...new Set(properties)].filter((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name)),
          iterations,
          movesPart: Number(duration) / (Number(duration) + Number(delay)),
        },
      ];
    }),
  );
  expect(moving.length).toBeGreaterThan(0);
  for (const { part, properties, iterations, movesPart } of moving) {
    expect({ part, iterations }).toEqual({ part: false, iterations: 1 });
    expect(['transform', 'opacity']).toEqual(expect.arrayContaining(properties));
    // A tenth of the time: as measured, moving costs 20 % of a core.
    expect(movesPart).toBeLessThan(0.1);
  }
});

test('the globe turns up the languages of the top-up, and turns back; what is chosen there stands there', async ({ page }) => {
  await open(page, 'zh-Hant');
  await show(page, 'attract', 'zh-Hant');
  const key = (arg: string) => page.getByTestId(`control-choose-language-${arg}`);
  const globe = key('more');
  await expect(key('ko')).toBeVisible();
  await expect(key('th')).toBeHidden();
  await globe.click();
  await expect(key('th')).toBeVisible();
  await expect(key('ko')).toBeHidden();
  await globe.click();
  await expect(key('ko')).toBeVisible();
  await globe.click();
  await key('th').click();
  await expect(page.locator('h1:lang(th)')).toHaveText('วางบัตรบนเครื่องอ่าน');
  await expect(key('th')).toBeVisible();
  await expect(key('th')).toHaveAttribute('aria-pressed', 'true');
  // For assistive technology too, and for whoever wants back.
  await globe.focus();
  await page.keyboard.press('Enter');
  await key('en').click();
  await expect(page.locator('h1:lang(en)')).toHaveText('Place your card on the reader');
  await expect(key('th')).toBeHidden();
});
