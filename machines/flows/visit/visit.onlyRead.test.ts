import { expect, it } from 'vitest';
import type { CardFacts } from '../../../hardware/ports/cardFacts.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { someCard, someHost, startInService, T1, type TestVisit } from '../../../tests/support/testVisit.ts';

/** A card of which a part does not open to our keys: it is read, and said what of it is not; nothing is ever written to it. */
const onlyRead = (change: Partial<CardFacts> = {}): CardFacts => someCard({ registered: true, unread: ['issuer-data'], ...change });

function ids(visit: TestVisit): string[] {
  return visit.screen().prompts.map(({ id }) => id);
}

it('is shown with its balance and with what could not be read, and takes no note', () => {
  const visit = startInService();
  visit.present(onlyRead());
  expect(visit.screen()).toMatchObject({ screen: 'balance', cash: null, card: { balance: 320 } });
  expect(visit.screen().prompts).toContainEqual({ id: 'refused.unread', params: { what: 'issuer-data' }, part: 'happened' });
  expect(ids(visit)).toEqual(expect.arrayContaining(['refused.K12', 'refused.code', 'failure.nothing-taken', 'claim.hotline.always']));
  expect(visit.effects.map(({ do: what }) => what)).toEqual(['read-card', 'look-up-card']);
});

it('is offered no service, whatever its issuer would do for it', () => {
  const visit = startInService();
  visit.present(onlyRead({ expiresOn: '2026-05-12' }));
  visit.hear({ state: 'known', facts: someHost({ adjustments: [{ id: 'A', amount: dollars(100) }] }) });
  expect(visit.screen().controls.filter(({ verb }) => verb === 'choose-service')).toEqual([]);
});

it('is shown, and not offered the period ticket that was chosen before it was laid down', () => {
  const visit = startInService();
  visit.press('choose-service', 'period-pass');
  visit.press('choose-pass', '1-0');
  visit.present(onlyRead({ balance: dollars(2_000) }));
  visit.hear({ state: 'known', facts: someHost() });
  expect(visit.screen()).toMatchObject({ screen: 'balance', cash: null });
  expect(ids(visit)).toContain('refused.unread');
});

it('is not locked, but turned away, when it is on the lock list or its issuer says so (R-001-29)', () => {
  const listed = startInService();
  listed.present(onlyRead({ status: 'blocked' }));
  expect(listed.screen().screen).toBe('card-refused');
  expect(ids(listed)).toContain('refused.K03');
  const told = startInService();
  told.present(onlyRead());
  told.hear({ state: 'known', facts: someHost({ status: 'blocked' }) });
  expect(told.screen().screen).toBe('card-refused');
  for (const visit of [listed, told])
    expect(visit.effects.some(({ do: what }) => what === 'lock-card' || what === 'write-card')).toBe(false);
});

it.each(['owed', 'undecided'] as const)('gets a claim for what is %s to it, and no write', (state) => {
  const visit = startInService();
  visit.present(onlyRead(), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state }]);
  expect(visit.effects.at(-1)).toMatchObject({ do: 'open-claim', transaction: T1 });
});
