import { type Pcscd, startPcscd } from '../../../station/bench/pcscd.ts';
import { expect, STEP_MS, test } from '../kiosk.ts';

/**
 * The whole way: the page, the station, nfc-pcsc in its own process, the real pcscd, Debian's virtual reader, and behind it the
 * simulated card. Runs in namespaces of its own, the browser included.
 */
test.use({ config: 'config/kiosk.virtual-card.json' });

let pcscd: Pcscd;

test.beforeEach(async () => {
  pcscd = await startPcscd();
});

test.afterEach(async () => {
  await pcscd.stop();
});

test('a top-up through real pcscd and nfc-pcsc', async ({ kiosk, page }) => {
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元', { timeout: STEP_MS });
  await kiosk.insertNote(500);
  await expect(page.getByTestId('money-after')).toHaveText('820 元', { timeout: STEP_MS });
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('820 元', { timeout: STEP_MS });
  expect(kiosk.moneyKinds()).toEqual(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome']);
});

test('the card is pulled away while it is written, and put back: finished once', async ({ kiosk, page }) => {
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await kiosk.dock('pull-while-writing');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('same-card');
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('820 元', { timeout: STEP_MS });
  const written = kiosk.journal().filter((entry) => entry.kind === 'card-write.outcome' && entry.body['verdict'] === 'written');
  expect(written).toHaveLength(1);
});

test('pcscd is stopped and started: openly out of service, then back by itself', async ({ kiosk, page }) => {
  await pcscd.stop();
  await kiosk.expectScreen('out-of-service');
  await expect(kiosk.text('讀卡機異常')).toBeVisible();
  pcscd = await startPcscd();
  await kiosk.expectScreen('attract');
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元', { timeout: STEP_MS });
});
