import type { ElectronApplication } from '@playwright/test';
import { dropLink } from './dropLink.ts';
import { expect, test } from './window.ts';

const ELSEWHERE = 'https://example.org/';

/** Begins to note where the page has tried to go, and whether it was let. */
async function watchNavigation(app: ElectronApplication): Promise<() => Promise<unknown>> {
  const tried = await app.evaluateHandle(({ BrowserWindow }) => {
    const attempts: { url: string; refused: boolean }[] = [];
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
      attempts.push({ url: event.url, refused: event.defaultPrevented });
    });
    return attempts;
  });
  return () => tried.jsonValue();
}

const departures: [string, (url: string) => void][] = [
  ['an address', (url) => void (location.href = url)],
  ['a replaced address', (url) => location.replace(url)],
  [
    'a link',
    (url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    },
  ],
];

for (const [way, leave] of departures) {
  test(`the page cannot be left by ${way}`, async ({ app, kiosk }) => {
    const tried = await watchNavigation(app);
    await kiosk.page.evaluate(leave, ELSEWHERE);
    await expect.poll(tried).toEqual([{ url: ELSEWHERE, refused: true }]);
    expect(kiosk.page.url()).toBe('app://kiosk/');
    await kiosk.placeCard('ordinary');
    await kiosk.expectScreen('balance');
  });
}

test('no second window opens', async ({ app, kiosk }) => {
  expect(await kiosk.page.evaluate((url) => window.open(url) === null, ELSEWHERE)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await kiosk.expectScreen('attract');
});

test('a link that is dropped on the page goes nowhere', async ({ app, kiosk }) => {
  await dropLink(kiosk.page, ELSEWHERE);
  expect(app.windows()).toHaveLength(1);
  expect(kiosk.page.url()).toBe('app://kiosk/');
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
});

test('the page has no network, no Node and no dialogs', async ({ kiosk }) => {
  const found = await kiosk.page.evaluate(async (url) => {
    const fetched = await fetch(url).then(
      () => 'answered',
      () => 'refused',
    );
    return {
      fetched,
      require: typeof Reflect.get(window, 'require'),
      process: typeof Reflect.get(window, 'process'),
      asked: window.confirm('?'),
    };
  }, ELSEWHERE);
  expect(found).toEqual({ fetched: 'refused', require: 'undefined', process: 'undefined', asked: false });
});
