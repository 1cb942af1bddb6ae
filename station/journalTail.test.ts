import { expect, it } from 'vitest';
import { CardNumber } from '../hardware/ports/cardNumber.ts';
import { dollars } from '../hardware/ports/dollars.ts';
import { SeededRandom } from '../lab/devices/seededRandom.ts';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { transactionId } from '../machines/flows/transactionId.ts';
import { createCardSeal } from './journal/cardSeal.ts';
import { Journal } from './journal/journal.ts';
import { MemoryJournalStore } from './journal/testing.ts';
import { summarise } from './journalTail.ts';

it('says of every record about an act what happened, in one line and without the card', () => {
  const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
  const journal = new Journal({ store: new MemoryJournalStore(), clock: new VirtualClock(), bootId: 'boot' });
  const id = transactionId('A1');
  const card = seal.sealCard(new CardNumber('0123456789'));
  const asked = {
    card,
    balance: 60,
    currency: 'TWD',
    sequence: 7,
    consent: { confirmations: 1, clauses: [] },
    key: 'kiosk-SIM-1-A1',
  } as const;
  const plan = { act: 'autoload', profile: 'easycard-classic', uid: seal.sealText('08A1B2C3'), blocks: [], purse: null } as const;
  journal.append('act.intent', id, { ...asked, order: { act: 'autoload', amount: dollars(500) } });
  journal.append('act.intent', id, { ...asked, balance: null, order: { act: 'lock' } });
  journal.append('act.answer', id, { outcome: 'approved', approval: { act: 'autoload', amount: dollars(500) } });
  journal.append('act.answer', id, { outcome: 'refused', refusal: 'K08' });
  journal.append('act.answer', id, { outcome: 'no-answer', detail: 'status 503' });
  journal.append('card-change.intent', id, { plan });
  journal.append('card-change.outcome', id, { verdict: 'written', found: true, detail: '' });
  journal.append('card-change.outcome', id, { verdict: 'unknown', found: false, detail: 'lost' });
  journal.append('act.released', id, { reason: 'not-written', detail: 'no-card: gone' });
  journal.append('act.closed', id, { by: 'reversal', end: 'reversed', detail: 'barred' });
  journal.append('claim', id, { code: 'K15-A1', amount: null });
  expect(journal.tail(20).toReversed().map(summarise)).toEqual([
    'autoload NT$500 for card ****6789',
    'lock for card ****6789',
    'issuer: approved',
    'issuer: refused (K08)',
    'issuer: no-answer: status 503',
    'change: autoload, 0 blocks',
    'changed (was so already)',
    'unknown: lost',
    'not on the card (not-written): no-card: gone',
    'issuer knows by reversal: reversed (barred)',
    'claim K15-A1',
  ]);
});
