import { taipeiDate } from '../../hardware/ports/clock.ts';
import { type Language, passengerLanguages } from '../../machines/messages/languages.ts';
import { addMonths, endOfMonth } from '../../machines/rules/calendar.ts';
import { approvalOf, expectSettled } from './actRecords.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { changeBooks } from './issuerBooks.ts';
import { expect, type Kiosk, test as base } from './kiosk.ts';
import { onlySometimes } from './longRun.ts';
import { Passenger, type Said } from './passenger.ts';

/** What the issuer's books decide: a limit that is reached, limits that cannot be, a sale that is refused, a month's end. */
const test = base.extend<{ language: Language; passenger: Passenger }>({
  language: ['zh-Hant', { option: true }],
  passenger: async ({ kiosk, language }, use) => {
    const passenger = new Passenger(kiosk, language);
    await passenger.choosesLanguage();
    await use(passenger);
    kiosk.verifyJournal();
  },
});

/** As it lies there, byte for byte: taken away and not laid down again. */
async function imageOfUntouched(kiosk: Kiosk, passenger: Passenger, card: string): Promise<Buffer> {
  await passenger.lays(card);
  await passenger.takesCard();
  return imageOf(kiosk, card);
}

for (const language of passengerLanguages) {
  test.describe(language, onlySometimes(language, 'zh-Hant', 'en'), () => {
    test.use({ language });

    test('the issuer says no, or what cannot be', async ({ kiosk, passenger }) => {
      await test.step('autoload: the limit of the day, with what is left of it (K07, R-001-30)', async () => {
        const before = await imageOfUntouched(kiosk, passenger, 'autoload');
        changeBooks(kiosk, (books, numberOf) =>
          books
            .prepare(
              `INSERT INTO act (key, name, machine, card, state, amount, day) VALUES ('e2e', 'authorisation', 'X', ?, 'settled', 2600, ?)`,
            )
            .run(numberOf('autoload'), taipeiDate(Date.now())),
        );
        await passenger.lays('autoload');
        await passenger.opensMenu();
        await passenger.chooses('autoload');
        const said: Said = ['refused.K07', { kind: 'daily', most: 3_000, left: 400 }];
        await passenger.sees('service', said);
        await passenger.seesCode('K07');
        await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
        await passenger.takesCard();
        expect(imageOf(kiosk, 'autoload').equals(before)).toBe(true);
        expect(kiosk.recordsOf('autoload')).toEqual([]);
      });

      await test.step('limits that no owner can have agreed to are the host’s fault (R-001-33)', async () => {
        changeBooks(kiosk, (books, numberOf) =>
          books.prepare('UPDATE card SET per_time = 750 WHERE number = ?').run(numberOf('autoload-not-enabled')),
        );
        await passenger.lays('autoload-not-enabled');
        await passenger.opensMenu();
        await passenger.chooses('enable-easy-wallet');
        await passenger.sees('service', 'service.host-fault');
        await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'autoload-not-enabled')).toMatchObject({ autoload: false, purse: 45 });
        expect(kiosk.recordsOf('enable-autoload')).toEqual([]);
      });

      await test.step('a period pass is offered, agreed to, and refused by the issuer: nothing is written (R-001-21)', async () => {
        await passenger.lays('pass-enough');
        await passenger.opensMenu();
        await kiosk.press('choose-service-period-pass');
        await kiosk.press('choose-pass-1-0');
        await passenger.sees('service', 'pass.refund-where');
        // Its office ends the term of the card at this very moment.
        changeBooks(kiosk, (books, numberOf) =>
          books.prepare(`UPDATE card SET expires_on = '2026-01-01' WHERE number = ?`).run(numberOf('pass-enough')),
        );
        await passenger.confirms();
        await passenger.sees('service-refused', 'refused.K01', 'service.nothing-taken');
        await passenger.seesCode('K01');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'pass-enough')).toMatchObject({ purse: 1_500, backup: 1_500, pass: null });
        expect(kiosk.recordsOf('buy-pass').map(({ kind, body }) => [kind, body['refusal']])).toEqual([
          ['act.intent', undefined],
          ['act.answer', 'K01'],
        ]);
      });

      await test.step('an iPASS that ran out with last month is extended until this month’s last day (R-004-33, R-004-34)', async () => {
        await passenger.lays('ipass-concession-month-end');
        await passenger.sees('balance', 'refused.K01', 'refused.help-extend-free');
        await passenger.opensMenu();
        await passenger.chooses('extend');
        await passenger.sees('service', 'extend.question');
        await passenger.confirms();
        const until = endOfMonth(addMonths(taipeiDate(Date.now()), 120));
        await passenger.sees('service', ['extend.weigh', { date: until }]);
        await passenger.confirms();
        await passenger.sees('service-done', ['extend.done', { date: until }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'ipass-concession-month-end')).toMatchObject({ purse: 60, expiresOn: until });
        expect(approvalOf(await expectSettled(kiosk, 'extend'))['expiresOn']).toBe(until);
      });
    });
  });
}
