import type { Language } from '../../machines/messages/languages.ts';
import { passengerLanguages } from '../../machines/messages/languages.ts';
import type { ScreenName } from '../../machines/view/screens.ts';
import type { FailurePart } from '../../machines/view/view.ts';
import { STEP_MS } from './bounds.ts';
import { imageOf, memoryOf } from './cardImages.ts';
import { expect, type Kiosk, test as base } from './kiosk.ts';
import { onlySometimes } from './longRun.ts';
import { timesWritten } from './journeys.ts';
import { Passenger, type Said } from './passenger.ts';

/**
 * Whoever leaves without the value: the same four lines on the screen and on the slip, one cause after the other, with the card's
 * memory and the journal looked at. A picture of each lies beside the results.
 */
interface Ended {
  /** Finds the four lines on a screen, each with at least these words in its part, and keeps a picture of it. */
  tells(cause: string, screen: ScreenName, lines: Readonly<Record<FailurePart, readonly Said[]>>): Promise<void>;
  /** The same lines on the slip that came out last, the other issuer's telephone nowhere. */
  printedToo(lines: Readonly<Record<FailurePart, readonly Said[]>>): Promise<void>;
}

const test = base.extend<{ language: Language; passenger: Passenger; ended: Ended }>({
  language: ['zh-Hant', { option: true }],
  passenger: async ({ kiosk, language }, use) => {
    const passenger = new Passenger(kiosk, language);
    await passenger.choosesLanguage();
    await use(passenger);
    kiosk.verifyJournal();
  },
  ended: async ({ kiosk, passenger, language }, use, testInfo) => {
    const { page } = kiosk;
    const eachLine = (lines: Readonly<Record<FailurePart, readonly Said[]>>) =>
      Object.entries(lines).map(([part, said]) => [part as FailurePart, said.map((each) => passenger.say(each))] as const);
    await use({
      tells: async (cause, screen, lines) => {
        await kiosk.expectScreen(screen);
        for (const [part, said] of eachLine(lines))
          for (const words of said) await expect.poll(() => textOf(kiosk, `part-${part}`)).toContain(words);
        await kiosk.closeDock();
        await page.screenshot({ path: testInfo.outputPath(`${cause}-${language}.png`), animations: 'disabled' });
      },
      printedToo: async (lines) => {
        for (const [part, said] of eachLine(lines)) {
          for (const words of [passenger.say(`part.${part}`), ...said])
            await expect.poll(() => textOf(kiosk, 'dock-slip')).toContain(words);
        }
        expect(await textOf(kiosk, 'dock-slip')).not.toContain('793-8888');
      },
    });
  },
});

/** What stands there, without what keeps a number in one line with its unit. */
async function textOf(kiosk: Kiosk, testId: string): Promise<string> {
  return ((await kiosk.page.getByTestId(testId).first().textContent()) ?? '').replaceAll('\u2060', '').replaceAll('\u00A0', ' ');
}

const HOTLINE: Said = ['claim.hotline.always', { issuer: 'easycard', hotline: '02-412-8880' }];
const CLAIM_HELP = { help: [HOTLINE, 'failure.elsewhere.easycard'] } as const satisfies Partial<Record<FailurePart, readonly Said[]>>;

/** A claim's lines; the balance is the card's as it was read before the note. */
function claimOf(happened: Said, amount: number, balance: number, now: Said) {
  return {
    happened: [happened],
    money: [
      ['claim.money.recorded', { amount }],
      ['claim.money.balance', { balance }],
    ],
    now: ['claim.now.stop', now],
    ...CLAIM_HELP,
  } as const satisfies Record<FailurePart, readonly Said[]>;
}

const endOf = (kiosk: Kiosk, kind: string): unknown[] => kiosk.journal().flatMap((each) => (each.kind === kind ? [each.body] : []));

for (const language of passengerLanguages) {
  test.describe(language, onlySometimes(language, 'zh-Hant'), () => {
    test.use({ language });

    test('money is on its way: a card is taken away, a note is stuck without paper, the power goes', async ({
      kiosk,
      passenger,
      ended,
    }) => {
      const { page } = kiosk;

      await test.step('the card is taken away while it is written, another one is laid down, and given up', async () => {
        await passenger.lays('ordinary');
        await kiosk.dock('pull-while-writing');
        await kiosk.insertNote(500);
        await passenger.sees('same-card', 'same-card.title', 'same-card.promise');
        await kiosk.placeCard('nearly-full');
        await expect(kiosk.text(passenger.say('same-card.promise'))).toBeVisible();
        await expect.poll(() => timesWritten(kiosk)).toBe(0);
        await kiosk.dock('remove');
        await kiosk.press('give-up-card');
        const lines = claimOf('claim.happened.card-away', 500, 320, 'claim.now.card');
        await ended.tells('card-taken-away', 'claim', lines);
        await ended.printedToo(lines);
        await kiosk.press('claim-seen');
        await kiosk.placeCard('ordinary');
        await passenger.sees('added', ['balance.earlier-settled', { amount: 500 }]);
        await expect(page.getByTestId('money-before')).toHaveText(passenger.money(320));
        await expect(page.getByTestId('money-after')).toHaveText(passenger.money(820));
        await passenger.takesCard('result');
        expect(await memoryOf(kiosk, 'ordinary')).toMatchObject({ purse: 820, backup: 820 });
        expect(timesWritten(kiosk)).toBe(1);
      });

      await test.step('a note is stuck and there is no paper: the claim is on the screen', async () => {
        await kiosk.dock('paper-out');
        await passenger.lays('ordinary');
        await kiosk.dock('jam');
        await kiosk.insertNote(100);
        await ended.tells('note-stuck-no-paper', 'claim', claimOf('claim.happened.note-unknown', 100, 820, 'claim.now.staff'));
        await expect(kiosk.text(passenger.say('claim.no-paper'))).toBeVisible();
        expect(endOf(kiosk, 'case')).toMatchObject([{ cause: 'note-in-doubt' }]);
        expect(endOf(kiosk, 'slip').at(-1)).toMatchObject({ what: 'claim', printed: false });
      });

      await test.step('the power goes while it stands there: it is shown again, under its code, when that card comes back', async () => {
        const code = await page.getByTestId('claim-code').textContent();
        await kiosk.dock('cut-power');
        await expect(page.getByTestId('claim-code')).toHaveCount(0);
        await kiosk.dock('remove');
        await kiosk.expectScreen('attract');
        await passenger.choosesLanguage();
        await kiosk.dock('paper-full');
        await kiosk.placeCard('ordinary');
        const lines = claimOf('claim.happened.note-unknown', 100, 820, 'claim.now.staff');
        await ended.tells('power-cut-shown-again', 'claim', lines);
        await expect(page.getByTestId('claim-code')).toHaveText(code ?? '');
        await ended.printedToo(lines);
        expect(endOf(kiosk, 'claim')).toHaveLength(2);
        await kiosk.press('claim-seen');
        await kiosk.expectScreen('take-card');
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'ordinary')).toMatchObject({ purse: 820, backup: 820 });
      });
    });

    test('the note unit fails: a note is stuck, its path is blocked, it is gone', async ({ kiosk, passenger, ended }) => {
      const { page } = kiosk;

      await test.step('a note is stuck: a claim, once', async () => {
        await passenger.lays('ordinary');
        await kiosk.dock('jam');
        await kiosk.insertNote(200);
        const lines = claimOf('claim.happened.note-unknown', 200, 320, 'claim.now.staff');
        await ended.tells('note-stuck', 'claim', lines);
        await ended.printedToo(lines);
        await kiosk.press('claim-seen');
        await kiosk.expectScreen('take-card');
        await passenger.takesCard();
      });

      await test.step('the note path is blocked: no notes, and the same four lines beside the balance', async () => {
        await passenger.lays('ordinary');
        const lines = {
          happened: ['balance.cash-closed', 'condition.acceptor-jammed', ['refused.code', { code: 'E24' }]],
          money: ['failure.nothing-taken'],
          now: ['failure.now.elsewhere'],
          ...CLAIM_HELP,
        } as const satisfies Record<FailurePart, readonly Said[]>;
        await ended.tells('notes-blocked', 'balance', lines);
        await kiosk.press('print-slip');
        await ended.printedToo(lines);
        expect(endOf(kiosk, 'slip').at(-1)).toMatchObject({ what: 'refusal', printed: true });
        await passenger.takesCard();
        await kiosk.dock('clear-jam');
      });

      await test.step('the note unit is lost: the card is read, nothing is taken', async () => {
        // Unjammed and ready again, before it is gone for good.
        await expect(kiosk.text(passenger.say('attract.no-change'))).toBeVisible();
        await kiosk.dock('note-unit');
        await expect(page.getByTestId('dock-note-unit')).toHaveAttribute('aria-pressed', 'false');
        // The protocol repeats a command for 21 s before a unit counts as gone.
        await expect(kiosk.text(passenger.say('attract.cash-closed'))).toBeVisible({ timeout: 2 * STEP_MS });
        await passenger.lays('ordinary');
        await ended.tells('note-unit-lost', 'balance', {
          happened: ['balance.cash-closed', 'condition.acceptor-silent', ['refused.code', { code: 'E22' }]],
          money: ['failure.nothing-taken'],
          now: ['failure.now.elsewhere'],
          ...CLAIM_HELP,
        });
        await passenger.seesBalance(320);
        await passenger.takesCard();
      });
    });

    test('a card is turned away: full, run out, refunded, locked, lost, damaged, forged, of another kind', async ({
      kiosk,
      passenger,
      ended,
    }) => {
      const turnedAway: readonly (readonly [string, ScreenName, string, Readonly<Record<FailurePart, readonly Said[]>>])[] = [
        [
          'expired',
          'balance',
          'K01',
          { happened: ['refused.K01'], money: ['extend.value-kept'], now: ['refused.help-extend'], help: [HOTLINE] },
        ],
        [
          'refunded',
          'card-refused',
          'K02',
          { happened: [], money: ['failure.nothing-taken'], now: ['refused.help-finish'], help: [HOTLINE] },
        ],
        ['locked', 'card-refused', 'K03', { happened: [], money: [], now: ['refused.help-finish'], help: ['refused.help-staff', HOTLINE] }],
        [
          'blocked',
          'card-refused',
          'K03',
          { happened: [], money: [], now: ['refused.help-finish'], help: ['refused.help-staff', HOTLINE] },
        ],
        [
          'unreadable',
          'card-refused',
          'K11',
          { happened: [], money: ['failure.nothing-taken'], now: ['refused.help-replace'], help: ['refused.help-still'] },
        ],
        [
          'forged',
          'card-refused',
          'K16',
          { happened: [], money: ['failure.nothing-taken'], now: ['refused.help-finish'], help: ['refused.help-staff'] },
        ],
        [
          'other-kind',
          'card-refused',
          'K12',
          { happened: [], money: ['failure.nothing-taken'], now: ['refused.help-finish'], help: ['refused.help-staff'] },
        ],
        [
          'closed-sector',
          'balance',
          'K12',
          {
            happened: ['refused.K12', ['refused.unread', { what: 'issuer-data' }]],
            money: ['failure.nothing-taken'],
            now: ['refused.help-finish'],
            help: ['refused.help-staff', HOTLINE],
          },
        ],
      ];
      for (const [card, screen, code, said] of turnedAway) {
        await test.step(card, async () => {
          const lines = { ...said, happened: [...said.happened, ['refused.code', { code }]] as const };
          await kiosk.placeCard(card);
          await ended.tells(card, screen, lines);
          await kiosk.press('print-slip');
          await ended.printedToo(lines);
          await passenger.takesCard();
          const left = imageOf(kiosk, card);
          await kiosk.placeCard(card);
          await kiosk.expectScreen(screen);
          await passenger.takesCard();
          expect(imageOf(kiosk, card).equals(left)).toBe(true);
        });
      }
      expect(kiosk.moneyKinds()).toEqual([]);

      await test.step('the limit of a card is reached', async () => {
        await passenger.lays('nearly-full');
        await kiosk.insertNote(100);
        await passenger.sees('added');
        await passenger.takesCard('result');
        await kiosk.expectScreen('attract');
        await passenger.lays('nearly-full');
        await ended.tells('limit-reached', 'balance', {
          happened: [
            ['refused.K09', { step: 100, cap: 10_000 }],
            ['refused.code', { code: 'K09' }],
          ],
          money: [],
          now: ['refused.help-finish'],
          help: [HOTLINE],
        });
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'nearly-full')).toMatchObject({ purse: 10_000, backup: 10_000 });
        expect(timesWritten(kiosk)).toBe(1);
      });
    });

    test('the issuer is silent, has no money to give, or cannot be asked', async ({ kiosk, passenger, ended }) => {
      await test.step('the account is empty', async () => {
        await passenger.lays('autoload-no-funds');
        await passenger.chooses('autoload');
        await passenger.confirms();
        const lines = {
          happened: [['refused.code', { code: 'K08' }]],
          money: ['service.nothing-taken'],
          now: ['refused.help-cash'],
          help: ['refused.help-bank', HOTLINE],
        } as const satisfies Record<FailurePart, readonly Said[]>;
        await ended.tells('account-empty', 'service-refused', lines);
        await kiosk.press('print-slip');
        await ended.printedToo(lines);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'autoload-no-funds')).toMatchObject({ purse: 30, backup: 30 });
      });

      await test.step('no answer: what may be held is undone', async () => {
        await passenger.lays('autoload');
        await passenger.chooses('autoload');
        await kiosk.failsNextAct('answer-lost');
        await passenger.confirms();
        await kiosk.expectScreen('asking-issuer');
        await kiosk.dock('network-cut');
        const lines = {
          happened: [],
          money: ['service.undone'],
          now: ['claim.now.stop-act'],
          help: [HOTLINE],
        } as const satisfies Record<FailurePart, readonly Said[]>;
        await passenger.sees('service-refused', 'service.no-answer');
        await ended.tells('issuer-silent', 'service-refused', lines);
        await kiosk.press('print-slip');
        await ended.printedToo({ ...lines, happened: ['service.no-answer'] });
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 60, backup: 60 });
        expect(kiosk.recordsOf('autoload').map(({ kind, body }) => [kind, body['outcome']])).toEqual([
          ['act.intent', undefined],
          ['act.answer', 'no-answer'],
        ]);
      });

      await test.step('no network: it is told before anybody is asked', async () => {
        await passenger.lays('autoload');
        await passenger.opensMenu();
        await passenger.chooses('autoload');
        const lines = {
          happened: [['refused.code', { code: 'K14' }]],
          // The issuer may still hold what it was asked for this card a moment ago: nobody knows that nothing was taken.
          money: ['service.undone'],
          now: ['refused.help-retry'],
          help: [HOTLINE],
        } as const satisfies Record<FailurePart, readonly Said[]>;
        await ended.tells('no-network', 'service', lines);
        await kiosk.press('print-slip');
        await ended.printedToo(lines);
        await passenger.takesCard();
        expect(await memoryOf(kiosk, 'autoload')).toMatchObject({ purse: 60, backup: 60 });
      });
    });
  });
}
