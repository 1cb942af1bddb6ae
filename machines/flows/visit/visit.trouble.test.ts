import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../../hardware/ports/cardNumber.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import {
  DECIDED,
  keepingNote,
  someCard,
  startInService,
  T1,
  TODAY_MS,
  type TestVisit,
  writingCard,
} from '../../../tests/support/testVisit.ts';
import { limits } from '../limits.ts';
import type { VisitEvent } from './visitEvents.ts';

const WRITTEN = { type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false } as const;
const CLAIM = {
  transaction: T1,
  code: 'K15-T1',
  amount: dollars(500),
  card: '****6789',
  atMs: 0,
  cause: 'card-away',
  issuer: 'easycard',
  balance: null,
  qr: '',
} as const;

const broken: readonly VisitEvent[] = [{ type: 'JOURNAL.FAILED' }, { type: 'STATION.FAULTY' }];

function inviting(): TestVisit {
  const visit = startInService();
  visit.present(someCard());
  visit.say({ type: 'CASH.OPENED' });
  visit.asked();
  return visit;
}

describe.each(broken)('a machine that can take no more money ($type)', (fault) => {
  it('shuts the note path that stands open', () => {
    const visit = inviting();
    visit.say(fault);
    expect(visit.asked()).toEqual([{ do: 'cash-in-rollback' }]);
  });

  it('does not open it again after a note came back', () => {
    const visit = keepingNote();
    visit.asked();
    visit.say(fault);
    visit.say({ type: 'NOTE.RETURNED', transaction: T1, value: dollars(500), reason: 'host' });
    expect(visit.asked()).toEqual([{ do: 'cash-in-rollback' }]);
  });

  it('does not open it again after the card was written', () => {
    const visit = writingCard();
    visit.asked();
    visit.say(fault);
    visit.say(WRITTEN);
    expect(visit.asked()).toEqual([{ do: 'cash-in-rollback' }]);
  });

  it('serves no card that is laid down after the visit, nor after a claim', () => {
    const lifted = inviting();
    lifted.say({ type: 'CARD.REMOVED' });
    lifted.say({ type: 'CARD.PLACED' });
    lifted.asked();
    lifted.say(fault);
    lifted.say({ type: 'CASH.CLOSED' });
    expect(lifted.asked()).toEqual([]);

    const claimed = writingCard();
    claimed.say({ type: 'CARD.CONFLICT', transaction: T1 });
    claimed.say({ type: 'CLAIM.OPENED', claim: CLAIM });
    claimed.say({ type: 'CARD.REMOVED' });
    claimed.asked();
    claimed.say(fault);
    claimed.say({ type: 'CARD.PLACED' });
    expect(claimed.asked()).toEqual([]);
  });

  it('gives whoever waits for the same card a claim at once', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    visit.asked();
    visit.say(fault);
    expect(visit.asked()).toMatchObject([{ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' }]);
  });

  it('gives whoever is undecided afterwards a claim at once', () => {
    const visit = writingCard();
    visit.asked();
    visit.say(fault);
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    expect(visit.asked()).toMatchObject([{ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' }]);
  });
});

describe('answers that come late', () => {
  it('a check of the card for a note that went back lets no other note in', () => {
    const visit = inviting();
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(500) });
    visit.say({ type: 'NOTE.RETURNED', transaction: T1, value: dollars(500), reason: 'host' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(500) });
    expect(visit.asked().map((effect) => effect.do)).toEqual(['check-card', 'cash-in-start', 'check-card']);
    visit.actor.send({ type: 'CARD.CHECKED', ticket: 1, fit: true });
    expect(visit.asked()).toEqual([]);
    visit.check(true);
    expect(visit.asked()).toEqual([expect.objectContaining({ do: 'keep-note' })]);
  });

  it('a slip that was printed before the last note is no slip of that note', () => {
    const visit = writingCard();
    visit.say(WRITTEN);
    visit.say({ type: 'PRINT-SLIP' });
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) });
    visit.check(true);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(100), ...DECIDED });
    visit.say({ ...WRITTEN, before: dollars(820), after: dollars(920) });
    visit.actor.send({ type: 'SLIP.PRINTED', ticket: 1 });
    expect(visit.screen()).toMatchObject({ screen: 'added', slip: 'offered' });
  });

  it('nor is it the slip that was asked for after that note: only its own answer is shown', () => {
    const visit = writingCard();
    visit.say(WRITTEN);
    visit.say({ type: 'PRINT-SLIP' });
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) });
    visit.check(true);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(100), ...DECIDED });
    visit.say({ ...WRITTEN, before: dollars(820), after: dollars(920) });
    visit.say({ type: 'PRINT-SLIP' });
    expect(visit.effects.filter((effect) => effect.do === 'print-receipt')).toMatchObject([{ ticket: 1 }, { ticket: 2 }]);
    visit.say({ type: 'SLIP.PRINTED', ticket: 1 });
    expect(visit.screen().slip).toBe('printing');
    visit.say({ type: 'SLIP.FAILED', ticket: 2 });
    expect(visit.screen().slip).toBe('failed');
  });
});

describe('another card after an earlier top-up was settled', () => {
  it('is told nothing of it, and gets no slip of it', () => {
    const visit = startInService();
    visit.present(someCard(), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'undecided' }]);
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.PLACED' });
    visit.say(WRITTEN);
    const other = someCard({ number: new CardNumber('5555555555') });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: other, atMs: TODAY_MS, credit: null, open: [] });
    expect(visit.screen().prompts.map((prompt) => prompt.id)).not.toContain('balance.earlier-settled');
    expect(visit.actor.getSnapshot().context).toMatchObject({ completed: [], visitTotal: 0, settled: null });
  });
});

describe('a note of an earlier process whose end is heard while a card is read', () => {
  function leaving(open: Extract<VisitEvent, { type: 'CARD.READ' }>['open']): TestVisit {
    const visit = startInService();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED, earlier: true });
    visit.say({ type: 'CARD.READ', ticket: 1, facts: someCard(), atMs: TODAY_MS, credit: null, open });
    if (open.length > 0) {
      visit.say(WRITTEN);
      visit.say({ type: 'CARD.READ', ticket: 2, facts: someCard(), atMs: TODAY_MS, credit: null, open: [] });
    }
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    return visit;
  }

  it('is asked for no more once that card was read and has it', () => {
    const visit = leaving([{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'owed' }]);
    expect(visit.screen().screen).not.toBe('same-card');
    expect(visit.actor.getSnapshot().context.lateNote).toBeNull();
  });

  it('is asked for when the card that was read is another one', () => {
    expect(leaving([]).screen().screen).toBe('same-card');
  });
});

describe('more time for the same card', () => {
  it('is seen on the screen: its time begins anew', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    const before = visit.screen().deadline?.key;
    visit.say({ type: 'MORE-TIME' });
    expect(visit.screen().deadline?.key).not.toBe(before);
  });
});

it('stops saying that staff was called after a while, without anybody touching the screen', () => {
  const visit = startInService();
  visit.say({ type: 'CALL-STAFF' });
  expect(visit.actor.getSnapshot().context.staffCalled).toBe(true);
  visit.clock.increment(10 * 60_000);
  expect(visit.actor.getSnapshot().context.staffCalled).toBe(false);
});

it('draws the screen anew when a flow goes on by its own clock', () => {
  const visit = writingCard();
  visit.say({ type: 'CARD.REMOVED' });
  visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
  const flow = () => visit.actor.getSnapshot().children.resolve?.getSnapshot().value;
  const drawn: unknown[] = [];
  visit.actor.subscribe(() => drawn.push(flow()));
  visit.clock.increment(limits.sameCardMs);
  expect(drawn).toContain(flow());
  expect(flow()).toBe('claiming');
});
