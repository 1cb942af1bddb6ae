import type { PullMoment } from '../../link/dock.ts';
import { taipeiDate } from '../../hardware/ports/clock.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { type Language, passengerLanguages } from '../../machines/messages/languages.ts';
import { addDays } from '../../machines/rules/calendar.ts';
import { passNameOf } from '../../machines/rules/passNames.ts';
import { approvalOf, expectReversed, expectSettled, orderOf } from './actRecords.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test as base } from './kiosk.ts';
import { onlySometimes } from './longRun.ts';
import { Passenger } from './passenger.ts';
import { WIRE_FAULTS } from '../../lab/world/wireFaults.ts';

/** Period passes, from the choice to the card's memory, the journal and the issuer. R-001-21, R-001-34. */
const test = base.extend<{ language: Language; passenger: Passenger }>({
  language: ['zh-Hant', { option: true }],
  passenger: async ({ kiosk, language }, use) => {
    const passenger = new Passenger(kiosk, language);
    await passenger.choosesLanguage();
    await use(passenger);
    kiosk.verifyJournal();
  },
});

const PRICE = 1_200;
/** The first of the example passes, from today on. */
const PASS = 'choose-pass-1-0';

/** The days of a pass that begins so many days from now. */
function daysFrom(daysAhead: number): { readonly firstDay: string; readonly lastDay: string } {
  const firstDay = addDays(taipeiDate(Date.now()), daysAhead);
  return { firstDay, lastDay: addDays(firstDay, 29) };
}

/** Chosen in the hall; the card is laid down when the screen asks for it. */
async function choosesBeforehand(kiosk: Kiosk, passenger: Passenger, card: string): Promise<void> {
  await kiosk.press('choose-service-period-pass');
  await passenger.sees('passes', 'pass.title');
  await kiosk.press(PASS);
  await passenger.sees('passes', 'pass.place-card');
  await kiosk.placeCard(card);
  await kiosk.expectScreen('service');
}

/** Chosen in the menu of the card that lies there. */
async function choosesInMenu(kiosk: Kiosk, passenger: Passenger, card: string): Promise<void> {
  await passenger.lays(card);
  await passenger.opensMenu();
  await kiosk.press('choose-service-period-pass');
  await passenger.sees('passes', 'pass.title');
  await kiosk.press(PASS);
  await kiosk.expectScreen('service');
}

for (const language of passengerLanguages) {
  test.describe(language, onlySometimes(language, 'zh-Hant'), () => {
    test.use({ language });

    test('a period pass is bought from the purse, renewed, and shown', async ({ kiosk, passenger }) => {
      const { name } = passNameOf(1, language);

      await test.step('chosen before the card is laid down', async () => {
        const { firstDay, lastDay } = daysFrom(0);
        await choosesBeforehand(kiosk, passenger, 'pass-enough');
        await passenger.sees('service', ['pass.question', { name }], 'pass.refund-where');
        await passenger.readsFigures({
          'fact.pass-valid': ['value.period', { from: firstDay, until: lastDay }],
          'fact.balance': 1_500,
          'fact.pass-price': PRICE,
          'fact.after': 300,
        });
        await passenger.confirms();
        await passenger.sees('service-done', ['pass.done', { date: lastDay }]);
        await passenger.seesBeforeAndAfter(1_500, 300);
        await passenger.printsSlip('printed.purpose.buy-pass', 'printed.pass.refund');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'pass-enough')).toMatchObject({
          purse: 300,
          backup: 300,
          pass: { product: 1, area: 1, firstDay, lastDay, price: dollars(PRICE) },
        });
        const records = await expectSettled(kiosk, 'buy-pass');
        expect([orderOf(records)['autoload'], approvalOf(records)['price']]).toEqual([0, PRICE]);
      });

      await test.step('it stands on the balance; the next one is not sold yet', async () => {
        await passenger.lays('pass-enough');
        await passenger.sees('balance', ['pass.running', { name, date: daysFrom(0).lastDay }]);
        await passenger.opensMenu();
        await kiosk.press('choose-service-period-pass');
        await passenger.sees('passes', 'pass.none-now');
        await kiosk.press('cancel');
        await passenger.takesCard();
      });

      await test.step('renewed: the next one begins on the day after, and nothing is lost', async () => {
        const { firstDay, lastDay } = daysFrom(4);
        await choosesInMenu(kiosk, passenger, 'pass-runs-out');
        await passenger.sees('service', 'pass.follows');
        await passenger.readsFigures({ 'fact.pass-valid': ['value.period', { from: firstDay, until: lastDay }] });
        await passenger.confirms();
        await passenger.sees('service-done', ['pass.done', { date: lastDay }]);
        await passenger.takesCard();
        const { pass, purse } = await memoryOf(kiosk, 'pass-runs-out');
        expect([purse, pass?.firstDay, pass?.lastDay]).toEqual([600, daysFrom(4 - 30).firstDay, lastDay]);
        await expectSettled(kiosk, 'buy-pass');
      });
    });

    test('a period pass that the purse does not pay for', async ({ kiosk, passenger }) => {
      await test.step('autoload makes up what is missing, in the same act', async () => {
        await choosesBeforehand(kiosk, passenger, 'pass-short');
        await passenger.sees('service', ['pass.autoload', { amount: 500 }], 'autoload.free');
        await passenger.readsFigures({ 'fact.balance': 700, 'fact.autoload': 500, 'fact.pass-price': PRICE, 'fact.after': 0 });
        await passenger.confirms();
        await passenger.sees('service-done', ['pass.done', { date: daysFrom(0).lastDay }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'pass-short')).toMatchObject({ purse: 0, backup: 0, pass: { product: 1 } });
        expect(approvalOf(await expectSettled(kiosk, 'buy-pass'))['autoload']).toBe(500);
      });

      await test.step('notes make it up, each a transaction, and then it is offered again', async () => {
        await choosesBeforehand(kiosk, passenger, 'ordinary');
        await passenger.sees('service', ['pass.short', { amount: 880 }], 'pass.cash-first');
        await kiosk.press('add-cash');
        await passenger.sees('balance', ['pass.missing', { amount: 880 }]);
        await kiosk.insertNote(500);
        await passenger.sees('added', ['pass.missing', { amount: 380 }]);
        await kiosk.insertNote(500);
        await passenger.sees('service', 'pass.refund-where');
        await passenger.readsFigures({ 'fact.balance': 1_320, 'fact.after': 120 });
        await passenger.confirms();
        await passenger.sees('service-done', ['pass.done', { date: daysFrom(0).lastDay }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'ordinary')).toMatchObject({ purse: 120, backup: 120, pass: { product: 1 } });
        expect(kiosk.journal().filter(({ kind }) => kind === 'note-keep.outcome')).toHaveLength(2);
        await expectSettled(kiosk, 'buy-pass');
      });

      await test.step('a limit refuses it whole: nothing is loaded, and the card is as it was', async () => {
        const asked = kiosk.journal().filter(({ kind }) => kind === 'act.intent').length;
        await choosesBeforehand(kiosk, passenger, 'pass-over-limit');
        await passenger.seesCode('K07');
        await passenger.sees('service', 'pass.nothing-loaded', 'pass.cash-first');
        await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
        await kiosk.press('cancel');
        await passenger.sees('balance');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'pass-over-limit')).toMatchObject({ purse: 50, pass: null });
        expect(kiosk.journal().filter(({ kind }) => kind === 'act.intent')).toHaveLength(asked);
      });

      await test.step('an iPASS takes notes only', async () => {
        await choosesBeforehand(kiosk, passenger, 'ipass-ordinary');
        await passenger.sees('service', ['pass.short', { amount: 880 }], 'pass.cash-first');
        await passenger.takesCard();
      });

      await test.step('a co-branded card is not refunded while a pass runs on it: the counter first', async () => {
        await passenger.lays('cobranded-with-pass');
        await passenger.opensMenu();
        await passenger.chooses('refund');
        await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
        await passenger.sees('service', ['refund.pass-runs', { date: addDays(taipeiDate(Date.now()), 20) }], 'service.ask-staff');
        await passenger.takesCard();
      });
    });
  });
}

/** Blocks that a sale with autoload writes. */
const WRITES = 10;

/** Between two blocks, and in the middle of one; each in a language. */
const CUTS = { after: 'zh-Hant', within: 'en' } as const satisfies Record<PullMoment, Language>;

for (const when of ['after', 'within'] as const) {
  test.describe(`torn ${when} a write (${CUTS[when]})`, () => {
    test.use({ language: CUTS[when] });

    for (let block = 1; block <= WRITES; block += 1) {
      test(
        `number ${block} of ${WRITES}: the same card is brought to its end, paid once, with its pass`,
        onlySometimes(block, ...(when === 'after' ? [5, WRITES] : [1, 7])),
        async ({ kiosk, passenger }) => {
          await choosesBeforehand(kiosk, passenger, 'pass-short');
          await kiosk.pullsWhileWriting(block, when);
          await passenger.confirms();
          await passenger.sees('same-card', 'same-card.title', 'same-card.promise', 'same-card.change');
          await kiosk.placeCard('pass-short');
          await passenger.sees('balance', 'balance.earlier-finished');
          await passenger.seesBalance(0);
          await passenger.takesCard();
          const { firstDay, lastDay } = daysFrom(0);
          expect(await memoryOf(kiosk, 'pass-short')).toMatchObject({ purse: 0, backup: 0, pass: { product: 1, firstDay, lastDay } });
          await expect.poll(() => kiosk.recordsOf('buy-pass').at(-1)?.body['end']).toBe('settled');
          const outcomes = kiosk
            .recordsOf('buy-pass')
            .filter(({ kind, body }) => kind === 'card-change.outcome' && body['verdict'] === 'written');
          expect(outcomes).toHaveLength(1);
        },
      );
    }
  });
}

const networkIs = async (kiosk: Kiosk, network: 'up' | 'cut'): Promise<void> => {
  await kiosk.dock(`network-${network}`);
  await expect(kiosk.page.getByTestId(`dock-network-${network}`)).toHaveAttribute('aria-pressed', 'true');
};

for (const language of passengerLanguages) {
  test.describe(`when the issuer fails (${language})`, onlySometimes(language, 'zh-Hant'), () => {
    test.use({ language });

    test('before it is asked: nothing was taken', async ({ kiosk, passenger }) => {
      await choosesBeforehand(kiosk, passenger, 'pass-short');
      await networkIs(kiosk, 'cut');
      await passenger.confirms();
      await passenger.sees('service-refused', 'refused.K14', 'service.nothing-taken');
      await passenger.takesCard();
      expect(await memoryOf(kiosk, 'pass-short')).toMatchObject({ purse: 700, pass: null });
      expect(kiosk.recordsOf('buy-pass').map(({ kind, body }) => [kind, body['outcome']])).toEqual([
        ['act.intent', undefined],
        ['act.answer', 'unreachable'],
      ]);
    });

    test('and cannot be asked about the card: that is said, and nothing is offered', async ({ kiosk, passenger }) => {
      await networkIs(kiosk, 'cut');
      await choosesBeforehand(kiosk, passenger, 'pass-enough');
      await passenger.seesCode('K14');
      await expect(kiosk.page.getByTestId('control-confirm')).toHaveCount(0);
      await passenger.takesCard();
      expect(imageOf(kiosk, 'pass-enough').length).toBe(1_024);
      expect(kiosk.recordsOf('buy-pass')).toEqual([]);
    });

    test('while it is asked: what it may hold is said, and undone once it is heard again', async ({ kiosk, passenger }) => {
      await choosesBeforehand(kiosk, passenger, 'pass-short');
      await kiosk.failsNextAct('answer-lost');
      await passenger.confirms();
      await kiosk.expectScreen('asking-issuer');
      await networkIs(kiosk, 'cut');
      await passenger.sees('service-refused', 'service.no-answer', 'service.undone');
      await passenger.takesCard();
      expect(await memoryOf(kiosk, 'pass-short')).toMatchObject({ purse: 700, pass: null });
      await networkIs(kiosk, 'up');
      await expectReversed(kiosk, 'buy-pass');
    });

    for (const fault of WIRE_FAULTS) {
      test(`one request suffers (${fault}): sold once, paid once`, onlySometimes(fault, 'twice'), async ({ kiosk, passenger }) => {
        await choosesBeforehand(kiosk, passenger, 'pass-short');
        await kiosk.failsNextAct(fault);
        await passenger.confirms();
        await passenger.sees('service-done', ['pass.done', { date: daysFrom(0).lastDay }]);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'pass-short')).toMatchObject({ purse: 0, backup: 0, pass: { product: 1 } });
        expect(approvalOf(await expectSettled(kiosk, 'buy-pass'))['autoload']).toBe(500);
      });
    }
  });
}
