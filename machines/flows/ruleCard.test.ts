import { describe, expect, it } from 'vitest';
import { cardTypeOf } from '../rules/card.ts';
import { isActivated, ruleCard } from './ruleCard.ts';
import { someCard, someHost } from '../../tests/support/testVisit.ts';

describe('the card as the rules see it', () => {
  it('is registered when its issuer says so: the bank knows its co-branded cards', () => {
    const read = someCard({ product: 'cobranded', registered: false });
    if (!isActivated(read)) throw new Error('a card in use');
    expect(cardTypeOf(ruleCard(read, null))).toBe('CO-A');
    expect(cardTypeOf(ruleCard(read, someHost({ registered: true })))).toBe('CO');
  });

  it('keeps the lock that it carries, whatever its issuer says', () => {
    const read = someCard({ status: 'locked' });
    if (!isActivated(read)) throw new Error('a card in use');
    expect(ruleCard(read, someHost({ status: 'active' })).status).toBe('locked');
  });
});
