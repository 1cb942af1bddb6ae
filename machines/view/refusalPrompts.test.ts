import { describe, expect, it } from 'vitest';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { someAttributes, someCard, someHost, startInService } from '../../tests/support/testVisit.ts';
import type { HostView } from '../flows/hostFacts.ts';

const known: HostView = { state: 'known', facts: someHost() };
const YESTERDAY = '2026-05-11';

function balance(card: CardFacts, host: HostView) {
  const visit = startInService();
  visit.present(card);
  visit.hear(host);
  const { screen, prompts, controls } = visit.screen();
  return { screen, said: prompts.map(({ id }) => id), pressed: controls.map(({ verb, arg }) => arg ?? verb) };
}

const pingtung = someCard({ issuer: 'ipass', product: 'concession-pingtung', registered: true, expiresOn: YESTERDAY });

describe('a card that has run out', () => {
  it('is led to its free extension while its window is open (R-004-33)', () => {
    const { screen, said, pressed } = balance(pingtung, known);
    expect(screen).toBe('balance');
    expect(said).toEqual(expect.arrayContaining(['refused.K01', 'refused.help-extend-free', 'extend.value-kept']));
    expect(said).not.toContain('refused.help-staff');
    expect(pressed).toContain('extend');
  });

  it('is sent to staff when the window is closed, or nobody can be asked (R-004-36)', () => {
    for (const [card, host] of [
      [{ ...pingtung, expiresOn: '2026-04-11' }, known],
      [pingtung, { state: 'unreachable' } as const],
    ] as const) {
      const { said, pressed } = balance(card, host);
      expect(said).toContain('refused.help-staff');
      expect(pressed).not.toContain('extend');
    }
  });

  it('is led to the question whether its issuer extends it: EasyCard (R-003-17)', () => {
    const { said, pressed } = balance(someCard({ expiresOn: YESTERDAY }), known);
    expect(said).toContain('refused.help-extend');
    expect(pressed).toContain('extend');
  });

  it.each([
    [7, ['help.hotline.bank']],
    [8, []],
  ])('is settled by its bank when it is co-branded: bank %i (R-002-27, R-002-42)', (bankCode, hotline) => {
    const attributes = someAttributes({ bankCode });
    const { said, pressed } = balance(someCard({ product: 'cobranded', registered: true, expiresOn: YESTERDAY, attributes }), known);
    expect(said).toEqual(expect.arrayContaining(['refused.K01', 'extend.value-kept', 'refund.bank-settles', ...hotline]));
    expect(said.includes('help.hotline.bank')).toBe(hotline.length > 0);
    for (const missing of ['refused.help-staff', 'refused.help-extend']) expect(said).not.toContain(missing);
    expect(pressed).not.toContain('extend');
  });
});
