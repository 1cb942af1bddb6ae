import { expect, test, WIRED } from './machine.ts';

/** Key switch, door, bell and lights behind a module that somebody else wrote, on a serial line beside pcscd and the validator's. */
test.use({ atStart: { service: true, line: true, readerName: 'Virtual PCD 00 00', smallParts: true } });

test('key, door, bell and lights work while passengers are served, and a lost module is told', async ({ machine, smallParts: module }) => {
  if (module === null) throw new Error('there are none');
  const { kiosk, reader, card } = machine;
  const lit = (): (boolean | undefined)[] => [module.coils.get(WIRED.trayLight), module.coils.get(WIRED.slotLight)];

  await test.step('the lights show the way: the tray, then the slot while notes are taken', async () => {
    await machine.expectInService();
    await expect.poll(lit).toEqual([true, false]);
    reader.place(card);
    await kiosk.expectScreen('balance');
    await expect.poll(lit).toEqual([false, true]);
  });

  await test.step('the bell rings at the station office for a second', async () => {
    await kiosk.press('call-staff');
    await expect.poll(() => module.coils.get(WIRED.bell)).toBe(true);
    await expect.poll(() => module.coils.get(WIRED.bell)).toBe(false);
  });

  await test.step('the key waits for the passenger, then closes the machine, and opens it again', async () => {
    module.setInput(WIRED.key.opposite, false);
    module.setInput(WIRED.key.input, true);
    await machine.insertNote(100);
    await expect(kiosk.page.getByTestId('money-after')).toHaveText('420 元');
    reader.remove();
    await kiosk.expectScreen('out-of-service');
    await expect.poll(lit).toEqual([false, false]);
    module.setInput(WIRED.key.input, false);
    module.setInput(WIRED.key.opposite, true);
    await machine.expectInService();
  });

  await test.step('a door that is forced closes the machine, and is on record', async () => {
    module.setInput(WIRED.door.input, false);
    await kiosk.expectScreen('out-of-service');
    module.setInput(WIRED.door.input, true);
    await machine.expectInService();
    const doors = kiosk.journal().flatMap(({ kind, body }) => (kind === 'door' ? [body['door']] : []));
    expect(doors).toEqual(['opened', 'closed']);
  });

  await test.step('without the module passengers are served on; it is told, and missed no longer when it is back', async () => {
    module.freeze();
    await expect.poll(machine.log).toContain('auxiliaries.fault');
    reader.place(card);
    await kiosk.expectScreen('balance');
    reader.remove();
    await machine.expectInService();
    module.wake();
    await expect.poll(machine.log).toContain('auxiliaries.well');
    await expect.poll(lit).toEqual([true, false]);
  });
  expect(machine.cardBalances()).toEqual([420, 420]);
  expect(machine.journalOutcomes()).toEqual(['note-keep.outcome kept', 'card-write.outcome written']);
});
