import { ledgerOf } from '../journal/testing.ts';
import { describe, expect, it } from 'vitest';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CashAcceptor, CashCounters, CashEvent, CashFault, CashInEnd, NoteKept } from '../../hardware/ports/cashAcceptor.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { moneyStateOf } from '../journal/ledger.ts';
import { Journal } from '../journal/journal.ts';
import { CashDesk } from './cashDesk.ts';
import { effectBench } from '../../lab/world/effectBench.ts';

const CARD = new CardNumber('0123456789');

/** Full stacking time of the scripted unit, milliseconds. */
const STACK_MS = 30_000;

/** A unit whose words are the test's. */
class ScriptedUnit implements CashAcceptor {
  kept = 7;
  counts = true;
  /** What the unit says while it takes the note in, and how that ends. */
  onKeep: (commit: () => void, tell: (event: CashEvent) => void) => CashInEnd = () => ({ end: 'unknown', detail: '' });
  #listener: (event: CashEvent) => void = () => undefined;

  get counters(): CashCounters | null {
    return this.counts ? { serial: '1', notesKept: this.kept } : null;
  }

  onEvent(listener: (event: CashEvent) => void): void {
    this.#listener = listener;
  }

  tell(event: CashEvent): void {
    this.#listener(event);
  }

  reset() {
    const capabilities = { escrowItems: 1, rollback: 'escrow-only', recycles: false, paysOut: false, counts: this.counts } as const;
    const device = { serial: '1', capabilities, storage: [] };
    return Promise.resolve(ok({ device, denominations: [100, 1_000].map(dollars), counters: this.counters, stackMs: STACK_MS }));
  }

  cashInStart() {
    return Promise.resolve(ok());
  }

  cashInEnd([item = 0]: readonly number[], commit: (note: NoteKept) => void) {
    const note = (): void => {
      this.kept += 1;
      commit({ item, value: dollars(100), counters: this.counters });
    };
    return Promise.resolve([this.onKeep(note, this.#listener)]);
  }

  cashInRollback() {
    return Promise.resolve(ok());
  }

  getCounters(): Promise<Result<CashCounters | null, CashFault>> {
    return Promise.resolve(ok(this.counters));
  }

  stop() {
    return Promise.resolve();
  }
}

async function keepOne(unit: ScriptedUnit) {
  const bench = effectBench(() => unit);
  const desk = new CashDesk(bench.deps);
  const { clock } = bench.cards;
  await clock.resolve(desk.start());
  await clock.resolve(desk.cashInStart(CARD, [100, 1_000].map(dollars)));
  unit.tell({ type: 'note-in-escrow', item: { id: 1, value: dollars(100) } });
  const [escrowed] = ledgerOf(bench.store.rows).transactions;
  if (escrowed === undefined) throw new Error('the note got no name');
  await clock.resolve(desk.keepNote(escrowed.id));
  const [transaction] = ledgerOf(bench.store.rows).transactions;
  if (transaction === undefined) throw new Error('nothing on record');
  return { ...bench, desk, transaction, cases: bench.store.rows.filter(({ kind }) => kind === 'case').map(({ body }) => body) };
}

describe('a note of which the unit tells another value than it had in escrow', () => {
  it.each([true, false])('is in doubt: no counter credits what was intended (counts: %s)', async (counts) => {
    const unit = new ScriptedUnit();
    unit.counts = counts;
    unit.onKeep = (_, tell) => {
      unit.kept += 1;
      tell({ type: 'note-told', word: { where: 'kept', value: dollars(1_000), atStart: false } });
      return { end: 'unknown', detail: 'a credit of another channel' };
    };
    const { transaction, told, cases } = await keepOne(unit);
    expect(moneyStateOf(transaction)).toBe('case');
    expect(told.filter(({ type }) => type.startsWith('NOTE.')).map(({ type }) => type)).toEqual(['NOTE.ESCROWED', 'NOTE.IN-DOUBT']);
    expect(cases.join()).toContain('note-in-doubt');
  });
});

describe('a note whose credit comes after the unit was given up', () => {
  it('is credited once, by the counters', async () => {
    const unit = new ScriptedUnit();
    unit.onKeep = (_, tell) => {
      unit.kept += 1;
      tell({ type: 'note-told', word: { where: 'kept', value: dollars(100), atStart: false } });
      return { end: 'unknown', detail: 'too late' };
    };
    const { transaction, told, cases } = await keepOne(unit);
    expect(moneyStateOf(transaction)).toBe('owed');
    expect(told.filter(({ type }) => type === 'NOTE.KEPT')).toHaveLength(1);
    expect(cases).toEqual([]);
  });

  it('is credited once by the word of a unit that does not count', async () => {
    const unit = new ScriptedUnit();
    unit.counts = false;
    unit.onKeep = (_, tell) => {
      tell({ type: 'note-told', word: { where: 'kept', value: dollars(100), atStart: false } });
      return { end: 'unknown', detail: 'too late' };
    };
    const { transaction } = await keepOne(unit);
    expect(moneyStateOf(transaction)).toBe('owed');
  });
});

describe('a note that is on record as returned or in doubt, and whose credit comes after that', () => {
  it.each(['returned', 'unknown'] as const)('%s: it is owed to its card, and whoever shows the screen is told at once', async (end) => {
    const unit = new ScriptedUnit();
    unit.onKeep = () => (end === 'returned' ? { end, reason: 'unknown' } : { end, detail: 'not a word' });
    const { cards, store, told } = await keepOne(unit);
    expect(ledgerOf(store.rows).transactions[0]?.note).toBe(end);
    told.length = 0;
    unit.kept += 1;
    unit.tell({ type: 'note-told', word: { where: 'kept', value: dollars(100), atStart: false } });
    await cards.clock.advanceAsync(1_000);
    expect(told.filter(({ type }) => type.startsWith('NOTE.'))).toMatchObject([{ type: 'NOTE.KEPT', value: 100 }]);
    expect(ledgerOf(store.rows).transactions.map(moneyStateOf)).toEqual(['owed']);
  });
});

describe('a credit that comes late, in one breath with the next note', () => {
  it.each([true, false])('is weighed without that note, which goes back without a name (counts: %s)', async (counts) => {
    const unit = new ScriptedUnit();
    unit.counts = counts;
    const { desk, cards, store, told } = await keepOne(unit);
    await cards.clock.advanceAsync(2 * STACK_MS);
    expect(ledgerOf(store.rows).transactions.map(moneyStateOf)).toEqual(['case']);
    await cards.clock.resolve(desk.cashInStart(CARD, [100, 1_000].map(dollars)));
    unit.kept += 1;
    unit.tell({ type: 'note-told', word: { where: 'kept', value: dollars(100), atStart: false } });
    unit.tell({ type: 'note-in-escrow', item: { id: 2, value: dollars(100) } });
    await cards.clock.advanceAsync(2 * STACK_MS);
    expect(ledgerOf(store.rows).transactions).toHaveLength(1);
    expect(told.filter(({ type }) => type === 'NOTE.ESCROWED')).toHaveLength(1);
    expect(told.some(({ type }) => type === 'CASH.FAILED')).toBe(true);
  });
});

describe('a credit that is told twice', () => {
  it('is one credit and no case', async () => {
    const unit = new ScriptedUnit();
    unit.onKeep = (commit, tell) => {
      commit();
      tell({ type: 'note-told', word: { where: 'kept', value: dollars(100), atStart: false } });
      return { end: 'kept', note: { item: 1, value: dollars(100), counters: unit.counters } };
    };
    const { transaction, told, cases } = await keepOne(unit);
    expect(moneyStateOf(transaction)).toBe('owed');
    expect(told.filter(({ type }) => type === 'NOTE.KEPT')).toHaveLength(1);
    expect(cases).toEqual([]);
  });
});

describe('what the unit says once, while a note is on its way in', () => {
  const UNDER_WAY: CashEvent = { type: 'note-under-way', item: 1, counters: { serial: '1', notesKept: 7 } };

  /** The station dies while the unit takes the note in, after it heard this; the unit has counted one more for the next station. */
  async function diesHaving(...heard: readonly CashEvent[]) {
    const unit = new ScriptedUnit();
    unit.onKeep = (_, tell) => {
      for (const event of heard) tell(event);
      throw new Error('killed');
    };
    const first = effectBench(() => unit);
    const { clock } = first.cards;
    const desk = new CashDesk(first.deps);
    await clock.resolve(desk.start());
    await clock.resolve(desk.cashInStart(CARD, [dollars(100)]));
    unit.tell({ type: 'note-in-escrow', item: { id: 1, value: dollars(100) } });
    const [escrowed] = ledgerOf(first.store.rows).transactions;
    if (escrowed === undefined) throw new Error('the note got no name');
    await expect(clock.resolve(desk.keepNote(escrowed.id))).rejects.toThrow('killed');
    unit.kept += 1;
    const second = new CashDesk({ ...first.deps, journal: new Journal({ store: first.store, clock, bootId: 'second' }) });
    await clock.resolve(second.start());
    const standing = () => ledgerOf(first.store.rows).transactions.map((each) => moneyStateOf(each));
    return { ...first, clock, standing };
  }

  it.each<[string, CashEvent]>([
    ['some note was rejected', { type: 'note-told', word: { where: 'returned', value: null, atStart: false } }],
    ['this note was pushed out', { type: 'note-told', word: { where: 'returned', value: dollars(100), atStart: true } }],
    ['it is stuck', { type: 'note-told', word: { where: 'stuck', value: null, atStart: false } }],
  ])('is evidence for the next station: %s, and it was counted all the same', async (_, word) => {
    const { clock, standing } = await diesHaving(UNDER_WAY, word);
    await clock.advanceAsync(2 * STACK_MS);
    expect(standing()).toEqual(['case']);
  });

  it('its counters are believed after its stacking time, also where they had stood still when it was only accepted', async () => {
    const { clock, standing, told } = await diesHaving(UNDER_WAY);
    expect(standing()).toEqual(['note-pending']);
    await clock.advanceAsync(STACK_MS + 5_000);
    expect(standing()).toEqual(['owed']);
    expect(told.filter(({ type }) => type === 'NOTE.KEPT')).toHaveLength(1);
  });

  it('and only after its full stacking time where nobody had looked', async () => {
    const { clock, standing, told } = await diesHaving();
    await clock.advanceAsync(STACK_MS - 5_000);
    expect(standing()).toEqual(['note-pending']);
    // Whoever comes meanwhile is told why no notes are taken.
    expect(told.at(-1)).toEqual({ type: 'CASH.OUT', why: 'note-being-checked' });
    await clock.advanceAsync(10_000);
    expect(standing()).toEqual(['owed']);
    expect(told.at(-1)?.type).toBe('CASH.READY');
  });

  it('and never where they had moved before the note was in', async () => {
    const { clock, standing } = await diesHaving({ ...UNDER_WAY, counters: { serial: '1', notesKept: 8 } });
    await clock.advanceAsync(2 * STACK_MS);
    expect(standing()).toEqual(['case']);
  });
});

it('a unit that counts late is no other unit, also where the calendar was set years back before the station began again', async () => {
  const unit = new ScriptedUnit();
  unit.onKeep = (commit) => {
    commit();
    return { end: 'kept', note: { item: 1, value: dollars(100), counters: unit.counters } };
  };
  const first = await keepOne(unit);
  unit.kept -= 1;
  const { clock } = first.cards;
  clock.jumpWall(-400 * 24 * 3_600_000);
  const journal = new Journal({ store: first.store, clock, bootId: 'second' });
  const second = new CashDesk({ ...first.deps, journal, clockWatch: { ...first.deps.clockWatch, judge: () => 'wrong' } });
  await clock.resolve(second.start());
  expect(first.store.rows.filter(({ kind }) => kind === 'case')).toEqual([]);
});

describe('a unit that says that it holds what it gives back', () => {
  const held = async (...events: readonly CashEvent[]) => {
    const unit = new ScriptedUnit();
    const { deps, told, cards } = effectBench(() => unit);
    await cards.clock.resolve(new CashDesk(deps).start());
    for (const event of events) unit.tell(event);
    return told.map(({ type }) => type).filter((type) => type.startsWith('NOTE.') || type === 'CASH.OUT');
  };
  const RETURNED: CashEvent = { type: 'note-returned', item: null, value: null, reason: 'not-recognised' };

  it('before it says why: the return is held all the same, until it is taken', async () => {
    expect(await held({ type: 'note-held' }, RETURNED, { type: 'note-taken' })).toEqual([
      'NOTE.HELD',
      'NOTE.RETURNED',
      'NOTE.HELD',
      'NOTE.TAKEN',
    ]);
  });

  it('and is heard of no more: nobody waits for ever for a hand that nobody sees', async () => {
    expect(await held({ type: 'note-held' }, RETURNED, { type: 'condition', condition: { kind: 'offline', detail: '' } })).toEqual([
      'NOTE.HELD',
      'NOTE.RETURNED',
      'NOTE.HELD',
      'NOTE.TAKEN',
      'CASH.OUT',
    ]);
  });
});

describe('a note that the counters alone called kept, and that comes out', () => {
  const CAME_OUT = { where: 'returned', value: dollars(100), atStart: false } as const;

  async function countedOnly(unit: ScriptedUnit) {
    unit.onKeep = () => {
      unit.kept += 1;
      return { end: 'unknown', detail: 'silent' };
    };
    const bench = await keepOne(unit);
    expect(moneyStateOf(bench.transaction)).toBe('owed');
    return bench;
  }

  it('is in doubt although another note is looked at before its word is weighed', async () => {
    const unit = new ScriptedUnit();
    const { cards, store } = await countedOnly(unit);
    unit.tell({ type: 'note-told', word: CAME_OUT });
    unit.tell({ type: 'note-seen' });
    await cards.clock.advanceAsync(1_000);
    expect(ledgerOf(store.rows).transactions.map(moneyStateOf)).toEqual(['case']);
  });

  it('is in doubt although the unit says nothing more', async () => {
    const unit = new ScriptedUnit();
    const { cards, store, told } = await countedOnly(unit);
    unit.getCounters = () => Promise.resolve(fail({ kind: 'out-of-order', detail: 'silent' }));
    unit.tell({ type: 'note-told', word: CAME_OUT });
    await cards.clock.advanceAsync(1_000);
    expect(ledgerOf(store.rows).transactions.map(moneyStateOf)).toEqual(['case']);
    expect(told.at(-1)?.type).toBe('NOTE.IN-DOUBT');
  });

  it('is in doubt although the machine came back only after its stacking time', async () => {
    const unit = new ScriptedUnit();
    const { cards, deps, store } = await countedOnly(unit);
    deps.journal.append('note-told', null, CAME_OUT);
    await cards.clock.advanceAsync(2 * STACK_MS);
    const journal = new Journal({ store, clock: cards.clock, bootId: 'next' });
    await cards.clock.resolve(new CashDesk({ ...deps, journal }).start());
    expect(ledgerOf(store.rows).transactions.map(moneyStateOf)).toEqual(['case']);
  });
});
