import { commuterTopsUp } from './journeys.ts';
import { expect, test } from './kiosk.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** The prepared card that most passengers have: NT$320, six transactions. */
const CARD = 'ordinary';

const viewports = { tall: { width: 1080, height: 1920 }, wide: { width: 1024, height: 768 } };

for (const [name, viewport] of Object.entries(viewports)) {
  test.describe(`on a ${name} screen`, () => {
    test.use({ viewport });

    test('a commuter tops up: card, one note, done', ({ kiosk }) => commuterTopsUp(kiosk));
  });
}

test('a visitor tops up in English, with two notes, and takes a slip', async ({ kiosk, page }) => {
  await kiosk.press('choose-language-en');
  await kiosk.placeCard(CARD);
  await expect(page.getByTestId('balance-amount')).toHaveText('NT$320');
  await expect(kiosk.text('All money inserted is added. No change.')).toBeVisible();
  await kiosk.insertNote(1000);
  await expect(page.getByTestId('money-after')).toHaveText('NT$1,320');
  await kiosk.insertNote(100);
  await expect(page.getByTestId('money-after')).toHaveText('NT$1,420');
  await expect(kiosk.text('NT$1,100 added in total')).toBeVisible();
  await kiosk.press('print-slip');
  await expect(page.getByTestId('dock-slip').first()).toContainText('NT$1,100');
  await kiosk.press('finish');
  await kiosk.expectScreen('take-card');
  await kiosk.dock('remove');
  await kiosk.expectScreen('result');
  await kiosk.expectScreen('attract');
});

for (const [language, kinds, place] of [
  ['zh-Hant', ['加值', '消費'], '地點'],
  ['en', ['Add value', 'Purchase'], 'Place'],
] as const) {
  test(`balance and the last six are told in ${language}, places only when asked for`, async ({ kiosk, page }) => {
    await kiosk.press(`choose-language-${language}`);
    await kiosk.placeCard(CARD);
    const rows = page.getByTestId('history-row');
    await expect(rows).toHaveCount(0);
    await kiosk.press('toggle-history');
    await expect(rows).toHaveCount(6);
    for (const kind of kinds) await expect(rows.filter({ hasText: kind }).first()).toBeVisible();
    await expect(rows.filter({ hasText: place })).toHaveCount(0);
    await kiosk.press('toggle-places');
    await expect(rows.filter({ hasText: place })).toHaveCount(6);
    expect(kiosk.moneyKinds()).toEqual([]);
  });
}

test('a nearly full card takes only what fits, then nothing', async ({ kiosk, page }) => {
  await kiosk.placeCard('nearly-full');
  await kiosk.insertNote(100);
  await expect(page.getByTestId('money-after')).toHaveText('10,000 元');
  await expect(page.getByTestId('dock-note-100')).toHaveAttribute('data-faint', 'true');
});
