import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { drawable, loadCanvas, MISSING } from '../../hardware/escpos/slipFont.ts';
import { SeededRandom } from '../../hardware/simulators/seededRandom.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { languages } from '../../machines/view/view.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import type { LedgerTransaction } from '../journal/ledger.ts';
import { claimCode } from './identifiers.ts';
import { claimQr, claimSlip } from './claimSlip.ts';
import { receiptSlip } from './receiptSlip.ts';

const site = { station: '市政府', machine: 'BL18-03' };
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const at = Date.parse('2026-11-21T13:05:09+08:00');

function transaction(id: string, value: number, balanceAfter: number): LedgerTransaction {
  return {
    id: transactionId(id),
    card: seal.sealCard(new CardNumber('0123456789')),
    value: dollars(value),
    openedAtMs: at,
    countersBefore: null,
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
};

describe('a receipt', () => {
  it('tells before, added and after of each note, and their sum (R-003-41)', () => {
    const text = textOf(receiptSlip([transaction('T1', 1000, 1320), transaction('T2', 100, 1420)], 'en', site).lines);
    expect(text).toContain('Before: NT$320\nAdded: NT$1,000\nAfter: NT$1,320');
    expect(text).toContain('Before: NT$1,320\nAdded: NT$100\nAfter: NT$1,420');
    expect(text).toContain('Total: NT$1,100');
    expect(text).toContain('2026-11-21 13:05:09');
  });

  it.each(languages)(
    'asks in %s to check the balance, and names hotline and terms (R-003-22, R-004-13, R-003-01, R-003-02)',
    (language) => {
      const text = textOf(receiptSlip([transaction('T1', 500, 820)], language, site).lines);
      for (const named of [formatMessage(language, 'printed.check'), '412-8880', '02', '111.10', 'www.easycard.com.tw'])
        expect(text).toContain(named);
    },
  );

  it('names only what held on its day', () => {
    const early = { ...transaction('T1', 500, 820), openedAtMs: Date.parse('2022-09-30T12:00:00+08:00') };
    expect(textOf(receiptSlip([early], 'en', site).lines)).not.toContain('111.10');
  });

  it('has no sum when there is nothing to add up', () => {
    expect(textOf(receiptSlip([transaction('T1', 500, 820)], 'zh-Hant', site).lines)).not.toContain('本次合計');
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
      const ids = ['refused.K15', 'printed.channel.cash', 'printed.claim.promise', 'printed.claim.stop', 'printed.claim.keep'] as const;
      for (const id of ids) expect(text).toContain(formatMessage(language, id));
      expect(text).toContain('412-8880');
    },
  );

  it('says the same in its QR, for a telephone', () => {
    expect(claimQr(facts, site)).toBe('CLAIM K15-0813P 1P3GD0813P BL18-03 2026-11-21T13:05:09+08:00 ****6789 TWD500');
  });
});

it.each(languages)('no slip in %s shows a whole card number (R-003-70)', (language) => {
  const slips = [
    receiptSlip([transaction('T1', 500, 820)], language, site),
    claimSlip({ ...facts, qr: claimQr(facts, site) }, 'top-up', language, site),
  ];
  expect(JSON.stringify(slips)).not.toContain('012345');
});

it.each(languages)('the printer has a character for everything a slip in %s says', async (language) => {
  await loadCanvas();
  const slips = [
    receiptSlip([transaction('T1', 500, 820)], language, site),
    claimSlip({ ...facts, qr: claimQr(facts, site) }, language, site),
  ];
  expect(
    drawable(
      slips
        .map(({ lines }) => textOf(lines))
        .join(' ')
        .replaceAll('\n', ' '),
    ).text,
  ).not.toContain(MISSING);
});
