import type { PowerCut } from '../../support/validatorOnPty.ts';
import { expect, test } from './machine.ts';

/** What the unit decides about a note when its power comes back, and what must follow from that. */
const CUTS: readonly (readonly [PowerCut, { readonly kept: boolean; readonly outcomes: readonly string[] }])[] = [
  // Nobody had been told of the note yet.
  ['escrow', { kept: false, outcomes: [] }],
  ['the counters', { kept: false, outcomes: ['note-keep.outcome returned'] }],
  ['the acceptance', { kept: false, outcomes: ['note-keep.outcome returned'] }],
  ['transport', { kept: false, outcomes: ['note-keep.outcome returned'] }],
  ['stowing', { kept: true, outcomes: ['note-keep.outcome kept', 'card-write.outcome written'] }],
];

for (const [moment, { kept, outcomes }] of CUTS) {
  test(`the validator loses its power, a note inside, at ${moment}: nothing lost, nothing doubled, back by itself`, async ({
    machine,
    page,
  }) => {
    const { kiosk, reader, card, validator } = machine;
    await machine.expectInService();
    reader.place(card);
    await kiosk.expectScreen('balance');
    validator.cutPowerWhen(moment);
    await machine.insertNote(500);
    await expect.poll(() => validator.unit.powered).toBe(false);
    validator.unit.powerOn();

    const balance = kept ? 820 : 320;
    if (kept) await expect(page.getByTestId('money-after')).toHaveText('820 元');
    await expect
      .poll(() => validator.unit.truth)
      .toEqual({
        kept: kept ? [500] : [],
        returned: kept ? [] : [500],
        inPath: null,
      });
    if (outcomes.includes('note-keep.outcome returned')) await kiosk.expectReturned();
    reader.remove();
    await machine.expectInService();
    expect(machine.journalOutcomes()).toEqual(outcomes);
    expect(machine.cardBalances()).toEqual([balance, balance]);

    // In service means that the next note is worth what it says.
    reader.place(card);
    await expect(page.getByTestId('balance-amount')).toHaveText(`${balance} 元`);
    await machine.insertNote(100);
    await expect(page.getByTestId('money-after')).toHaveText(`${balance + 100} 元`);
    expect(machine.cardBalances()).toEqual([balance + 100, balance + 100]);
  });
}
