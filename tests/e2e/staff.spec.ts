import { comesIn, expectPage, PINS, types } from './clerk.ts';
import { expect, type Kiosk, test } from './kiosk.ts';

/** What the journal says of the staff: kind, who, and what of it. */
function staffRecords(kiosk: Kiosk): string[] {
  return kiosk
    .journal()
    .filter(({ kind }) => /^(staff|door|case-|money)/.test(kind))
    .map(({ kind, body }) =>
      [kind, ...['person', 'end', 'why', 'door', 'act', 'decision'].flatMap((member) => (body[member] as string | undefined) ?? [])].join(
        ' ',
      ),
    );
}

test('without the key a staff card is an ordinary card; with it, card and PIN let somebody in, and out again', async ({ kiosk }) => {
  await kiosk.placeCard('staff-clerk');
  await kiosk.expectScreen('balance');
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');

  await kiosk.dock('operator-maintenance');
  await kiosk.expectScreen('out-of-service');
  await comesIn(kiosk, 'clerk', '111111');
  await expect(kiosk.page.getByTestId('staff-notice')).toBeVisible();
  await types(kiosk, PINS.clerk);
  await expectPage(kiosk, 'today');
  await expect(kiosk.page.getByTestId('staff-person')).toContainText('P01');
  await kiosk.press('finish');
  await kiosk.expectScreen('out-of-service');
  await kiosk.dock('remove');
  await kiosk.dock('operator-run');
  await kiosk.expectScreen('attract');
  expect(staffRecords(kiosk)).toEqual(['staff-roster', 'staff-entry P01 refused', 'staff-entry P01 entered', 'staff-left P01 done']);
  kiosk.verifyJournal();
});

test('wrong PINs lock the card out, over a restart too, and the right one does not help', async ({ kiosk }) => {
  await kiosk.dock('operator-maintenance');
  await kiosk.placeCard('staff-clerk');
  for (let tries = 0; tries < 3; tries += 1) {
    await expectPage(kiosk, 'pin');
    await types(kiosk, '111111');
  }
  await expectPage(kiosk, 'locked');
  kiosk.strikeStation('SIGKILL');
  await expectPage(kiosk, 'pin');
  await types(kiosk, PINS.clerk);
  await expectPage(kiosk, 'locked');
  expect(staffRecords(kiosk).slice(1)).toEqual([
    'staff-entry P01 refused',
    'staff-entry P01 refused',
    'staff-entry P01 refused',
    'staff-entry P01 locked-out',
  ]);
});

test('the key that is turned during a top-up waits for it; the passenger who comes next is told why', async ({ kiosk }) => {
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await kiosk.dock('operator-maintenance');
  await kiosk.insertNote(100);
  await kiosk.expectScreen('added');
  await kiosk.dock('remove');
  await kiosk.expectScreen('out-of-service');
  expect(kiosk.moneyKinds()).toEqual(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome']);
});

test('a PIN for once is changed at the first entry, and a forced door is on record', async ({ kiosk }) => {
  await kiosk.dock('door-open');
  await kiosk.expectScreen('out-of-service');
  await comesIn(kiosk, 'new');
  await expectPage(kiosk, 'choose-pin');
  await types(kiosk, '123456');
  await expectPage(kiosk, 'repeat-pin');
  await types(kiosk, '123456');
  await expectPage(kiosk, 'choose-pin');
  await types(kiosk, '770123');
  await expectPage(kiosk, 'repeat-pin');
  await types(kiosk, '770123');
  await expectPage(kiosk, 'today');
  await kiosk.dock('remove');
  await kiosk.dock('door-closed');
  await kiosk.expectScreen('attract');
  expect(staffRecords(kiosk).slice(1)).toEqual([
    'door opened',
    'staff-entry P04 entered',
    'staff-pin P04',
    'door closed',
    'staff-left P04 closed',
  ]);
});
