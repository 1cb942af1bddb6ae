import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { Slip, SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { drawable, loadCanvas, MISSING } from '../../hardware/escpos/slipFont.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import type { TransactionPurpose } from '../../machines/flows/openTransaction.ts';
import { someCard } from '../../tests/support/testVisit.ts';
import { type Language, languages, languageTable, passengerLanguages, wholly } from '../../machines/messages/languages.ts';
import type { IssuerAct } from '../journal/actLedger.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import { claimCode } from './identifiers.ts';
import { claimQr, claimSlip } from './claimSlip.ts';
import { failureParts } from '../../machines/view/failureLines.ts';
import { failureScenes } from '../../tests/support/failureScenes.ts';
import { refusalSlip } from './refusalSlip.ts';
import { receiptSlip } from './receiptSlip.ts';
import { statementSlip } from './statementSlip.ts';

const site = { station: '市政府', machine: 'BL18-03' };
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const autoloadMenus = ['easy-wallet', 'bank-account', 'cobranded'] as const;
const purposes: readonly TransactionPurpose[] = ['top-up', 'autoload', 'enable-autoload', 'collect', 'extend', 'refund', 'buy-pass'];
const at = Date.parse('2026-11-21T13:05:09+08:00');

function transaction(id: string, value: number, balanceAfter: number): LedgerTransaction {
  return {
    id: transactionId(id),
    card: seal.sealCard(new CardNumber('0123456789')),
    value: dollars(value),
    openedAtMs: at,
    countersBefore: null,
    accepted: true,
    counted: 'not-looked',
    traceable: false,
    caseOpen: false,
    withStaff: false,
    note: 'kept',
    plan: null,
    write: 'written',
    balanceAfter: dollars(balanceAfter),
    claimCode: null,
    claimShown: false,
  };
}

function textOf(lines: readonly SlipLine[]): string {
  return lines.map((line) => ('text' in line ? line.text : 'label' in line ? `${line.label}: ${line.value}` : '---')).join('\n');
}

const facts: Omit<ClaimFacts, 'qr'> = {
  transaction: transactionId('1P3GD0813P'),
  code: claimCode(transactionId('1P3GD0813P')),
  amount: dollars(500),
  card: '****6789',
  atMs: at,
  cause: 'card-away',
  issuer: 'easycard',
  balance: null,
};

describe('a receipt', () => {
  it('tells before, added and after of each note, and their sum (R-003-41)', () => {
    const text = textOf(receiptSlip([transaction('T1', 1000, 1320), transaction('T2', 100, 1420)], 'easycard', 'en', site).lines);
    expect(text).toContain('Before: NT$320\nAdded: NT$1,000\nAfter: NT$1,320');
    expect(text).toContain('Before: NT$1,320\nAdded: NT$100\nAfter: NT$1,420');
    expect(text).toContain('Total: NT$1,100');
    expect(text).toContain('2026-11-21 13:05:09');
  });

  it.each(languages)(
    'asks in %s to check the balance, and names hotline and terms (R-003-22, R-004-13, R-003-01, R-003-02)',
    (language) => {
      const text = textOf(receiptSlip([transaction('T1', 500, 820)], 'easycard', language, site).lines);
      for (const named of [formatMessage(language, 'printed.check'), '412-8880', '02', '111.10', 'www.easycard.com.tw'])
        expect(text).toContain(named);
    },
  );

  it('names only what held on its day', () => {
    const early = { ...transaction('T1', 500, 820), openedAtMs: Date.parse('2022-09-30T12:00:00+08:00') };
    expect(textOf(receiptSlip([early], 'easycard', 'en', site).lines)).not.toContain('111.10');
  });

  it.each(passengerLanguages)('and a statement name in %s the issuer of the card and nobody else (R-003-02, R-004-41)', (language) => {
    const said = (issuer: 'easycard' | 'ipass'): string =>
      textOf([
        ...receiptSlip([transaction('T1', 500, 820)], issuer, language, site).lines,
        ...statementSlip(someCard({ issuer }), false, at, language, site).lines,
      ]);
    expect(said('easycard')).not.toMatch(/793-8888|iPASS|一卡通/);
    expect(said('ipass')).not.toMatch(/412-8880|EasyCard|悠遊卡/);
    expect(said('ipass')).toContain('(07)793-8888');
  });

  it('has no sum when there is nothing to add up', () => {
    expect(textOf(receiptSlip([transaction('T1', 500, 820)], 'easycard', 'zh-Hant', site).lines)).not.toContain('本次合計');
  });
});

describe('a claim slip', () => {
  it.each(languages)('holds in %s everything that customer service asks for (R-000-13, R-000-14)', (language) => {
    const text = textOf(claimSlip({ ...facts, qr: claimQr(facts, site) }, 'top-up', language, site).lines);
    for (const evidence of ['K15-0813P', '1P3GD0813P', '****6789', '500', '2026-11-21 13:05:09', '市政府', 'BL18-03']) {
      expect(text).toContain(evidence);
    }
  });

  it.each(languages)(
    'says in %s what happened, where, not to try on, to keep it, and whom to call (R-000-09, R-000-10, R-000-12, R-000-20)',
    (language) => {
      const text = textOf(claimSlip({ ...facts, qr: claimQr(facts, site) }, 'top-up', language, site).lines);
      const ids = ['refused.K15', 'printed.channel.cash', 'claim.now.stop', 'printed.claim.keep'] as const;
      for (const id of ids) expect(text).toContain(formatMessage(language, id));
      expect(text).toContain(formatMessage(language, 'claim.money.recorded', { amount: 500 }));
      expect(text).toContain('412-8880');
    },
  );

  const said = (change: Partial<ClaimFacts>, purpose: TransactionPurpose, language: Language): string =>
    textOf(claimSlip({ ...facts, ...change, qr: '' }, purpose, language, site).lines);

  it.each(passengerLanguages)('sends in %s back to the machine only whoever can be helped there', (language) => {
    const [withCard, toStaff] = [formatMessage(language, 'claim.now.card'), formatMessage(language, 'claim.now.staff')];
    for (const purpose of ['top-up', 'autoload'] as const) {
      for (const cause of ['card-away', 'not-yet-added', 'note-in-doubt'] as const)
        expect(said({ cause }, purpose, language)).toContain(withCard);
      for (const cause of ['note-unknown', 'changed-elsewhere', 'pass-unfinished'] as const) {
        expect(said({ cause }, purpose, language)).toContain(toStaff);
        expect(said({ cause }, purpose, language)).not.toContain(withCard);
      }
    }
  });

  it.each(languages)(
    'says in %s the same four things as the screen, in their order, with a cause of its own (R-000-11, R-000-13)',
    (language) => {
      const heads = (['part.happened', 'part.money', 'part.now', 'part.help'] as const).map((id) => formatMessage(language, id));
      const causes = ['card-away', 'not-yet-added', 'note-in-doubt', 'note-unknown', 'changed-elsewhere', 'pass-unfinished'] as const;
      const texts = causes.map((cause) => said({ cause, balance: dollars(320) }, 'top-up', language));
      expect(new Set(texts).size).toBe(causes.length);
      for (const text of texts) {
        const places = heads.map((head) => text.split('\n').indexOf(head));
        expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
        expect(text).toContain('320');
        expect(text).toContain(formatMessage(language, 'claim.now.stop'));
      }
    },
  );

  it('names the issuer of the card and nobody else, as a mobile must dial it (R-003-02, R-002-32, R-000-08)', () => {
    const easyCard = said({}, 'top-up', 'en');
    expect(easyCard).toContain('EasyCard hotline 02-412-8880');
    expect(easyCard).toContain(formatMessage('en', 'failure.elsewhere.easycard'));
    expect(easyCard).not.toContain('iPASS');
    const iPass = said({ issuer: 'ipass' }, 'top-up', 'en');
    expect(iPass).toContain('iPASS hotline 07-793-8888');
    expect(iPass).not.toContain('412-8880');
  });

  it('says the same in its QR, for a telephone', () => {
    expect(claimQr(facts, site)).toBe('CLAIM K15-0813P 1P3GD0813P BL18-03 2026-11-21T13:05:09+08:00 ****6789 TWD500');
  });
});

function act(change: Pick<IssuerAct, 'order' | 'approval'> & Partial<IssuerAct>): IssuerAct {
  return {
    id: transactionId('A1'),
    seq: 1,
    card: seal.sealCard(new CardNumber('0123456789')),
    balance: dollars(60),
    sequence: 7,
    key: 'kiosk-BL18-03-A1',
    openedAtMs: at,
    answer: 'approved',
    plan: null,
    write: 'written',
    balanceAfter: null,
    released: null,
    closed: null,
    claimCode: null,
    claimShown: false,
    ...change,
  };
}

function receiptOf(entry: IssuerAct, language: Language = 'en'): string {
  return textOf(receiptSlip([entry], 'easycard', language, site).lines);
}

describe('a receipt of what the issuer approved', () => {
  it('autoload: before, added, after; no fee, and where it does not work (R-001-04, R-001-24)', () => {
    const approval = { act: 'autoload', amount: dollars(500) } as const;
    const text = receiptOf(act({ order: approval, approval, balanceAfter: dollars(560) }));
    expect(text).toContain('Before: NT$60\nAdded: NT$500\nAfter: NT$560');
    expect(text).toMatch(/no fee for autoload/);
    expect(text).toMatch(/does not work at metro gates.*TRA.*parking/);
  });

  it('a refund: transferred, not paid out, about 40 days; the credit card stays valid (R-002-03, R-002-29, R-002-31)', () => {
    const approval = { act: 'refund', transfer: dollars(380), fee: dollars(0), days: 40 } as const;
    const text = receiptOf(act({ order: { act: 'refund' }, approval, balance: dollars(380) }), 'zh-Hant');
    for (const said of ['餘額轉置: 380 元', '約 40 日', '不支付現金', '卡片請取回', '信用卡仍維持有效', '終止'])
      expect(text).toContain(said);
    expect(text).not.toContain('手續費');
    expect(text).not.toContain('請確認加值後餘額');
  });

  it('a refund of less than nothing: billed (R-002-04)', () => {
    const approval = { act: 'refund', transfer: dollars(-18), fee: dollars(0), days: 40 } as const;
    const text = receiptOf(act({ order: { act: 'refund' }, approval, balance: dollars(-18) }));
    expect(text).toMatch(/NT\$18 below zero will be billed/);
    expect(text).not.toContain('about 40 days');
  });

  it.each<[(typeof autoloadMenus)[number], RegExp]>([
    ['easy-wallet', /cancel the link in the Easy Wallet app/],
    ['bank-account', /cancels the link at the bank/],
    ['cobranded', /cannot be turned off/],
  ])('enabling by %s: menu, limits, and how it ends (R-001-40, R-002-09)', (menu, end) => {
    const approval = { act: 'enable-autoload', perTimeLimit: dollars(500), perDayLimit: dollars(3_000) } as const;
    const text = receiptOf(act({ order: { ...approval, menu }, approval }));
    expect(text).toContain(formatMessage('en', `printed.menu.${menu}`));
    expect(text).toContain('Limit each time: NT$500\nDaily limit: NT$3,000');
    expect(text).toMatch(end);
  });

  it.each([true, false])('an extension: the new day, and a concession that ends (%s)', (concessionEnds) => {
    const approval = { act: 'extend', expiresOn: '2031-11-21', concessionEnds } as const;
    const text = receiptOf(act({ order: { act: 'extend', expiresOn: '2026-12-01' }, approval }));
    expect(text).toContain('Valid until: 2031-11-21');
    expect(text.includes('concession has ended')).toBe(concessionEnds);
  });

  it('names every amount that was collected (R-003-11, R-003-41)', () => {
    const approval = { act: 'collect', amount: dollars(135) } as const;
    const parts = [
      { id: 'X', amount: dollars(100) },
      { id: 'Y', amount: dollars(35) },
    ];
    const text = textOf(
      receiptSlip([act({ order: { ...approval, parts }, approval, balanceAfter: dollars(195) })], 'easycard', 'en', site).lines,
    );
    for (const line of ['Pending 1: NT$100', 'Pending 2: NT$35', 'Added: NT$135', 'After: NT$195']) expect(text).toContain(line);
  });

  it.each([
    [0, ['Balance before: NT$1,500', 'Price, paid from the balance: NT$1,200', 'Balance after: NT$300'], ['Autoload']],
    [1_500, ['Balance before: NT$60', 'Autoload: NT$1,500', 'Price, paid from the balance: NT$1,200', 'Balance after: NT$360'], []],
  ])('a period pass: which, for which days, how it was paid, and who refunds it (R-001-21): NT$%i loaded', (loaded, lines, not) => {
    const price = dollars(1_200);
    const autoload = dollars(loaded);
    const pass = { product: 1, area: 1, validFrom: '2026-11-21', firstDay: '2026-11-21', lastDay: '2026-12-20', price };
    const text = receiptOf(
      act({
        order: { act: 'buy-pass', pass, autoload },
        approval: { act: 'buy-pass', lastDay: '2026-12-20', price, autoload },
        balance: dollars(loaded === 0 ? 1_500 : 60),
        balanceAfter: dollars(loaded === 0 ? 300 : 360),
      }),
    );
    for (const line of ['Period pass: Greater Taipei Pass', 'From: 2026-11-21', 'Until: 2026-12-20', ...lines])
      expect(text).toContain(line);
    for (const line of not) expect(text).not.toContain(line);
    expect(text).toMatch(/Refund of the pass: at the service counter/);
  });

  it('of several amounts that waited: each by itself, then what the card held and holds (R-003-11)', () => {
    const approval = { act: 'collect', amount: dollars(135) } as const;
    const waited = [
      { id: 'X', amount: dollars(100) },
      { id: 'Y', amount: dollars(35) },
    ];
    const collected = act({ order: { ...approval, parts: waited }, approval, balanceAfter: dollars(195) });
    const [zh, en] = (['zh-Hant', 'en'] as const).map((language) => textOf(receiptSlip([collected], 'easycard', language, site).lines));
    expect(en).toMatch(/Pending 1: NT\$100\nPending 2: NT\$35\n[^]*NT\$60[^]*NT\$135[^]*NT\$195/u);
    expect(zh).toMatch(/待撥款項 1: 100 元[^]*待撥款項 2: 35 元/u);
  });

  it('beside cash: the sum of both', () => {
    const approval = { act: 'collect', amount: dollars(100) } as const;
    const collected = act({ order: { ...approval, parts: [{ id: 'X', amount: dollars(100) }] }, approval, balanceAfter: dollars(160) });
    const text = textOf(receiptSlip([collected, transaction('T1', 500, 660)], 'easycard', 'en', site).lines);
    expect(text).toContain('Total: NT$600');
  });
});

describe('a claim slip of an act', () => {
  it('names what it was, and no amount where there is none', () => {
    const claim = { ...facts, amount: null, qr: claimQr({ ...facts, amount: null }, site) };
    const text = textOf(claimSlip(claim, 'refund', 'en', site).lines);
    expect(text).toContain('Service: Card refund');
    expect(text).not.toContain('Amount');
    expect(text).not.toMatch(/notes/);
    expect(textOf(claimSlip(claim, 'top-up', 'en', site).lines)).toContain('Amount: Staff will find out');
  });
});

describe('a statement', () => {
  const card = someCard({
    transactions: [
      { sequence: 9, atMs: at, kind: 'purchase', amount: dollars(95), balanceAfter: dollars(320), place: 1, device: 1 },
      { sequence: 8, atMs: at, kind: 'add-value', amount: dollars(200), balanceAfter: dollars(415), place: 51, device: 1 },
    ],
  });

  it('has balance, dates and the last six, free (R-002-39, R-003-63, R-004-15)', () => {
    const text = textOf(statementSlip(card, false, at, 'en', site).lines);
    for (const said of ['Balance: NT$320', 'Issued on: 2024-01-01', 'Valid until: 2040-01-01', 'free of charge'])
      expect(text).toContain(said);
    expect(text).toMatch(/2026-11-21 13:05:09 .*: −95\nBalance: NT\$320/);
    expect(text).toMatch(/: \+200\nBalance: NT\$415/);
    expect(text).not.toContain('51');
  });

  it('shows the places only to whom asked for them, and says when there is nothing', () => {
    expect(textOf(statementSlip(card, true, at, 'en', site).lines)).toContain('51');
    expect(textOf(statementSlip(someCard(), true, at, 'en', site).lines)).toContain(formatMessage('en', 'balance.no-history'));
  });
});

/** One of every kind of slip, with every act on a receipt. */
function everySlip(language: Language): Slip[] {
  const limits = { perTimeLimit: dollars(500), perDayLimit: dollars(500) };
  const acts: Pick<IssuerAct, 'order' | 'approval'>[] = [
    { order: { act: 'autoload', amount: dollars(500) }, approval: { act: 'autoload', amount: dollars(500) } },
    { order: { act: 'refund' }, approval: { act: 'refund', transfer: dollars(40), fee: dollars(20), days: 40 } },
    { order: { act: 'refund' }, approval: { act: 'refund', transfer: dollars(-1), fee: dollars(0), days: 40 } },
    { order: { act: 'extend', expiresOn: null }, approval: { act: 'extend', expiresOn: '2031-11-21', concessionEnds: true } },
    ...autoloadMenus.map((menu): Pick<IssuerAct, 'order' | 'approval'> => {
      return { order: { act: 'enable-autoload', menu, ...limits }, approval: { act: 'enable-autoload', ...limits } };
    }),
  ];
  const claim = { ...facts, qr: claimQr(facts, site) };
  return [
    receiptSlip([transaction('T1', 500, 820), ...acts.map(act)], 'easycard', language, site),
    ...purposes.map((purpose) => claimSlip(claim, purpose, language, site)),
    statementSlip(someCard(), true, at, language, site),
  ];
}

it.each(languages)('no slip in %s shows a whole card number (R-003-70)', (language) => {
  expect(JSON.stringify(everySlip(language))).not.toContain('012345');
});

it.each(languages)('the printer has a character for everything a slip in %s says', async (language) => {
  await loadCanvas();
  for (const { font, lines } of everySlip(language)) {
    expect([language, wholly(language)].map((each) => languageTable[each].font)).toContain(font);
    expect(drawable(textOf(lines).replaceAll('\n', ' '), font).text).not.toContain(MISSING);
  }
});

describe('the slip of a refusal', () => {
  it.each(passengerLanguages)('says in %s the four things of the screen, with the evidence (R-000-09, R-000-10, R-000-14)', (language) => {
    for (const scene of [failureScenes['refused-K02'], failureScenes['balance-cash-closed-ipass'], failureScenes['refused-K11']]) {
      const visit = scene();
      visit.press('choose-language', language);
      const picture = visit.screen();
      const text = textOf(refusalSlip(picture, '****1234', at).lines);
      const code = String(picture.prompts.find(({ id }) => id === 'refused.code')?.params?.['code']);
      for (const evidence of [code, '2026-11-21 13:05:09', site.station, site.machine, '****1234']) expect(text).toContain(evidence);
      for (const { id, params, part } of picture.prompts)
        if (part !== undefined) expect(text).toContain(formatMessage(language, id, params));
      for (const part of failureParts) expect(text).toContain(formatMessage(language, `part.${part}`));
    }
  });

  it('is asked for on the screen of the refusal, and is none of what was done', () => {
    const visit = failureScenes['refused-K02']();
    visit.asked();
    visit.press('print-slip');
    expect(visit.asked()).toEqual([{ do: 'print-refusal', ticket: 1, card: '****1234' }]);
    visit.say({ type: 'SLIP.PRINTED', ticket: 1 });
    expect(visit.screen().slip).toBe('printed');
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().slip).toBeNull();
  });
});
