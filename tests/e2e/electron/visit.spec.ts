import { commuterTopsUp, ONE_NOTE, sendNoteOnItsWay, stationDiesWithNoteOnItsWay, stationHangs } from '../journeys.ts';
import { expect, loseThePage, pagePid, shownIn, test } from './window.ts';

test('a commuter tops up in the window', ({ kiosk }) => commuterTopsUp(kiosk));

test('the station is killed while the note is on its way: the static page, then the View, the journal intact', ({ kiosk }) =>
  stationDiesWithNoteOnItsWay(kiosk));

test('the station hangs: openly out of service, killed, and back by itself', ({ kiosk }) => stationHangs(kiosk));

for (const [what, fate] of [
  ['the page is killed', 'killed'],
  ['the page hangs and its process is ended', 'hangs'],
] as const) {
  test(`${what} while the note is on its way: another takes its place, and the card got the note once`, async ({ app, kiosk }) => {
    await sendNoteOnItsWay(kiosk);
    const before = await pagePid(app);
    await loseThePage(app, fate);
    expect(await pagePid(app)).not.toBe(before);
    await expect.poll(() => shownIn(app)).toEqual({ url: 'app://kiosk/', screen: 'added', after: '820 元' });
    expect(kiosk.moneyKinds()).toEqual(ONE_NOTE);
    kiosk.verifyJournal();
  });
}

test('closing the window ends the station first, and then everything', async ({ app, kiosk }) => {
  const [station = 0] = kiosk.stationPids();
  expect(station).toBeGreaterThan(0);
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toBe(0);
  expect(kiosk.stationPids()).toEqual([]);
});
