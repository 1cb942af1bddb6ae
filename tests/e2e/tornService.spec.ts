import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test } from './kiosk.ts';
import { Passenger } from './passenger.ts';

/** The card is pulled away while an autoload of NT$500 is written to it. */
async function autoloadIsTorn(kiosk: Kiosk, passenger: Passenger): Promise<void> {
  await passenger.lays('autoload');
  await passenger.chooses('autoload');
  await kiosk.dock('pull-while-writing');
  await passenger.confirms();
  await passenger.sees('same-card', 'same-card.title', 'same-card.promise', ['same-card.amount', { amount: 500 }]);
}

/** How often the card was found to carry it. */
function timesWritten(kiosk: Kiosk): number {
  return kiosk.recordsOf('autoload').filter(({ kind, body }) => kind === 'card-change.outcome' && body['verdict'] === 'written').length;
}

test('an autoload is torn and the card put back: finished once; another card in its place is not touched', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await passenger.lays('nearly-full');
  await passenger.takesCard();
  const stranger = imageOf(kiosk, 'nearly-full');

  await autoloadIsTorn(kiosk, passenger);
  await kiosk.placeCard('nearly-full');
  await expect(kiosk.text('這不是同一張卡片')).toBeVisible();
  expect(timesWritten(kiosk)).toBe(0);
  await kiosk.dock('remove');
  await expect(kiosk.text('這不是同一張卡片')).toHaveCount(0);
  expect(imageOf(kiosk, 'nearly-full').equals(stranger)).toBe(true);

  await kiosk.placeCard('autoload');
  await passenger.sees('balance', ['balance.earlier-settled', { amount: 500 }]);
  await passenger.seesBalance(560);
  await passenger.takesCard();
  expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 560, backup: 560, autoload: true, autoloadAmount: 500 });
  expect(timesWritten(kiosk)).toBe(1);
  await expect.poll(() => kiosk.recordsOf('autoload').at(-1)?.body['end']).toBe('settled');
  kiosk.verifyJournal();
});

test('whoever cannot put the card back gets a claim; when it returns, the autoload is finished and the issuer told', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'en');
  await passenger.choosesLanguage();
  await autoloadIsTorn(kiosk, passenger);
  await kiosk.press('give-up-card');
  await passenger.sees('claim', 'claim.title', 'claim.now.card');
  await expect(kiosk.page.getByTestId('claim-code')).toHaveText(/^K15-[0-9A-Z]{5}$/);
  await passenger.findsOnSlip('printed.claim.title-act', 'claim.now.stop-act', 'claim.now.card');
  await kiosk.press('claim-seen');
  await kiosk.expectScreen('attract');
  expect(kiosk.recordsOf('autoload').filter(({ kind }) => kind === 'claim')).toHaveLength(1);
  expect(kiosk.recordsOf('autoload').filter(({ kind }) => kind === 'act.closed')).toEqual([]);

  await kiosk.placeCard('autoload');
  await passenger.sees('balance', ['balance.earlier-settled', { amount: 500 }]);
  await passenger.seesBalance(560);
  await passenger.takesCard();
  expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 560, backup: 560 });
  expect(timesWritten(kiosk)).toBe(1);
  await expect.poll(() => kiosk.recordsOf('autoload').at(-1)?.body['end']).toBe('settled');
  kiosk.verifyJournal();
});
