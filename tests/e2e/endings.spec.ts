import { approvalOf, expectSettled } from './actRecords.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test } from './kiosk.ts';
import { Passenger, type Said } from './passenger.ts';

/** Cards that are not served: each says why, by which code, and what to do instead - and is left as it was. */
const TURNED_AWAY: readonly { card: string; code: string; says: readonly Said[] }[] = [
  { card: 'locked', code: 'K03', says: ['refused.K03', 'refused.help-staff'] },
  { card: 'refunded', code: 'K02', says: ['refused.K02', 'refused.help-staff'] },
  { card: 'other-kind', code: 'K12', says: ['refused.K12', 'refused.help-staff'] },
  { card: 'unreadable', code: 'K11', says: ['refused.K11', 'refused.help-replace', 'refused.help-still'] },
  { card: 'forged', code: 'K16', says: ['refused.K16', 'refused.help-staff'] },
];

/** Nothing was asked of anybody, no note was taken, no byte was written. */
function expectNothingDone(kiosk: Kiosk): void {
  expect(kiosk.journal().filter(({ kind }) => /^(act|note-keep|card-)/.test(kind))).toEqual([]);
}

test('cards that cannot be served are given back as they came, with a code and what to do instead', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  for (const { card, code, says } of TURNED_AWAY) {
    await test.step(card, async () => {
      await kiosk.placeCard(card);
      await passenger.sees('card-refused', ...says);
      await passenger.seesCode(code);
      await passenger.takesCard();
      const first = imageOf(kiosk, card);
      await kiosk.placeCard(card);
      await passenger.seesCode(code);
      await passenger.takesCard();
      expect(imageOf(kiosk, card).equals(first)).toBe(true);
    });
  }
  expectNothingDone(kiosk);
  kiosk.verifyJournal();
});

test('two cards at once are served neither: one alone is', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'en');
  await passenger.choosesLanguage();
  await kiosk.dock('lay-beside');
  await kiosk.placeCard('ordinary');
  await passenger.sees('card-refused', 'refused.K10', 'refused.help-one-card');
  await passenger.seesCode('K10');
  await passenger.takesCard();
  const untouched = imageOf(kiosk, 'ordinary');
  await passenger.lays('ordinary');
  await passenger.seesBalance(320);
  await passenger.takesCard();
  expect(imageOf(kiosk, 'ordinary').equals(untouched)).toBe(true);
  expectNothingDone(kiosk);
});

test('an expired card is still read: its money does not expire, and its issuer extends it if it agrees', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await passenger.lays('expired');
  await passenger.seesBalance(250);
  await passenger.sees('balance', 'refused.K01');
  await passenger.seesCode('K01');
  await kiosk.press('toggle-history');
  await expect(kiosk.page.getByTestId('history-row')).not.toHaveCount(0);
  await passenger.opensMenu();
  await passenger.chooses('extend');
  await passenger.sees('service', 'extend.question', 'extend.value-kept');
  await passenger.confirms();
  await passenger.sees('service', 'fact.new-expiry');
  await passenger.confirms();
  await kiosk.expectScreen('service-done');
  await passenger.takesCard();
  const { expiresOn } = approvalOf(await expectSettled(kiosk, 'extend'));
  expect(await memoryOf(kiosk, 'expired')).toMatchObject({ purse: 250, locked: false, expiresOn });

  await passenger.lays('expired');
  await passenger.sees('balance', 'balance.no-change');
  await passenger.takesCard();
});

test('a card on the lock list is locked at once: nothing but the lock is written, and the journal tells of it', async ({ kiosk }) => {
  const passenger = new Passenger(kiosk, 'zh-Hant');
  await kiosk.placeCard('blocked');
  await passenger.sees('card-refused', 'refused.K03', 'refused.help-staff');
  await passenger.seesCode('K03');
  await passenger.takesCard();
  expect(await memoryOf(kiosk, 'blocked')).toMatchObject({ purse: 400, backup: 400, locked: true, refunded: false });
  const records = kiosk.recordsOf('lock');
  expect(records.map(({ kind }) => kind)).toEqual(['act.intent', 'card-change.intent', 'card-change.outcome']);
  expect(records.at(-1)?.body).toMatchObject({ verdict: 'written' });
  expect(kiosk.moneyKinds()).toEqual([]);
  const locked = imageOf(kiosk, 'blocked');
  await kiosk.placeCard('blocked');
  await passenger.seesCode('K03');
  await passenger.takesCard();
  expect(imageOf(kiosk, 'blocked').equals(locked)).toBe(true);
  kiosk.verifyJournal();
});
