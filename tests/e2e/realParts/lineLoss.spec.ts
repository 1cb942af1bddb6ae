import { expect, test } from './machine.ts';

/** A silent unit counts as dead after 21 commands of a second each (GA138); then it is greeted again every few seconds. */
const DEAD_MS = 45_000;

test.setTimeout(120_000);

for (const [how, cause, code] of [
  ['is pulled out', '紙鈔機未連接', 'E21'],
  ['carries nothing any more', '紙鈔機沒有回應', 'E22'],
] as const) {
  test(`the serial line ${how}: no notes, openly, and open again by itself`, async ({ machine, page }) => {
    const { kiosk, reader, card, validator } = machine;
    await machine.expectInService();
    reader.place(card);
    await kiosk.expectScreen('balance');
    await expect.poll(() => validator.unit.accepting).toBe(true);

    const before = machine.stationSeconds();
    if (code === 'E21') await validator.unplug();
    else validator.stall();
    // In the middle of a visit: the balance stays, notes are not asked for any more.
    await expect(kiosk.text('目前無法收鈔')).toBeVisible({ timeout: DEAD_MS });
    await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
    reader.remove();
    await kiosk.expectScreen('attract');
    await expect(page.getByTestId('cause')).toHaveText(`${cause}代碼 ${code}`);
    await kiosk.press('choose-language-en');
    await expect(page.getByTestId('cause')).toContainText(`Code ${code}`);
    await kiosk.press('choose-language-zh-Hant');
    // From the loss to here some seconds have gone by; next to none of them was spent computing.
    expect(machine.stationSeconds() - before).toBeLessThan(4);

    if (code === 'E21') await validator.plugIn();
    else validator.resume();
    await machine.expectInService();
    reader.place(card);
    await kiosk.expectScreen('balance');
    await machine.insertNote(200);
    await expect(page.getByTestId('money-after')).toHaveText('520 元');
    expect(machine.cardBalances()).toEqual([520, 520]);
    expect(machine.journalOutcomes()).toEqual(['note-keep.outcome kept', 'card-write.outcome written']);
    expect(validator.unit.truth).toEqual({ kept: [200], returned: [], inPath: null });
  });
}
