import { comesIn, expectPage, types } from './clerk.ts';
import { expect, type Kiosk, test } from './kiosk.ts';

async function tops(kiosk: Kiosk, value: number): Promise<void> {
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await kiosk.insertNote(value);
  await kiosk.expectScreen('added');
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');
}

/** What the journal says of the box. */
function boxRecords(kiosk: Kiosk): string[] {
  return kiosk
    .journal()
    .filter(({ kind }) => /^(box|exchange|staff-slip)/.test(kind))
    .map(({ kind, body }) => (kind === 'staff-slip' ? `${kind} ${String(body['what'])} ${String(body['print'])}` : kind));
}

test('the box is exchanged over a crash, nobody is served meanwhile, and what it held is told only when it was counted', async ({
  kiosk,
}) => {
  await tops(kiosk, 500);
  await kiosk.dock('operator-maintenance');
  await comesIn(kiosk, 'clerk');
  await expectPage(kiosk, 'today');
  await kiosk.press('staff-choose-exchange');
  await expectPage(kiosk, 'box-serial');
  await types(kiosk, 'B0417');
  await expectPage(kiosk, 'box-seal');
  await types(kiosk, 'S2209');
  await expectPage(kiosk, 'confirm-out');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'exchange');

  kiosk.strikeStation('SIGKILL');
  // The key is turned back, and still the machine serves nobody.
  await kiosk.expectScreen('staff');
  await kiosk.dock('remove');
  await kiosk.dock('operator-run');
  await kiosk.expectScreen('out-of-service');
  await comesIn(kiosk, 'second');
  await expectPage(kiosk, 'exchange');
  await kiosk.press('staff-choose-new-box');
  await expectPage(kiosk, 'new-box');
  await types(kiosk, 'B0418');
  await expectPage(kiosk, 'exchange');
  await expect(kiosk.page.getByTestId('staff-page')).toContainText('B0418');
  await expect(kiosk.page.getByTestId('staff-page')).not.toContainText('500');
  await kiosk.press('staff-choose-close');
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');

  await tops(kiosk, 100);
  await kiosk.dock('operator-maintenance');
  await comesIn(kiosk, 'second');
  await expectPage(kiosk, 'today');
  await kiosk.press('staff-choose-boxes');
  await expectPage(kiosk, 'boxes');
  await kiosk.press('staff-choose-1');
  // Somebody finds NT$200 too few.
  for (const count of ['1', '1', '0', '0', '0']) {
    await expectPage(kiosk, 'count');
    await types(kiosk, count);
  }
  await expectPage(kiosk, 'confirm-count');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'counted');
  await expect(kiosk.page.getByTestId('staff-page')).toContainText('-200');
  await kiosk.press('staff-choose-print');
  await expect(kiosk.page.getByTestId('staff-notice')).toBeVisible();
  await kiosk.press('finish');
  expect(boxRecords(kiosk)).toEqual([
    'box-out',
    'box-in',
    'staff-slip exchange 1',
    'staff-slip exchange 2',
    'exchange-closed',
    'box-counted',
    'box-variance',
    'staff-slip count 1',
  ]);
  expect(kiosk.journal().find(({ kind }) => kind === 'box-variance')?.body).toMatchObject({
    difference: -200,
    expected: { notes: 1, value: 500 },
  });
  kiosk.verifyJournal();
});
