import { type Kiosk, expect, test } from './kiosk.ts';
import { middleOf, type Point, TouchScreen } from './touchScreen.ts';

/** What fingers, hands and elbows do at a touch screen, and what of it presses. */

const control = (kiosk: Kiosk, id: string) => kiosk.page.getByTestId(`control-${id}`);

/** Nothing of the hall's screen can be pressed here. */
const PALM: Point = { x: 540, y: 900 };

/** A finger rolls by so much, pixels: more than Chromium's own tap allows. */
const ROLL = [6, 16, 30];

async function language(kiosk: Kiosk): Promise<string | null> {
  return kiosk.page.evaluate(() => document.documentElement.lang);
}

test('a finger presses when it goes up within the control, however far it rolled and however long it lay', async ({ kiosk }) => {
  const touch = await TouchScreen.of(kiosk.page);
  await kiosk.expectScreen('attract');
  for (const roll of ROLL) {
    for (const wanted of ['en', 'zh-Hant']) {
      const from = await middleOf(control(kiosk, `choose-language-${wanted}`));
      await touch.down(0, from);
      await touch.move(0, { x: from.x + roll / 2, y: from.y + roll / 2 });
      await touch.move(0, { x: from.x + roll, y: from.y + roll / 2 });
      await touch.up(0);
      await expect.poll(() => language(kiosk)).toBe(wanted);
    }
  }
  // As long as a browser's long press, and longer.
  const from = await middleOf(control(kiosk, 'choose-language-en'));
  await touch.down(0, from);
  await expect(control(kiosk, 'choose-language-en')).toHaveAttribute('data-pressed', '');
  await kiosk.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_200)));
  await touch.up(0);
  await expect.poll(() => language(kiosk)).toBe('en');
});

test('a finger that slides off, or onto, a control presses nothing', async ({ kiosk }) => {
  const touch = await TouchScreen.of(kiosk.page);
  const on = await middleOf(control(kiosk, 'choose-language-en'));
  await touch.down(0, on);
  await touch.move(0, { x: on.x, y: on.y + 300 });
  await touch.up(0);
  await touch.down(0, PALM);
  await touch.move(0, on);
  await touch.up(0);
  await touch.tap(await middleOf(control(kiosk, 'call-staff')));
  await expect(control(kiosk, 'call-staff')).toHaveCount(0);
  expect(await language(kiosk)).toBe('zh-Hant');
});

test('each finger is for itself: a resting palm takes nothing from the others, but what cannot be taken back waits', async ({ kiosk }) => {
  const { page } = kiosk;
  const touch = await TouchScreen.of(page);
  await touch.down(9, PALM);
  await touch.tap(await middleOf(control(kiosk, 'choose-language-en')));
  await expect.poll(() => language(kiosk)).toBe('en');
  await touch.up(9);

  await kiosk.placeCard('autoload');
  await kiosk.expectScreen('balance');
  await kiosk.press('choose-service-autoload');
  await kiosk.expectScreen('service');
  await touch.down(9, PALM);
  await touch.tap(await middleOf(control(kiosk, 'confirm')));
  await touch.tap(await middleOf(control(kiosk, 'choose-language-zh-Hant')));
  await expect.poll(() => language(kiosk)).toBe('zh-Hant');
  await kiosk.expectScreen('service');
  expect(kiosk.recordsOf('autoload')).toEqual([]);
  await touch.up(9);
  await touch.tap(await middleOf(control(kiosk, 'confirm')));
  await kiosk.expectScreen('service-done');
});

test('a screen that changes under the finger does not press its own key in the same place', async ({ kiosk }) => {
  const touch = await TouchScreen.of(kiosk.page);
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  const end = await middleOf(control(kiosk, 'finish'));
  await touch.down(0, end);
  await kiosk.insertNote(100);
  await kiosk.expectScreen('added');
  // The same word in the same place, and another question: there is a slip to be had now.
  expect(await middleOf(control(kiosk, 'finish'))).toEqual(end);
  await touch.up(0);
  await kiosk.press('choose-language-en');
  await expect.poll(() => language(kiosk)).toBe('en');
  await kiosk.expectScreen('added');
  await touch.tap(end);
  await kiosk.expectScreen('take-card');
});

test('two fingers, and two quick taps, agree to one question and not to two', async ({ kiosk }) => {
  const touch = await TouchScreen.of(kiosk.page);
  const step = () => kiosk.page.getByTestId('screen').innerText();
  await kiosk.placeCard('cobranded');
  await kiosk.press('more-services');
  await kiosk.press('choose-service-enable-cobranded');
  await kiosk.expectScreen('service');
  const offered = await step();
  const at = await middleOf(control(kiosk, 'confirm'));
  await touch.down(0, at);
  await touch.down(1, { x: at.x + 20, y: at.y });
  await touch.up(0);
  await expect.poll(step).not.toBe(offered);
  const asked = await step();
  await touch.up(1);
  await touch.tap(await middleOf(control(kiosk, 'call-staff')));
  await expect(control(kiosk, 'call-staff')).toHaveCount(0);
  expect([await step(), actsBegun(kiosk)]).toEqual([asked, 0]);
  await touch.tap(await middleOf(control(kiosk, 'confirm')));
  await kiosk.expectScreen('service-done');
  expect(actsBegun(kiosk)).toBe(1);
});

test('keys and assistive technology press once', async ({ kiosk }) => {
  const { page } = kiosk;
  await control(kiosk, 'choose-language-en').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => language(kiosk)).toBe('en');
  await control(kiosk, 'choose-language-zh-Hant').focus();
  await page.keyboard.press(' ');
  await expect.poll(() => language(kiosk)).toBe('zh-Hant');
  await control(kiosk, 'choose-language-en').evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => language(kiosk)).toBe('en');
});

test('the page cannot be zoomed, scrolled, dragged or selected', async ({ kiosk }) => {
  const { page } = kiosk;
  const touch = await TouchScreen.of(page);
  const size = () => page.evaluate(() => [visualViewport?.scale, scrollX, scrollY, getSelection()?.toString(), innerWidth]);
  const before = await size();
  for (const [left, right] of [
    [500, 580],
    [300, 780],
    [100, 980],
  ] as const) {
    await touch.down(0, { x: 520, y: 900 });
    await touch.down(1, { x: 560, y: 900 });
    await touch.move(0, { x: left, y: 700 });
    await touch.move(1, { x: right, y: 1_100 });
    await touch.up(0);
    await touch.up(1);
  }
  await touch.tap(PALM);
  await touch.tap(PALM);
  await touch.down(0, PALM);
  for (const y of [700, 400, 100]) await touch.move(0, { x: 540, y });
  await touch.up(0);
  await page.mouse.move(540, 400);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -500);
  await page.keyboard.press('Equal');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.mouse.dblclick(540, 400);
  await page.mouse.down();
  await page.mouse.move(700, 900, { steps: 5 });
  await page.mouse.up();
  expect(await size()).toEqual(before);
});

function actsBegun(kiosk: Kiosk): number {
  return kiosk.journal().filter(({ kind }) => kind === 'act.intent').length;
}
