import { expectReversed, expectSettled } from './actRecords.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test } from './kiosk.ts';
import { Passenger } from './passenger.ts';

/** An autoload of NT$500 that the passenger has agreed to. */
async function asksForAutoload(kiosk: Kiosk): Promise<Passenger> {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await passenger.lays('autoload');
  await passenger.chooses('autoload');
  return passenger;
}

/** What the card `autoload` is like when nothing was done to it, byte for byte. */
async function lookAtCard(kiosk: Kiosk, card: string): Promise<Buffer> {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await passenger.lays(card);
  await passenger.takesCard();
  return imageOf(kiosk, card);
}

const networkIs = async (kiosk: Kiosk, network: 'up' | 'cut'): Promise<void> => {
  await kiosk.dock(`network-${network}`);
  await expect(kiosk.page.getByTestId(`dock-network-${network}`)).toHaveAttribute('aria-pressed', 'true');
};

test('without a network the menu says so, nothing is asked, and cash is added as ever', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await networkIs(kiosk, 'cut');
  await passenger.lays('autoload');
  await passenger.opensMenu();
  await passenger.sees('menu', 'menu.unreachable');
  await passenger.seesCode('K14');
  await passenger.chooses('autoload');
  await passenger.sees('service', 'refused.K14', 'refused.help-retry');
  await passenger.seesCode('K14');
  await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
  await kiosk.press('cancel');
  await kiosk.insertNote(100);
  await passenger.sees('added');
  await passenger.seesBeforeAndAfter(60, 160);
  expect(kiosk.recordsOf('autoload')).toEqual([]);
  kiosk.verifyJournal();
});

test('the network fails before the issuer is asked: nothing was taken, and nothing is left to undo', async ({ kiosk }) => {
  const untouched = await lookAtCard(kiosk, 'autoload');
  const passenger = await asksForAutoload(kiosk);
  await networkIs(kiosk, 'cut');
  await passenger.confirms();
  await passenger.sees('service-refused', 'refused.K14', 'service.nothing-taken', 'refused.help-retry');
  await passenger.seesCode('K14');
  await passenger.takesCard();
  expect(imageOf(kiosk, 'autoload').equals(untouched)).toBe(true);
  expect(kiosk.recordsOf('autoload').map(({ kind, body }) => [kind, body['outcome']])).toEqual([
    ['act.intent', undefined],
    ['act.answer', 'unreachable'],
  ]);
});

test('the network fails while the issuer is asked: what it may hold is said, and undone once it is heard again', async ({ kiosk }) => {
  const untouched = await lookAtCard(kiosk, 'autoload');
  const passenger = await asksForAutoload(kiosk);
  // The issuer has it, and its answer does not come: there is time to pull the cable.
  await kiosk.failsNextAct('answer-lost');
  await passenger.confirms();
  await kiosk.expectScreen('asking-issuer');
  await networkIs(kiosk, 'cut');
  await passenger.sees('service-refused', 'service.no-answer', 'service.undone');
  await passenger.takesCard();
  expect(imageOf(kiosk, 'autoload').equals(untouched)).toBe(true);
  expect(kiosk.recordsOf('autoload').map(({ kind, body }) => [kind, body['outcome']])).toEqual([
    ['act.intent', undefined],
    ['act.answer', 'no-answer'],
  ]);
  await networkIs(kiosk, 'up');
  await expectReversed(kiosk, 'autoload');
  kiosk.verifyJournal();
});

test('an answer that is lost on its way is asked for again: done once', async ({ kiosk }) => {
  const passenger = await asksForAutoload(kiosk);
  await kiosk.failsNextAct('answer-lost');
  await passenger.confirms();
  await passenger.sees('service-done', ['autoload.done', { amount: 500 }]);
  await passenger.takesCard();
  expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 560, backup: 560 });
  await expectSettled(kiosk, 'autoload');
});

test('the issuer dies while it is asked, and comes back: done once', async ({ kiosk }) => {
  const passenger = await asksForAutoload(kiosk);
  await kiosk.failsNextAct('answer-lost');
  await passenger.confirms();
  await kiosk.expectScreen('asking-issuer');
  kiosk.killIssuer();
  await passenger.sees('service-done', ['autoload.done', { amount: 500 }]);
  await passenger.takesCard();
  expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 560, backup: 560 });
  await expectSettled(kiosk, 'autoload');
});

test('the station dies between the approval and the write: the approval is given up, the card is as it was', async ({ kiosk }) => {
  const untouched = await lookAtCard(kiosk, 'near-expiry');
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await passenger.lays('near-expiry');
  await passenger.opensMenu();
  await passenger.chooses('extend');
  await passenger.confirms();
  // Approved, and the passenger is asked whether the new date is right.
  await expect.poll(() => kiosk.recordsOf('extend').map(({ kind }) => kind)).toEqual(['act.intent', 'act.answer']);
  kiosk.strikeStation('SIGKILL');
  await kiosk.expectScreen('balance');
  const records = await expectReversed(kiosk, 'extend');
  expect(records.map(({ kind }) => kind)).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);
  expect(records[2]?.body).toMatchObject({ reason: 'interrupted' });
  await passenger.takesCard();
  expect(imageOf(kiosk, 'near-expiry').equals(untouched)).toBe(true);
  kiosk.verifyJournal();
});
