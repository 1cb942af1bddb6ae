import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { languages } from '../../machines/messages/languages.ts';
import { claimQr, claimSlip } from '../../station/effects/claimSlip.ts';
import { claimCode } from '../../station/effects/identifiers.ts';
import { receiptSlip } from '../../station/effects/receiptSlip.ts';
import { createCardSeal } from '../../station/journal/cardSeal.ts';
import { Ledger, type LedgerTransaction } from '../../station/journal/ledger.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import { findFalseSlip } from './slipInvariants.ts';

const site = { station: '市政府', machine: 'BL18-03' };
const id = transactionId('T1');
const card = createCardSeal(new Uint8Array(32), new SeededRandom(1)).sealCard(new CardNumber('0123456789'));

const inDoubt: LedgerTransaction = {
  id,
  card,
  value: dollars(500),
  openedAtMs: Date.parse('2026-11-21T13:05:09+08:00'),
  countersBefore: null,
  accepted: true,
  counted: 'not-looked',
  traceable: true,
  caseOpen: true,
  withStaff: true,
  note: 'unknown',
  plan: null,
  write: 'none',
  balanceAfter: null,
  claimCode: claimCode(id),
  claimShown: false,
};
const written: LedgerTransaction = { ...inDoubt, note: 'kept', write: 'written', balanceAfter: dollars(820) };

const journal = (transaction: LedgerTransaction): Ledger => new Ledger({ state: { ...new Ledger().state, transactions: [transaction] } });

describe.each(languages)('a claim slip in %s', (language) => {
  const claim = (facts: Partial<ClaimFacts> = {}) => {
    const plain = {
      transaction: id,
      code: claimCode(id),
      amount: dollars(500),
      card: card.masked,
      atMs: inDoubt.openedAtMs,
      issuer: null,
      balance: null,
    } as const;
    const all = { ...plain, cause: 'note-unknown', ...facts } as const;
    return claimSlip({ ...all, qr: claimQr(all, site) }, 'top-up', language, site);
  };

  it('that says what the journal says is no fault', () => {
    expect(findFalseSlip(claim(), journal(inDoubt), false)).toEqual([]);
  });

  it.each<[string, Partial<ClaimFacts>, string]>([
    ['another amount', { amount: dollars(100) }, 'a claim slip is over NT$100, the journal says NT$500'],
    ['another code', { code: 'K15-00000' }, `a claim slip says K15-00000, the journal ${claimCode(id)}`],
    ['another card', { card: '****1111' }, 'a claim slip names another card than the journal'],
    ['another cause', { cause: 'not-yet-added' }, 'a claim slip says claim.happened.not-yet-added, the journal unknown and none'],
    ['a transaction of nobody', { transaction: transactionId('T2') }, 'a claim slip is about T2, of which the journal knows nothing'],
  ])('%s is found', (_, facts, fault) => {
    expect(findFalseSlip(claim(facts), journal(inDoubt), false)).toContain(fault);
  });

  it('for a note that is on the card is found', () => {
    expect(findFalseSlip(claim(), journal(written), false)).toContain('a claim slip is printed for T1, which is settled');
  });
});

describe.each(languages)('a receipt in %s', (language) => {
  it('that says what the journal says is no fault', () => {
    expect(findFalseSlip(receiptSlip([written], 'easycard', language, site), journal(written), false)).toEqual([]);
  });

  it('for what is not written, or with other figures, is found', () => {
    const slip = receiptSlip([written], 'easycard', language, site);
    expect(findFalseSlip(slip, journal(inDoubt), false)).toContain('a receipt is printed for T1, which the journal does not call written');
    expect(findFalseSlip(slip, journal({ ...written, balanceAfter: dollars(600) }), false)).toEqual([
      'a receipt says 320,500,820 of T1, the journal 100,500,600',
    ]);
  });
});
