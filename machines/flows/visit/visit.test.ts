import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../../hardware/ports/cardNumber.ts';
import { dollars } from '../../../hardware/ports/dollars.ts';
import { limits } from '../limits.ts';
import {
  DECIDED,
  keepingNote,
  someCard,
  startInService,
  startVisit,
  T1,
  TODAY_MS,
  type TestVisit,
  writingCard,
} from '../../../tests/support/testVisit.ts';

function verbs(visit: TestVisit): string[] {
  return visit.screen().controls.map((control) => control.verb);
}

function promptIds(visit: TestVisit): string[] {
  return visit.screen().prompts.map((prompt) => prompt.id);
}

describe('a commuter: card, one note, done, no touch', () => {
  it('sees balance and headroom at once, with the note path open', () => {
    const visit = startInService();
    visit.present(someCard());
    expect(visit.asked()).toEqual([
      { do: 'read-card', ticket: 1 },
      { do: 'look-up-card', ticket: 1, card: someCard().number },
      { do: 'cash-in-start', card: someCard().number, accept: [100, 200, 500, 1000, 2000] },
    ]);
    expect(visit.screen()).toMatchObject({
      screen: 'balance',
      card: { number: '****6789', balance: 320 },
      cash: { headroom: 9600, accepts: [] },
    });
    visit.say({ type: 'CASH.OPENED' });
    expect(visit.screen().cash?.accepts).toEqual([100, 200, 500, 1000, 2000]);
    expect(promptIds(visit)).toEqual(['balance.no-change', 'balance.headroom', 'balance.insert']);
  });

  it('takes only notes that still fit', () => {
    const visit = startInService();
    visit.present(someCard({ balance: dollars(9_420) }));
    expect(visit.asked().at(-1)).toEqual({ do: 'cash-in-start', card: someCard().number, accept: [100, 200, 500] });
  });

  it('checks the card before the note is kept, and keeps it before the card is written', () => {
    const visit = writingCard();
    expect(visit.effects.map((effect) => effect.do)).toEqual([
      'read-card',
      'look-up-card',
      'cash-in-start',
      'check-card',
      'keep-note',
      'write-card',
    ]);
    expect(visit.screen()).toMatchObject({ screen: 'writing', money: { note: 500, before: 320, after: 820 } });
  });

  it('shows before and after, and lets the next note in', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false });
    expect(visit.asked().at(-1)).toEqual({ do: 'cash-in-start', card: someCard().number, accept: [100, 200, 500, 1000, 2000] });
    expect(visit.screen()).toMatchObject({ screen: 'added', money: { note: 500, before: 320, after: 820, visitTotal: 500 } });
  });

  const taken = (): TestVisit => {
    const visit = writingCard();
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false });
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.effects.at(-1)).toEqual({ do: 'cash-in-rollback' });
    visit.say({ type: 'CASH.CLOSED' });
    return visit;
  };

  it('shows the result for 10 s after the card is taken, then nothing of the passenger is left', () => {
    const visit = taken();
    expect(visit.screen()).toMatchObject({ screen: 'result', money: { before: 320, after: 820, visitTotal: 500 }, cash: null });
    visit.clock.increment(limits.toldMs - 1);
    expect(visit.screen().screen).toBe('result');
    visit.clock.increment(1);
    expect(visit.screen()).toMatchObject({ screen: 'attract', card: null, money: null, slip: null });
  });

  it.each(['SLIP.PRINTED', 'SLIP.FAILED'] as const)(
    'prints the slip after the card is taken, and says for 10 s what became of it: %s',
    (type) => {
      const visit = taken();
      visit.clock.increment(limits.toldMs - 1);
      visit.press('print-slip');
      expect(visit.effects.at(-1)).toMatchObject({ do: 'print-receipt', transactions: [T1] });
      visit.clock.increment(limits.toldMs - 1);
      visit.say({ type, ticket: 1 });
      expect(visit.screen()).toMatchObject({ screen: 'result', slip: type === 'SLIP.PRINTED' ? 'printed' : 'failed' });
      visit.clock.increment(limits.toldMs - 1);
      expect(visit.screen().screen).toBe('result');
      visit.clock.increment(1);
      expect(visit.screen().screen).toBe('attract');
    },
  );

  it('shows the result once more when the card was asked for, and to nobody who lays down another card', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false });
    visit.say({ type: 'CASH.OPENED' });
    visit.press('finish');
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.screen().screen).toBe('take-card');
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().screen).toBe('result');
    visit.present(someCard({ number: new CardNumber('9876543210') }));
    expect(visit.screen()).toMatchObject({ screen: 'balance', money: null, slip: null });
  });

  it('shows no result of a mere question', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('shuts the path for good when the card is full', () => {
    const visit = startInService();
    visit.present(someCard({ balance: dollars(9_900) }));
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(100) });
    visit.check(true);
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(100), ...DECIDED });
    visit.asked();
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(9_900), after: dollars(10_000), found: false });
    expect(visit.asked()).toEqual([]);
    expect(promptIds(visit)).toContain('added.full');
  });
});

describe('a note that must not be kept', () => {
  it('goes back when the card is not fit any more', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.ESCROWED', transaction: T1, value: dollars(500) });
    visit.check(false);
    expect(visit.effects.at(-1)).toEqual({ do: 'cash-in-rollback' });
    expect(visit.effects.some((effect) => effect.do === 'keep-note')).toBe(false);
  });

  it('goes back when the card is lifted while the note is looked at', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.effects.at(-1)).toEqual({ do: 'cash-in-rollback' });
  });

  it('is told to the passenger when the unit refuses it', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'NOTE.SEEN' });
    visit.say({ type: 'NOTE.RETURNED', transaction: T1, value: dollars(500), reason: 'host' });
    expect(promptIds(visit)).toContain('note-returned.title');
  });
});

describe('money on its way', () => {
  it.each([
    ['while the note is kept', keepingNote],
    ['while the card is written', writingCard],
  ])('cannot be cancelled or timed out %s', (_, begin) => {
    const visit = begin();
    visit.asked();
    const before = visit.actor.getSnapshot().value;
    visit.clock.increment(limits.idleMs + limits.idleWarningMs + limits.sameCardMs);
    expect(visit.actor.getSnapshot().value).toEqual(before);
    expect(visit.asked()).toEqual([]);
    expect(verbs(visit)).not.toContain('finish');
  });

  it('survives the card being lifted while the note is kept: the write is still tried', () => {
    const visit = keepingNote();
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'NOTE.KEPT', transaction: T1, value: dollars(500), ...DECIDED });
    expect(visit.effects.at(-1)).toEqual({ do: 'write-card', transaction: T1 });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    expect(visit.screen()).toMatchObject({ screen: 'same-card', sameCard: { phase: 'waiting', amount: 500, number: '****6789' } });
  });

  it('becomes a claim when the note is in doubt', () => {
    const visit = keepingNote();
    visit.say({ type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(500), ...DECIDED });
    expect(visit.effects.at(-1)).toMatchObject({ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' });
    expect(visit.screen().screen).toBe('claim');
  });
});

describe('the same card again', () => {
  function undecided(): TestVisit {
    const visit = writingCard();
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    visit.asked();
    return visit;
  }

  it('is written once more and shown as settled', () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.asked()).toEqual([{ do: 'write-card', transaction: T1 }]);
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: true });
    const asked = visit.asked().at(-1);
    expect(asked).toMatchObject({ do: 'read-card' });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: someCard({ balance: dollars(820) }), atMs: TODAY_MS, credit: null, open: [] });
    expect(promptIds(visit)).toContain('balance.earlier-settled');
    // It is done as any other top-up is: before, after, and a slip of it.
    expect(visit.screen()).toMatchObject({
      screen: 'added',
      money: { note: 500, before: 320, after: 820, visitTotal: 500 },
      slip: 'offered',
    });
    expect(visit.screen().controls.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['finish', 'more-services', 'print-slip']));
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.screen()).toMatchObject({ screen: 'result', money: { before: 320, after: 820 } });
  });

  it('is not told that a top-up was undone: cash that is in the machine stays owed', () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'contradictory' });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: someCard(), atMs: TODAY_MS, credit: null, open: [] });
    expect(visit.screen().screen).toBe('balance');
    expect(promptIds(visit)).not.toContain('balance.earlier-undone');
  });

  it('is shown as settled beside another balance: the card was used since', () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: true });
    visit.say({ type: 'CARD.READ', ticket: 2, facts: someCard({ balance: dollars(795) }), atMs: TODAY_MS, credit: null, open: [] });
    expect(visit.screen()).toMatchObject({ screen: 'balance', card: { balance: 795 } });
    expect(promptIds(visit)).toContain('balance.earlier-settled');
  });

  it('is owed where it never had the money and was used elsewhere: it is read again, and by the rules given it or not', () => {
    for (const [balance, then] of [
      [300, { do: 'write-card', transaction: T1 }],
      [9_900, { do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard', balance: 9_900 }],
    ] as const) {
      const visit = undecided();
      visit.say({ type: 'CARD.PLACED' });
      visit.say({ type: 'CARD.UNTOUCHED', transaction: T1, fault: 'contradictory' });
      expect(visit.asked().at(-1)).toMatchObject({ do: 'read-card' });
      const open = [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'owed' }] as const;
      visit.say({
        type: 'CARD.READ',
        ticket: 2,
        facts: someCard({ balance: dollars(balance) }),
        atMs: Date.parse('2026-05-12T10:00:00+08:00'),
        credit: null,
        open,
      });
      expect(visit.asked().at(-1)).toEqual(then);
    }
  });

  it("refuses a stranger's card without counting it as a try: value never changes its card (R-002-16)", () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    visit.asked();
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: true });
    expect(visit.asked()).toEqual([]);
    expect(visit.screen().sameCard).toMatchObject({ phase: 'other-card', attemptsLeft: 3 });
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().sameCard).toMatchObject({ phase: 'waiting', attemptsLeft: 3 });
  });

  it('becomes a claim after three tries (R-000-12)', () => {
    const visit = undecided();
    for (const left of [2, 1]) {
      visit.say({ type: 'CARD.PLACED' });
      visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
      expect(visit.screen().sameCard?.attemptsLeft).toBe(left);
      visit.say({ type: 'CARD.REMOVED' });
    }
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNDECIDED', transaction: T1, otherCard: false });
    expect(visit.asked().at(-1)).toMatchObject({ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' });
  });

  it('becomes a claim after 120 s, which more time puts off', () => {
    const visit = undecided();
    visit.clock.increment(limits.sameCardMs - 1);
    visit.say({ type: 'MORE-TIME' });
    visit.clock.increment(limits.sameCardMs - 1);
    expect(visit.screen().screen).toBe('same-card');
    visit.clock.increment(1);
    expect(visit.effects.at(-1)).toMatchObject({ do: 'open-claim' });
  });

  it('becomes a claim, never touched again, when the card was changed elsewhere', () => {
    const visit = undecided();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.CONFLICT', transaction: T1 });
    expect(visit.effects.at(-1)).toMatchObject({ do: 'open-claim' });
  });

  it('becomes a claim at once when nothing more can be recorded', () => {
    const visit = undecided();
    visit.say({ type: 'JOURNAL.FAILED' });
    expect(visit.asked()).toMatchObject([{ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' }]);
    expect(visit.screen().screen).toBe('claim');
  });

  it('is settled at once when it comes back on another day', () => {
    const visit = startInService();
    visit.present(someCard(), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'undecided' }]);
    expect(visit.asked().at(-1)).toEqual({ do: 'write-card', transaction: T1 });
  });

  it('gets what is owed only if it may hold it: else a claim, and the money stays owed', () => {
    const visit = startInService();
    visit.present(someCard({ balance: dollars(9_700) }), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'owed' }]);
    expect(visit.asked().at(-1)).toMatchObject({ do: 'open-claim' });
  });

  it('gets nothing more once it was refunded elsewhere: the money stays undecided, and the passenger holds the claim', () => {
    const open = { transaction: T1, amount: dollars(500), state: 'undecided' } as const;
    for (const purpose of ['top-up', 'autoload', 'collect'] as const) {
      const visit = startInService();
      visit.present(someCard({ status: 'refunded' }), [{ ...open, purpose }]);
      expect(visit.asked().at(-1)).toMatchObject({ do: 'open-claim', transaction: T1 });
    }
    // What refunded it was this.
    const visit = startInService();
    visit.present(someCard({ status: 'refunded' }), [{ ...open, purpose: 'refund', amount: null }]);
    expect(visit.asked().at(-1)).toEqual({ do: 'write-card', transaction: T1 });
  });

  it('is locked after its claim when it is on the lock list: what is owed to it keeps no stolen card in use (R-001-29)', () => {
    const visit = startInService();
    const listed = someCard({ status: 'blocked' });
    visit.present(listed, [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'owed' }]);
    expect(visit.asked().at(-1)).toMatchObject({ do: 'open-claim' });
    const claim = {
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
    visit.say({ type: 'CLAIM.OPENED', claim });
    visit.asked();
    visit.press('claim-seen');
    expect(visit.asked()).toEqual([{ do: 'lock-card', card: listed.number }]);
    visit.say({ type: 'CARD.LOCKED', locked: true });
    expect(visit.screen().screen).toBe('card-refused');
    expect(visit.screen().prompts[0]).toMatchObject({ id: 'refused.K03', part: 'happened' });
    expect(visit.screen().prompts.map(({ id }) => id)).not.toContain('failure.nothing-taken');
  });

  it('whose case was never claimed gets the claim when it comes back', () => {
    const visit = startInService();
    visit.present(someCard(), [{ transaction: T1, purpose: 'top-up', amount: dollars(500), state: 'unclaimed' }]);
    expect(visit.asked().at(-1)).toMatchObject({ do: 'open-claim', transaction: T1, language: 'zh-Hant', issuer: 'easycard' });
  });

  it.each([
    ['card-away', true],
    ['not-yet-added', true],
    ['note-in-doubt', true],
    ['note-unknown', false],
    ['changed-elsewhere', false],
    ['pass-unfinished', false],
  ] as const)('is sent back to the machine by the claim only where that helps: %s', (cause, helps) => {
    const visit = undecided();
    visit.say({ type: 'GIVE-UP-CARD' });
    const claim = {
      transaction: T1,
      code: 'K15-T1',
      amount: dollars(500),
      card: '****6789',
      atMs: 0,
      cause,
      issuer: 'easycard',
      balance: null,
      qr: '',
    } as const;
    visit.say({ type: 'CLAIM.OPENED', claim });
    const ids = visit.screen().prompts.map(({ id }) => id);
    expect(ids).toContain('claim.title');
    expect(ids).toContain(`claim.happened.${cause}`);
    expect(ids.includes('claim.now.card')).toBe(helps);
    expect(ids.includes('claim.now.staff')).toBe(!helps);
  });

  it('can be put back while the claim is shown', () => {
    const visit = undecided();
    visit.say({ type: 'GIVE-UP-CARD' });
    const claim = {
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
    visit.say({ type: 'CLAIM.OPENED', claim });
    visit.asked();
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.asked()).toEqual([expect.objectContaining({ do: 'read-card' })]);
  });
});

describe('a claim', () => {
  it('names whom to call, day and night (R-003-02, R-003-46, R-003-76)', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.CONFLICT', transaction: T1 });
    const atMs = Date.parse('2026-11-21T13:05:09+08:00');
    const claim = {
      transaction: T1,
      code: 'K15-T1',
      amount: dollars(500),
      card: '****6789',
      atMs,
      cause: 'card-away',
      issuer: 'easycard',
      balance: null,
      qr: '',
    } as const;
    visit.say({ type: 'CLAIM.OPENED', claim });
    const hotline = { id: 'claim.hotline.always', params: { issuer: 'easycard', hotline: '02-412-8880' }, part: 'help' };
    expect(visit.screen().prompts).toContainEqual(hotline);
    // Nobody is sent to the issuer of another card.
    expect(visit.screen().prompts.filter(({ id }) => id.startsWith('claim.hotline'))).toHaveLength(1);
  });
});

describe('cards that are not topped up', () => {
  it.each([
    ['expired', someCard({ expiresOn: '2026-05-11' }), 'balance', 'refused.K01'],
    ['nearly full', someCard({ balance: dollars(9_950) }), 'balance', 'refused.K09'],
    ['locked', someCard({ status: 'locked' }), 'card-refused', 'refused.K03'],
    ['refunded', someCard({ status: 'refunded' }), 'card-refused', 'refused.K02'],
    ['not activated', someCard({ status: 'not-activated' }), 'card-refused', 'refused.not-activated'],
  ] as const)('%s: its own ending, and the note path stays shut', (_, facts, screen, promptId) => {
    const visit = startInService();
    visit.present(facts);
    expect(visit.screen().screen).toBe(screen);
    expect(promptIds(visit)).toContain(promptId);
    // The code stands behind the words; the money and whom to call follow where the card is turned away.
    const said = promptIds(visit).filter((id) => !/^(failure|take-card|claim)\./.test(id));
    expect(said.at(-1)).toBe('refused.code');
    expect(visit.effects.some((effect) => effect.do === 'cash-in-start')).toBe(false);
  });

  it('an unreadable one asks to be laid down again, and an answer about it does not touch the next (R-003-84)', () => {
    const visit = startInService();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CARD.PLACED' });
    expect(visit.actor.getSnapshot().can({ type: 'CARD.UNREADABLE', ticket: 1, fault: 'no-card' })).toBe(false);
    visit.say({ type: 'CARD.UNREADABLE', ticket: 2, fault: 'unreadable' });
    expect(promptIds(visit)).toEqual([
      'refused.K11',
      'refused.help-replace',
      'refused.help-still',
      'refused.code',
      'failure.nothing-taken',
    ]);
  });

  it('two at once are refused, and one is asked for (R-003-21, R-004-39)', () => {
    const visit = startInService();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNREADABLE', ticket: 1, fault: 'several' });
    expect(promptIds(visit)).toEqual([
      'refused.K10',
      'refused.help-one-card',
      'refused.code',
      'failure.nothing-taken',
      'out-of-service.ask-staff',
    ]);
    expect(visit.asked()).toEqual([{ do: 'read-card', ticket: 1 }]);
  });

  it('an altered one gets no service at all, and its code (R-003-73, R-003-80, R-000-09)', () => {
    const visit = startInService();
    visit.say({ type: 'CARD.PLACED' });
    visit.say({ type: 'CARD.UNREADABLE', ticket: 1, fault: 'contradictory' });
    expect(visit.screen().prompts).toEqual([
      { id: 'refused.K16', part: 'happened' },
      { id: 'refused.help-finish', part: 'now' },
      { id: 'refused.help-staff', part: 'help' },
      { id: 'refused.code', params: { code: 'K16' }, part: 'happened' },
      { id: 'failure.nothing-taken', part: 'money' },
    ]);
    expect(visit.asked()).toEqual([{ do: 'read-card', ticket: 1 }]);
  });

  it('without notes the balance and the last six are still told (R-004-15)', () => {
    const visit = startInService();
    visit.say({ type: 'CASH.OUT', why: 'acceptor-line-absent' });
    const ride = { sequence: 7, atMs: 0, kind: 'exit', amount: dollars(20), balanceAfter: dollars(320), place: 1, device: 1 } as const;
    visit.present(someCard({ transactions: [ride] }));
    visit.say({ type: 'TOGGLE-HISTORY' });
    const card = { balance: 320, history: [{ sequence: 7, amount: 20, balanceAfter: 320 }] };
    expect(visit.screen()).toMatchObject({ screen: 'balance', cash: null, card });
    expect(promptIds(visit)).toEqual([
      'balance.cash-closed',
      'condition.acceptor-line-absent',
      'refused.code',
      'failure.nothing-taken',
      'failure.now.elsewhere',
      'failure.elsewhere.easycard',
      'claim.hotline.always',
    ]);
  });
});

describe('nobody is there any more', () => {
  it('asks after a minute, then gives the card back', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.clock.increment(limits.idleMs);
    expect(visit.screen().deadline).toEqual({ key: 'idle', totalMs: limits.idleWarningMs });
    expect(verbs(visit)).toContain('more-time');
    visit.clock.increment(limits.idleWarningMs);
    visit.say({ type: 'CASH.CLOSED' });
    expect(visit.screen().screen).toBe('take-card');
  });

  it('gives more time at least ten times (WCAG 2.2.1)', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    for (let time = 0; time < 12; time += 1) {
      visit.clock.increment(limits.idleMs + limits.idleWarningMs - 1);
      visit.say({ type: 'MORE-TIME' });
    }
    expect(visit.screen().screen).toBe('balance');
  });
});

describe('out of service', () => {
  it('is open about its cause', () => {
    const visit = startVisit();
    expect(promptIds(visit)).toContain('out-of-service.starting');
    visit.say({ type: 'STATION.RECOVERED' });
    expect(promptIds(visit)).toContain('out-of-service.starting');
    visit.say({ type: 'READER.ONLINE' });
    expect(visit.screen().screen).toBe('attract');
    visit.say({ type: 'JOURNAL.FAILED' });
    expect(promptIds(visit)).toEqual([
      'condition.journal-failed',
      'refused.code',
      'out-of-service.money',
      'out-of-service.stop',
      'out-of-service.ask',
      'out-of-service.elsewhere',
      'claim.hotline.always',
      'claim.hotline.daily',
    ]);
  });

  it('says where else to go, and a code for staff (R-000-08, R-000-09)', () => {
    const visit = startInService();
    visit.say({ type: 'READER.OFFLINE', why: 'reader-absent' });
    expect(visit.screen().prompts).toEqual([
      { id: 'condition.reader-absent' },
      { id: 'out-of-service.sorry' },
      { id: 'out-of-service.elsewhere' },
      { id: 'refused.code', params: { code: 'E12' } },
    ]);
  });

  it('lets staff in only after the passenger has finished', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'OPERATOR.SWITCH', position: 'maintenance' });
    expect(visit.screen().screen).toBe('balance');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    expect(promptIds(visit)).toContain('out-of-service.maintenance');
    visit.say({ type: 'OPERATOR.SWITCH', position: 'run' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('keeps a running visit when the acceptor fails: balance only', () => {
    const visit = startInService();
    visit.present(someCard());
    visit.say({ type: 'CASH.OPENED' });
    visit.say({ type: 'CASH.OUT', why: 'acceptor-line-absent' });
    visit.say({ type: 'CASH.CLOSED' });
    expect(promptIds(visit)).toEqual([
      'balance.cash-closed',
      'condition.acceptor-line-absent',
      'refused.code',
      'failure.nothing-taken',
      'failure.now.elsewhere',
      'failure.elsewhere.easycard',
      'claim.hotline.always',
    ]);
  });
});

describe('what is shown', () => {
  it('shows places only to whoever asks for them', () => {
    const transaction = {
      sequence: 1,
      atMs: 0,
      kind: 'purchase',
      amount: dollars(1),
      balanceAfter: dollars(1),
      place: 7,
      device: 1,
    } as const;
    const visit = startInService();
    visit.present(someCard({ transactions: [transaction] }));
    expect(visit.screen().card?.history).toBeNull();
    visit.say({ type: 'TOGGLE-HISTORY' });
    expect(visit.screen().card?.history?.[0]).not.toHaveProperty('place');
    visit.say({ type: 'TOGGLE-PLACES' });
    expect(visit.screen().card?.history?.[0]).toMatchObject({ place: 7 });
  });

  it('says what is owed, with what is taken from what is added', () => {
    const visit = startInService();
    visit.present(someCard({ balance: dollars(-18) }));
    expect(visit.screen().prompts).toContainEqual({ id: 'balance.owed', params: { amount: 18 } });
    const even = startInService();
    even.present(someCard({ balance: dollars(0) }));
    expect(promptIds(even)).not.toContain('balance.owed');
  });

  it('tells nobody to call staff who did so, and lets the next passenger call them again', () => {
    const visit = keepingNote();
    visit.say({ type: 'NOTE.IN-DOUBT', transaction: T1, value: dollars(500), ...DECIDED });
    expect(promptIds(visit)).toContain('claim.stay');
    visit.press('call-staff');
    expect(promptIds(visit)).toContain('claim.stay-called');
    expect(promptIds(visit)).not.toContain('claim.stay');

    const next = startInService();
    next.present(someCard());
    next.press('call-staff');
    expect(verbs(next)).not.toContain('call-staff');
    next.say({ type: 'CASH.OPENED' });
    next.say({ type: 'CARD.REMOVED' });
    next.say({ type: 'CASH.CLOSED' });
    expect(verbs(next)).toContain('call-staff');
    // Rung again: the first call's time does not end the second.
    next.clock.increment(limits.staffCalledMs - 1);
    next.press('call-staff');
    next.clock.increment(1);
    expect(next.screen().chrome.staffCalled).toBe(true);
  });

  it('calls staff to a forgotten card, once, and tells nobody what is on it', () => {
    const visit = writingCard();
    visit.say({ type: 'CARD.WRITTEN', transaction: T1, before: dollars(320), after: dollars(820), found: false });
    visit.say({ type: 'CASH.OPENED' });
    visit.press('finish');
    visit.say({ type: 'CASH.CLOSED' });
    visit.clock.increment(limits.cardForgottenMs - 1);
    expect(visit.screen()).toMatchObject({ screen: 'take-card', card: { balance: 820 } });
    visit.asked();
    visit.clock.increment(1);
    expect(visit.asked()).toEqual([{ do: 'call-staff' }]);
    expect(visit.screen()).toMatchObject({ screen: 'take-card', card: null, slip: null });
    expect(promptIds(visit)).toEqual(['take-card.title', 'take-card.forgotten']);
    expect(verbs(visit)).not.toContain('print-slip');
    visit.clock.increment(10 * limits.cardForgottenMs);
    expect(visit.asked()).toEqual([]);
    visit.say({ type: 'CARD.REMOVED' });
    expect(visit.screen().screen).toBe('attract');
  });

  it('keeps a language for the whole time after any touch, and asks nobody who speaks as the hall does', () => {
    const visit = startInService();
    visit.clock.increment(limits.idleMs - 1_000);
    visit.press('choose-language', 'en');
    visit.clock.increment(limits.idleMs - 1_000);
    visit.press('call-staff');
    visit.clock.increment(limits.idleMs - 1_000);
    expect(visit.screen()).toMatchObject({ chrome: { language: 'en' }, deadline: null });
    visit.press('choose-language', 'zh-Hant');
    visit.clock.increment(limits.idleMs);
    expect(visit.screen().deadline).toBeNull();
  });

  it("speaks two languages, and goes back to the hall's own for the next passenger", () => {
    const visit = startInService();
    visit.say({ type: 'LANGUAGE', language: 'en' });
    visit.present(someCard());
    expect(visit.screen().chrome.language).toBe('en');
    visit.say({ type: 'CARD.REMOVED' });
    visit.say({ type: 'CASH.CLOSED' });
    visit.clock.increment(limits.idleMs);
    expect(visit.screen()).toMatchObject({ chrome: { language: 'en' }, deadline: { totalMs: limits.idleWarningMs } });
    visit.press('more-time');
    expect(visit.screen().deadline).toBeNull();
    visit.clock.increment(limits.idleMs);
    visit.clock.increment(limits.idleWarningMs);
    expect(visit.screen()).toMatchObject({ screen: 'attract', chrome: { language: 'zh-Hant' }, deadline: null });
  });

  it('never shows a whole card number (R-003-70)', () => {
    const visit = startInService();
    visit.present(someCard({ number: new CardNumber('9876543210') }));
    expect(JSON.stringify(visit.screen())).not.toContain('987654');
  });
});
