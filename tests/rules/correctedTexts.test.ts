import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { HostFacts } from '../../machines/flows/hostFacts.ts';
import { en } from '../../machines/messages/en.ts';
import { languages, languageTable, passengerLanguages } from '../../machines/messages/languages.ts';
import type { MessageId } from '../../machines/messages/messages.ts';
import { zhHant } from '../../machines/messages/zh-Hant.ts';
import type { RuleKind } from '../../machines/rules/register/registeredRule.ts';
import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import { ruleRegister } from '../../machines/rules/register/ruleRegister.ts';
import type { Standing } from '../../machines/rules/register/standing.ts';
import type { Service } from '../../machines/words.ts';
import { someAttributes, someCard, someHost, someLink, startInService, type TestVisit } from '../support/testVisit.ts';

/** Texts and behaviours that were put right once: each with the rule that they must not drift from again. */

describe('what passengers read', () => {
  it.each<readonly [string, MessageId, RegExp, RegExp]>([
    [
      'R-004-32: misuse is locked or taken away, the fine is for refusing a check',
      'help.ipass-concession.holder',
      /冒用者鎖卡或沒收，拒絕查驗處.*罰鍰/,
      /refus/i,
    ],
    ['R-001-33: EasyCard Corporation agrees the lower limits', 'enable.can-stop', /悠遊卡公司約定較低限額/, /EasyCard Corp/],
    [
      'R-001-18, R-003-54: of students only the digital student card verifies its name',
      'help.registration.verify',
      /數位學生證/,
      /digital student/,
    ],
    [
      'R-002-22: forty days from the report, of cards with a name only',
      'help.lost-cobranded.balance',
      /^記名卡：餘額自掛失起/,
      /^With a name/,
    ],
    ['R-001-02: autoload begins when a purchase cannot be paid, too', 'enable.rule', /餘額不足支付當次消費或低於/, /^Cannot pay, or below/],
    ['R-004-19: iPASS calls it so', 'fact.refund-fee', /^退費手續費$/, /^Refund fee$/],
    ['R-004-19: on the slip too', 'printed.fee', /^退費手續費$/, /^Refund fee$/],
    ['R-001-24: the cable car has a name', 'autoload.not-at-gates', /貓空纜車、臺鐵/, /Maokong Gondola, TRA/],
  ])('%s', (_, id, chinese, latin) => {
    expect(zhHant[id]).toMatch(chinese);
    expect(en[id]).toMatch(latin);
  });

  it.each<readonly [string, RegExp]>([
    ['R-003-67: no telecom contract', /電信合約/],
    ['R-004-03: a concession card of Pingtung is an 優惠記名卡', /優待記名卡/],
    ['R-003-11: what waits for a card has one word', /待領|調整款|補入款/],
    ['R-001-24: the railways are written one way', /台鐵|台灣高鐵|(?<!臺灣)高鐵/],
  ])('%s', (_, wrong) => {
    expect(Object.entries(zhHant).filter(([, text]) => wrong.test(text))).toEqual([]);
  });

  it('R-003-05: says of EasyCard alone that value bears no interest', () => {
    const said = languages.flatMap((language) =>
      Object.entries(languageTable[language].catalogue).filter(([, text]) => /不計利息|利息|이자|interest/i.test(text)),
    );
    expect(said.map(([id]) => id)).toEqual(passengerLanguages.map(() => 'help.terms.interest'));
    expect(said.every(([, text]) => /^悠遊カ|^悠遊卡|^이지카드|^EasyCard/.test(text))).toBe(true);
  });
});

function menuOf(card: Partial<CardFacts>, host: Partial<HostFacts>): TestVisit {
  const visit = startInService();
  visit.present(someCard({ registered: true, ...card }));
  visit.say({ type: 'CASH.OPENED' });
  visit.hear({ state: 'known', facts: someHost(host) });
  visit.press('more-services');
  visit.say({ type: 'CASH.CLOSED' });
  return visit;
}

function told(card: Partial<CardFacts>, host: Partial<HostFacts>, service: Service): string[] {
  const visit = menuOf(card, host);
  visit.press('choose-service', service);
  return visit.screen().prompts.map(({ id }) => id);
}

describe('what the machine says of a card', () => {
  it('R-002-06: an anonymous co-branded card is sent to its bank', () => {
    const said = told(
      { product: 'cobranded', registered: false, attributes: someAttributes({ bankCode: 7 }) },
      { registered: false },
      'enable-cobranded',
    );
    expect(said).toEqual(expect.arrayContaining(['service.ask-bank', 'help.hotline.bank']));
    expect(said).not.toContain('service.not-registered');
  });

  it.each([
    [3_500, 'R-001-30'],
    [0, 'R-001-33'],
    [750, 'R-001-33'],
  ])('a limit of NT$%i is a host’s fault (%s), its neighbours are not', (most) => {
    const offered = (limit: number): string[] =>
      told({}, { link: someLink({ enabled: false, perTimeLimit: dollars(limit), perDayLimit: dollars(3_000) }) }, 'enable-easy-wallet');
    expect(offered(most)[0]).toBe('service.host-fault');
    for (const lawful of [500, 1_000, 3_000]) expect(offered(lawful)[0]).toBe('enable.question');
  });

  it('R-003-28: nothing is refunded while money is to be taken back', () => {
    const disputed = { adjustments: [{ id: 'A', amount: dollars(-1) }] };
    expect(told({}, disputed, 'refund')).toContain('refund.disputed');
    expect(told({}, {}, 'refund')).not.toContain('refund.disputed');
  });

  it.each([
    ['ordinary', { id: 'refund.locked', params: { fee: 50 } }],
    ['senior', { id: 'refund.locked-unpriced' }],
  ] as const)('R-003-65: what opening it again costs is told where the terms name it: %s', (product, said) => {
    const visit = menuOf({ product }, { uses: 10, firstUsedOn: '2024-01-01' });
    visit.press('choose-service', 'refund');
    expect(visit.screen().prompts).toContainEqual(said);
  });
});

describe('a row of the register that once claimed more than it did', () => {
  const standing = (id: string, kind: RuleKind): readonly Standing[] => {
    const found = ruleRegister.find((each) => each.id === id);
    return found === undefined ? [] : standingsOf(found).flatMap((each) => (each.kind === kind ? [each.standing] : []));
  };

  it.each<readonly [string, RuleKind, readonly Standing['status'][]]>([
    ['R-002-37', 'C', ['routed']],
    ['R-000-10', 'S', ['shown']],
    ['R-000-10', 'L', ['recorded']],
    ['R-004-10', 'S', ['shown', 'not here']],
    ['R-002-05', 'E', ['not here']],
    ['R-003-28', 'E', ['enforced']],
    ['R-004-32', 'S', ['shown']],
    ['R-001-33', 'E', ['enforced', 'not here']],
    ['R-001-30', 'E', ['enforced']],
    ['R-003-17', 'E', ['enforced']],
  ])('says no more than is so: %s %s', (id, kind, statuses) => {
    expect(standing(id, kind).map(({ status }) => status)).toEqual(statuses);
  });
});
