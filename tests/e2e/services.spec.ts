import { addMonths } from '../../machines/rules/calendar.ts';
import { passengerLanguages } from '../../machines/messages/languages.ts';
import { approvalOf, confirmationsOf, expectReversed, expectSettled, orderOf } from './actRecords.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test as base } from './kiosk.ts';
import { onlySometimes } from './longRun.ts';
import { Passenger } from './passenger.ts';

/** Every service from the card to the screen, to the card's memory and to the journal. One kiosk serves several cards. */
const test = base.extend<{ language: (typeof passengerLanguages)[number]; passenger: Passenger }>({
  language: ['zh-Hant', { option: true }],
  passenger: async ({ kiosk, language }, use) => {
    const passenger = new Passenger(kiosk, language);
    await passenger.choosesLanguage();
    await use(passenger);
    kiosk.verifyJournal();
  },
});

/** How far the reference issuer extends an EasyCard, months. */
const EXTENSION_MONTHS = 60;

/** How often the issuer was asked to do something, by this kiosk and for any card. */
function actsBegun(kiosk: Kiosk): number {
  return kiosk.journal().filter(({ kind }) => kind === 'act.intent').length;
}

for (const language of passengerLanguages) {
  test.describe(language, onlySometimes(language, 'zh-Hant'), () => {
    test.use({ language });

    test('value comes onto the card without cash', async ({ kiosk, passenger }) => {
      await test.step('autoload now, from the linked account', async () => {
        await passenger.lays('autoload');
        await passenger.seesBalance(60);
        await passenger.unfoldsRecords();
        await passenger.sees('balance', 'balance.autoload-on', ['balance.headroom', { headroom: 9_900 }]);
        await passenger.foldsRecords();
        await passenger.chooses('autoload');
        await passenger.sees('service', ['autoload.question', { amount: 500 }], 'autoload.free');
        await passenger.readsFigures({ 'fact.balance': 60, 'fact.autoload': 500, 'fact.fee': 'value.free', 'fact.after': 560 });
        await passenger.confirms();
        await passenger.sees('service-done', ['autoload.done', { amount: 500 }], 'autoload.not-at-gates');
        await passenger.seesBeforeAndAfter(60, 560);
        await passenger.printsSlip('printed.purpose.autoload', 'printed.autoload.no-fee', 'printed.autoload.where');
        await kiosk.press('finish');
        await passenger.sees('take-card', ['take-card.balance', { balance: 560 }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'autoload')).toMatchObject({
          purse: 560,
          backup: 560,
          autoload: true,
          autoloadAmount: 500,
          locked: false,
        });
        const records = await expectSettled(kiosk, 'autoload');
        expect([confirmationsOf(records), approvalOf(records)['amount']]).toEqual([1, 500]);
      });

      await test.step('an amount that waited is collected, once', async () => {
        await passenger.lays('adjustment');
        await passenger.sees('balance', ['balance.pending', { amount: 100 }]);
        await passenger.chooses('collect');
        await passenger.sees('service', ['collect.question', { amount: 100 }]);
        await passenger.readsFigures({ 'fact.balance': 155, 'fact.pending': 100, 'fact.after': 255 });
        await passenger.confirms();
        await passenger.sees('service-done', ['collect.done', { amount: 100 }]);
        await passenger.seesBeforeAndAfter(155, 255);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'adjustment')).toMatchObject({ purse: 255, backup: 255 });
        await expectSettled(kiosk, 'collect');
        await passenger.lays('adjustment');
        await passenger.opensMenu();
        await expect(kiosk.page.getByTestId('control-choose-service-refund')).toBeVisible();
        await expect(kiosk.page.getByTestId('control-choose-service-extend')).toHaveCount(0);
        await expect(kiosk.page.getByTestId('control-choose-service-collect')).toHaveCount(0);
        await passenger.takesCard();
      });

      await test.step('two amounts that waited are collected in one act, each by its name', async () => {
        await passenger.lays('two-adjustments');
        await passenger.sees('balance', ['balance.pending', { amount: 135 }]);
        await passenger.chooses('collect');
        await passenger.sees(
          'service',
          ['collect.question', { amount: 135 }],
          ['fact.pending-part', { number: 1 }],
          ['fact.pending-part', { number: 2 }],
        );
        await passenger.confirms();
        await passenger.sees('service-done', ['collect.done', { amount: 135 }], ['fact.pending-part', { number: 2 }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'two-adjustments')).toMatchObject({ purse: 225, backup: 225 });
        await expectSettled(kiosk, 'collect');
      });

      await test.step('an account without money: nothing was taken, and the card is as it was', async () => {
        await passenger.lays('autoload-no-funds');
        await passenger.takesCard();
        const untouched = imageOf(kiosk, 'autoload-no-funds');
        await passenger.lays('autoload-no-funds');
        await passenger.chooses('autoload');
        await passenger.confirms();
        await passenger.sees('service-refused', 'refused.K08', 'service.nothing-taken', 'refused.help-bank', 'refused.help-cash');
        await passenger.seesCode('K08');
        await passenger.takesCard();
        expect(imageOf(kiosk, 'autoload-no-funds').equals(untouched)).toBe(true);
        const records = kiosk.recordsOf('autoload');
        expect(records.map(({ kind, body }) => [kind, body['refusal']])).toEqual([
          ['act.intent', undefined],
          ['act.answer', 'K08'],
        ]);
      });
    });

    test('autoload is enabled', async ({ kiosk, passenger }) => {
      await test.step('autoload is enabled in its three menus, each under its exact name', async () => {
        for (const [card, service, name] of [
          ['autoload-not-enabled', 'enable-easy-wallet', '悠遊付自動加值卡片設定'],
          ['bank-account', 'enable-bank-account', '帳戶連結設定'],
        ] as const) {
          await passenger.lays(card);
          await passenger.unfoldsRecords();
          await passenger.sees('balance', 'balance.autoload-linked');
          await passenger.opensMenu();
          await expect(kiosk.page.getByTestId(`control-choose-service-${service}`)).toContainText(name);
          await passenger.chooses(service);
          await passenger.sees('service', 'enable.question', 'enable.can-stop', 'autoload.free', 'autoload.not-at-gates');
          await passenger.readsFigures({ 'fact.per-time': 3_000, 'fact.per-day': 3_000, 'fact.fee': 'value.free' });
          await passenger.confirms();
          await passenger.sees('service-done', 'enable.done', 'enable.can-stop', 'autoload.not-at-gates');
          await passenger.takesCard();
          expect(await memoryOf(kiosk, card)).toMatchObject({ autoload: true, autoloadAmount: 3_000, locked: false });
          const records = await expectSettled(kiosk, 'enable-autoload');
          expect(confirmationsOf(records)).toBe(1);
        }
      });

      await test.step('a co-branded card is asked twice, because it can never be closed again', async () => {
        await passenger.lays('cobranded-not-activated');
        await passenger.opensMenu();
        await passenger.chooses('enable-cobranded');
        await passenger.sees('service', 'refused.K13', 'refused.help-bank');
        await passenger.seesCode('K13');
        await passenger.takesCard();
        expect(actsBegun(kiosk)).toBe(2);

        await passenger.lays('cobranded');
        await passenger.opensMenu();
        await passenger.chooses('enable-cobranded');
        await passenger.sees('service', 'enable.question', 'enable.irreversible', 'autoload.as-purchase');
        await passenger.seesThatTheWayOutStandsOut();
        await passenger.confirms();
        await passenger.sees('service', 'enable.again', 'enable.irreversible');
        await passenger.seesThatTheWayOutStandsOut();
        await passenger.confirms();
        await passenger.sees('service-done', 'enable.done', 'enable.irreversible');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'cobranded')).toMatchObject({ purse: 75, autoload: true, autoloadAmount: 3_000, locked: false });
        expect(confirmationsOf(await expectSettled(kiosk, 'enable-autoload'))).toBe(2);
      });
    });

    test('a card is extended', async ({ kiosk, passenger }) => {
      await test.step('an ordinary card is extended by five years', async () => {
        await passenger.lays('near-expiry');
        await passenger.opensMenu();
        await passenger.chooses('extend');
        await passenger.sees('service', 'extend.question', 'extend.value-kept');
        await passenger.confirms();
        await expect.poll(() => kiosk.recordsOf('extend')).toHaveLength(2);
        const { expiresOn: before } = orderOf(kiosk.recordsOf('extend'));
        const after = addMonths(String(before), EXTENSION_MONTHS);
        await passenger.sees('service', ['extend.weigh', { date: after }]);
        await passenger.readsFigures({
          'fact.expires': ['value.date', { date: String(before) }],
          'fact.new-expiry': ['value.date', { date: after }],
        });
        await passenger.confirms();
        await passenger.sees('service-done', ['extend.done', { date: after }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'near-expiry')).toMatchObject({ purse: 140, expiresOn: after });
        await expectSettled(kiosk, 'extend');
      });

      await test.step('an iPASS of Pingtung is extended inside its window, and too late at the counter only', async () => {
        await passenger.lays('ipass-concession');
        await passenger.opensMenu();
        await passenger.chooses('extend');
        await passenger.sees('service', 'extend.question');
        await passenger.confirms();
        await expect.poll(() => kiosk.recordsOf('extend')).toHaveLength(2);
        const { expiresOn, concessionEnds } = approvalOf(kiosk.recordsOf('extend'));
        expect(concessionEnds).toBe(false);
        await passenger.sees('service', ['extend.weigh', { date: String(expiresOn) }]);
        await passenger.confirms();
        await kiosk.expectScreen('service-done');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'ipass-concession')).toMatchObject({ purse: 150, expiresOn, product: 'concession-pingtung' });
        await expectSettled(kiosk, 'extend');

        await passenger.lays('ipass-concession-too-late');
        await passenger.opensMenu();
        await passenger.chooses('extend');
        await passenger.sees('service', ['refused.K20', { fee: 20 }]);
        await passenger.seesCode('K20');
        await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
        await passenger.takesCard();
        expect(actsBegun(kiosk)).toBe(2);
      });
    });

    test('a student is told that the concession ends: who refuses keeps the card as it was', async ({ kiosk, passenger }) => {
      const CARD = 'student-near-expiry';
      await passenger.lays(CARD);
      await passenger.takesCard();
      const untouched = imageOf(kiosk, CARD);

      await passenger.lays(CARD);
      await passenger.opensMenu();
      await passenger.chooses('extend');
      await passenger.confirms();
      await passenger.sees('service', 'extend.concession-ends');
      await kiosk.press('cancel');
      await kiosk.expectScreen('balance');
      await passenger.takesCard();
      expect(imageOf(kiosk, CARD).equals(untouched)).toBe(true);
      const given = await expectReversed(kiosk, 'extend');
      expect(given.map(({ kind }) => kind)).toEqual(['act.intent', 'act.answer', 'act.released', 'act.closed']);

      await passenger.lays(CARD);
      await passenger.opensMenu();
      await passenger.chooses('extend');
      await passenger.confirms();
      await passenger.sees('service', 'extend.concession-ends');
      await passenger.confirms();
      await kiosk.expectScreen('service-done');
      await passenger.takesCard();
      const records = await expectSettled(kiosk, 'extend');
      expect(await memoryOf(kiosk, CARD)).toMatchObject({ purse: 210, expiresOn: approvalOf(records)['expiresOn'] });
    });

    test('a refund', async ({ kiosk, passenger }) => {
      await test.step('a co-branded card is refunded: no cash, a transfer, the card goes back and is never served again', async () => {
        await passenger.lays('cobranded');
        await passenger.opensMenu();
        await passenger.chooses('refund');
        await passenger.sees('service', 'refund.question', 'refund.no-cash', 'refund.final', 'refund.credit-stays');
        await passenger.seesThatTheWayOutStandsOut();
        await passenger.confirms();
        await passenger.sees('service', 'refund.weigh', 'refund.no-cash', 'refund.credit-stays');
        await passenger.readsFigures({ 'fact.balance': 75, 'fact.transfer': 75, 'fact.days': ['value.days', { days: 40 }] });
        await passenger.seesThatTheWayOutStandsOut();
        await passenger.confirms();
        await passenger.sees('service-done', 'refund.done', 'refund.no-cash', 'refund.final');
        await passenger.printsSlip(
          'printed.purpose.refund',
          ['printed.refund.days', { days: 40 }],
          'printed.refund.no-cash',
          'printed.refund.ended',
          'printed.refund.credit-card',
        );
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'cobranded')).toMatchObject({ purse: 75, refunded: true, locked: true });
        await expectSettled(kiosk, 'refund');
        await kiosk.placeCard('cobranded');
        await passenger.sees('card-refused', 'refused.K02', 'refused.help-staff');
        await passenger.seesCode('K02');
        await passenger.takesCard();
      });

      await test.step('other cards are told what a refund pays, and where', async () => {
        for (const [card, figures, ...where] of [
          [
            'ordinary',
            { 'fact.balance': 320, 'fact.termination-fee': 'value.free', 'fact.payable': 320 },
            'refund.cash-at-counter',
            'refund.bring',
          ],
          ['nearly-full', { 'fact.balance': 9_900, 'fact.termination-fee': 20, 'fact.payable': 9_880 }, ['refused.K18', { limit: 3_000 }]],
        ] as const) {
          await passenger.lays(card);
          await passenger.opensMenu();
          await passenger.chooses('refund');
          await passenger.sees('service', ...where);
          await passenger.readsFigures(figures);
          await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
          await passenger.takesCard();
        }
        expect(actsBegun(kiosk)).toBe(1);
      });
    });

    test('asking costs nothing', async ({ kiosk, passenger }) => {
      await test.step('the balance, and a statement of it on paper', async () => {
        await passenger.lays('ordinary');
        await passenger.takesCard();
        const { expiresOn } = await memoryOf(kiosk, 'ordinary');
        await passenger.lays('ordinary');
        await passenger.seesBalance(320);
        await passenger.unfoldsRecords();
        await passenger.sees('balance', ['balance.headroom', { headroom: 9_600 }], ['balance.expires', { date: String(expiresOn) }]);
        await expect(kiosk.text(passenger.say('balance.autoload-on'))).toHaveCount(0);
        await passenger.opensMenu();
        await kiosk.press('print-statement');
        await passenger.findsOnSlip('printed.statement.title', 'printed.statement.free', ['printed.dollars', { amount: 320 }]);
        await expect(kiosk.page.getByTestId('dock-slip').first().locator('[data-kind="rule"]')).toHaveCount(7);
        await passenger.takesCard();
      });

      await test.step('help has hotlines and terms, and every topic', async () => {
        await kiosk.press('help-contacts');
        await passenger.sees('help', 'help.title', 'help.contacts', 'help.hotline.always');
        await expect(kiosk.text('412-8880')).toBeVisible();
        for (const topic of ['lost-card', 'autoload', 'refund', 'extension', 'terms'] as const) {
          await kiosk.press(`help-${topic}`);
          await expect(kiosk.page.getByTestId('screen').getByRole('heading', { name: passenger.say(`help.${topic}`) })).toBeVisible();
        }
        await expect(kiosk.text('111.10')).toBeVisible();
        await kiosk.press('cancel');
        await kiosk.expectScreen('attract');
      });
    });
  });
}
