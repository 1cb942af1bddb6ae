import { type Pcscd, startPcscd } from '../../../lab/speed/pcscd.ts';
import { expect, test } from '../kiosk.ts';

/** The bench's card behind the real pcscd, its other parts simulated: what `config/kiosk.virtual-card.json` is for. */
test.use({ config: 'config/kiosk.virtual-card.json' });

let pcscd: Pcscd;

test.beforeEach(async () => {
  pcscd = await startPcscd();
});

test.afterEach(async () => {
  await pcscd.stop();
});

test('a top-up with the hands of the dock', async ({ kiosk, page }) => {
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  await kiosk.insertNote(500);
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');
  await kiosk.placeCard('ordinary');
  await expect(page.getByTestId('balance-amount')).toHaveText('820 元');
  expect(kiosk.moneyKinds()).toEqual(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome']);
});
