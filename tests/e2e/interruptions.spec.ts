import { stationDiesWithNoteOnItsWay, stationHangs, timesWritten } from './journeys.ts';
import { expect, test } from './kiosk.ts';

const CARD = 'ordinary';

test('the card is pulled away while it is written, and put back: finished once', async ({ kiosk, page }) => {
  await kiosk.placeCard(CARD);
  await kiosk.dock('pull-while-writing');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('same-card');
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('added');
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  await expect(kiosk.text('未重複扣款')).toBeVisible();
  expect(timesWritten(kiosk)).toBe(1);
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');
  await kiosk.placeCard(CARD);
  await expect(page.getByTestId('balance-amount')).toHaveText('820 元');
});

test('another card instead is refused and not touched; the right one is then finished', async ({ kiosk, page }) => {
  await kiosk.placeCard(CARD);
  await kiosk.dock('pull-while-writing');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('same-card');
  await kiosk.placeCard('nearly-full');
  await expect(kiosk.text('這不是同一張卡片')).toBeVisible();
  expect(timesWritten(kiosk)).toBe(0);
  await kiosk.dock('remove');
  await kiosk.placeCard(CARD);
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  await kiosk.dock('remove');
  await kiosk.placeCard('nearly-full');
  await expect(page.getByTestId('balance-amount')).toHaveText('9,900 元');
});

test('whoever cannot put the card back gets a claim; when it returns later, it is finished', async ({ kiosk, page }) => {
  await kiosk.press('choose-language-en');
  await kiosk.placeCard(CARD);
  await kiosk.dock('pull-while-writing');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('same-card');
  await kiosk.press('give-up-card');
  await kiosk.expectScreen('claim');
  const code = await page.getByTestId('claim-code').textContent();
  expect(code).toMatch(/^K15-[0-9A-Z]{5}$/);
  await expect(page.getByTestId('dock-slip').first()).toContainText(code ?? '');
  expect(kiosk.journal().filter((entry) => entry.kind === 'claim')).toHaveLength(1);
  await kiosk.press('claim-seen');
  await kiosk.expectScreen('attract');
  await kiosk.placeCard(CARD);
  await expect(page.getByTestId('money-after')).toHaveText('NT$820');
  expect(timesWritten(kiosk)).toBe(1);
});

test('the station is killed with a card half written: restarted, reconciled, the money is on the card once', async ({ kiosk, page }) => {
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  // Held at one block of the write: a kill that only hopes to fall between two records would miss it on a busy machine.
  await kiosk.dock('pull-while-writing');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('same-card');
  expect(timesWritten(kiosk)).toBe(0);
  const [killed] = kiosk.stationPids();
  kiosk.strikeStation('SIGKILL');
  await expect.poll(() => kiosk.stationPids()).not.toContain(killed);
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('added');
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  const kept = kiosk.journal().filter((entry) => entry.kind === 'note-keep.outcome' && entry.body['end'] === 'kept');
  expect(kept).toHaveLength(1);
  expect(timesWritten(kiosk)).toBe(1);
});

test('the station is killed while the note is on its way: the counters tell, and the card gets it once', async ({ kiosk }) => {
  await stationDiesWithNoteOnItsWay(kiosk);
});

test('the station hangs with a card on the tray: openly out of service, killed, and back by itself', async ({ kiosk }) => {
  await stationHangs(kiosk);
});

test('the mains fail while a note is on its way: every dollar is accounted for', async ({ kiosk, page }) => {
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  await kiosk.insertNote(500);
  await expect.poll(() => kiosk.moneyKinds(), { intervals: [5] }).toContain('note-keep.intent');
  await kiosk.dock('cut-power');
  await expect.poll(() => kiosk.moneyKinds()).toContain('note-keep.outcome');
  const [end] = kiosk.journal().filter((entry) => entry.kind === 'note-keep.outcome');
  const kept = end?.body['end'] === 'kept';
  if (!kept) await kiosk.expectReturned();
  // How far it had come when the mains failed is the clock's choice: what was begun on the card is ended as a top-up.
  const amount = page.getByTestId('balance-amount').or(page.getByTestId('money-after'));
  await expect(amount).toHaveText(kept ? '820 元' : '320 元');
});

test('a note that jams becomes a case and a claim, never a credit', async ({ kiosk, page }) => {
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  await kiosk.dock('jam');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('claim');
  await expect(page.getByTestId('claim-code')).toHaveText(/^K15-/);
  const kinds = kiosk.journal().map((entry) => entry.kind);
  expect(kinds).toEqual(expect.arrayContaining(['case', 'claim']));
  expect(kinds).not.toContain('card-write.intent');
});
