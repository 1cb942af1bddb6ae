import { commandLinesBelow, expect, test } from './machine.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

/** The whole way: page, station, nfc-pcsc, pcscd, virtual reader on one side; serialport, kernel, SSP on the other. */

test('a top-up: screen, card and journal say the same, and the next card follows', async ({ machine, page }) => {
  const { kiosk, reader, card } = machine;
  await machine.expectInService();
  reader.place(card);
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  await machine.insertNote(500);
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  expect(machine.cardBalances()).toEqual([820, 820]);
  expect(machine.validator.unit.truth).toEqual({ kept: [500], returned: [], inPath: null });
  expect(machine.journalOutcomes()).toEqual(['note-keep.outcome kept', 'card-write.outcome written']);
  await machine.insertNote(100);
  await expect(page.getByTestId('money-after')).toHaveText('920 元');
  expect(machine.cardBalances()).toEqual([920, 920]);
  reader.remove();
  await machine.expectInService();
  reader.place(card);
  await expect(page.getByTestId('balance-amount')).toHaveText('920 元');
  expect(kiosk.moneyKinds()).toHaveLength(8);
});

for (const [where, write] of [
  ['the record', 0],
  ['the backup purse', 1],
  ['the purse', 2],
] as const) {
  test(`the card is pulled away while ${where} is written, and put back: finished exactly once`, async ({ machine, page }) => {
    const { kiosk, reader, card } = machine;
    await machine.expectInService();
    reader.place(card);
    await kiosk.expectScreen('balance');
    reader.faults.failNext('torn-write', { on: 'write', after: write, cut: { storedBytes: 6 } });
    await machine.insertNote(500);
    await kiosk.expectScreen('same-card');
    await expect(kiosk.text('不會重複扣款')).toBeVisible();
    expect(reader.card).toBeNull();
    reader.place(card);
    await kiosk.expectScreen('added');
    await expect(page.getByTestId('money-after')).toHaveText('820 元');
    await expect(kiosk.text('未重複扣款')).toBeVisible();
    expect(machine.cardBalances()).toEqual([820, 820]);
    // pcscd notices within 400 ms that the card has gone: until then one more try may end as unknown.
    const outcomes = machine.journalOutcomes();
    expect(outcomes).toContain('card-write.outcome unknown');
    expect(outcomes.filter((outcome) => !outcome.endsWith('unknown'))).toEqual(['note-keep.outcome kept', 'card-write.outcome written']);
    expect(machine.validator.unit.truth).toEqual({ kept: [500], returned: [], inPath: null });
  });
}

test('nothing simulated is started, and the log names the parts that are there', async ({ machine }) => {
  await machine.expectInService();
  const below = commandLinesBelow(machine.stationPid()).join('\n');
  expect(below).toContain('reader-process');
  const shellsChildren = commandLinesBelow(process.pid).join('\n');
  expect(shellsChildren).toContain('station/main');
  expect(shellsChildren).not.toContain('simulation');
  expect(machine.log()).toContain(`reader="pcsc Virtual PCD 00 00" acceptor="ssp ${machine.validator.path}"`);
  await expect.poll(machine.log).toContain('the card reader is there reader="Virtual PCD 00 00');
  expect(machine.log()).toContain('the note acceptor is there serial="4217043" takes="100 200 500 1000 2000"');
});
