import { describe, expect, it } from 'vitest';
import type { ValidatorChoice } from '../devices/validator/config.ts';
import type { NoteInPath, ValidatorState } from '../devices/validator/state.ts';
import { moneyStateOf } from '../../station/journal/ledger.ts';
import { makeCard, purseOf } from './worldCards.ts';
import { World } from './world.ts';

const MINUTE_MS = 60_000;
/** Channels of the simulated dataset: NT$100 and NT$500. */
const NT100 = 1;
const NT500 = 3;

interface Kiosk {
  readonly world: World;
  readonly screens: string[];
  /** Waits for a screen. @throws Error when it does not come within `limitMs`. */
  sees(screen: string, limitMs?: number): Promise<void>;
  /** Changes what the unit is and still has to tell. */
  unit(change: (state: ValidatorState) => Partial<ValidatorState>): void;
  cases(): string[];
  lay(): void;
}

/** A kiosk with a passenger's card on its tray, who is asked for notes. */
async function kiosk(validator: ValidatorChoice = {}): Promise<Kiosk> {
  const world = new World({ seed: 'strange', validator });
  const card = makeCard('ordinary', world.clock.wallMs(), 1);
  world.adopt(card);
  const screens: string[] = [];
  const sees = async (screen: string, limitMs = MINUTE_MS): Promise<void> => {
    if (!(await world.until(() => world.view?.screen === screen, limitMs)))
      throw new Error(`not ${screen} but ${world.view?.screen}: ${world.view?.prompts.map(({ id }) => id).join()}`);
    screens.push(screen);
  };
  world.boot();
  await sees('attract');
  const lay = (): void => world.reader.place(card);
  lay();
  await world.until(() => (world.view?.cash?.accepts.length ?? 0) > 0 && world.view?.screen === 'balance', MINUTE_MS);
  return {
    world,
    screens,
    sees,
    lay,
    unit: (change) => {
      const state = world.validator.save();
      world.validator.restore({ ...state, ...change(state) });
    },
    cases: () => world.disk.records.filter(({ kind }) => kind === 'case').map(({ body }) => (JSON.parse(body) as { cause: string }).cause),
  };
}

/** The same, with a note of NT$500 on its way into the box. */
async function stacking(validator: ValidatorChoice = {}, phase: 'transport' | 'stowing' = 'stowing'): Promise<Kiosk> {
  const machine = await kiosk(validator);
  machine.world.validator.insertNote(500);
  await machine.world.until(() => machine.world.validator.phase === phase, MINUTE_MS);
  return machine;
}

const cutFor =
  (ms: number) =>
  async (world: World): Promise<void> => {
    world.cutPower(ms);
    await world.pass(ms);
  };

const unitOffFor =
  (ms: number) =>
  async (world: World): Promise<void> => {
    world.validator.powerOff();
    await world.pass(ms);
    world.validator.powerOn();
  };

const noteOf = ({ world }: Kiosk) => world.ledger().transactions[0];

describe('a unit that does not count', () => {
  it('and rejects another note after the station died: the first one is in doubt, not returned', async () => {
    const machine = await stacking({ counters: false });
    machine.world.kill();
    // The credit went to the process that is dead.
    machine.unit(() => ({ path: null, lastRejectCode: 7, events: [[0xed], [0xec]] }));
    await machine.world.pass(MINUTE_MS);
    expect(noteOf(machine)?.note).toBe('unknown');
    expect(machine.cases()).toEqual(['note-in-doubt']);
    expect(machine.world.violations).toEqual([]);
  });

  it('and pushes out a note of another value: that is no word about the pending one', async () => {
    const machine = await stacking({ counters: false });
    machine.world.kill();
    machine.unit(() => ({ path: null, events: [[0xf1], [0xe1, NT100]] }));
    await machine.world.pass(MINUTE_MS);
    expect(noteOf(machine)?.note).toBe('unknown');
  });

  it('and keeps a note that no transaction explains: there is a case', async () => {
    const machine = await kiosk({ counters: false });
    machine.unit((state) => ({ events: [[0xee, NT100]], truth: { ...state.truth, kept: [100] } }));
    await machine.world.pass(5_000);
    expect(machine.cases()).toEqual(['unexplained-note']);
  });
});

it('a note that is refused, and comes again while replies are lost, is kept as itself and added', async () => {
  const machine = await kiosk();
  const { validator } = machine.world;
  validator.faults.failNext('validate', 'reject-note');
  validator.insertNote(500);
  await machine.world.until(() => validator.phase === 'rejecting', MINUTE_MS);
  validator.faults.failRepeatedly('lastRejectCode', 'lost-reply', 2);
  await machine.world.until(() => validator.phase === null, MINUTE_MS);
  validator.insertNote(500);
  await machine.sees('added');
  await machine.world.pass(MINUTE_MS / 2);
  expect(machine.world.view?.screen).toBe('added');
  expect(machine.world.violations).toEqual([]);
});

it('a unit that is silent while it stacks, and counts late, has not returned the note', async () => {
  const machine = await kiosk({ counting: 'late' });
  machine.world.validator.faults.failNext('stack', 'silent-stacking');
  machine.world.validator.insertNote(500);
  await machine.world.until(() => machine.world.validator.phase === 'transport', MINUTE_MS);
  machine.world.kill();
  await machine.world.pass(MINUTE_MS);
  expect(noteOf(machine)?.note).toBe('kept');
  expect(machine.world.validator.truth.kept).toEqual([500]);
});

it('a second note that is rejected while the first is stacked does not end the first', async () => {
  const machine = await kiosk();
  machine.world.validator.faults.failNext('stack', 'second-note');
  machine.world.validator.insertNote(500);
  await machine.sees('added');
  expect(noteOf(machine)).toMatchObject({ note: 'kept', write: 'written' });
});

describe('a unit that counts a note when it only accepts it', () => {
  it('and throws it out while the station is dead: nobody credits it, and there is a case', async () => {
    const machine = await kiosk({ counting: 'early' });
    machine.world.validator.insertNote(500);
    await machine.world.until(() => machine.world.ledger().transactions.some(({ counted }) => counted === 'already'), MINUTE_MS);
    machine.world.kill();
    // What it said of that went to the process that is dead.
    machine.unit(({ truth }) => ({ path: null, truth: { ...truth, returned: [500] } }));
    await machine.world.pass(MINUTE_MS);
    expect(noteOf(machine)?.note).toBe('unknown');
    expect(machine.cases()).toEqual(['note-in-doubt']);
    expect(machine.world.violations).toEqual([]);
  });

  it('and is silent while it stacks: its counter is believed by nobody, and the note that comes out is not credited', async () => {
    const machine = await kiosk({ counting: 'early' });
    machine.world.validator.faults.failNext('stack', 'silent-stacking');
    machine.world.validator.insertNote(500);
    await machine.world.until(() => machine.world.validator.phase === 'transport', MINUTE_MS);
    machine.world.kill();
    await machine.world.pass(3_000);
    expect(noteOf(machine)?.note).toBe('pending');
    machine.world.cutPower();
    await machine.world.pass(MINUTE_MS);
    expect(machine.world.validator.truth.returned).toEqual([500]);
    expect(noteOf(machine)?.note).toBe('unknown');
    expect(machine.world.violations).toEqual([]);
  });
});

it('a unit that counts a note on its way, and throws it out then: its counter is believed by nobody', async () => {
  const machine = await stacking({ counting: 'on-the-way' }, 'transport');
  await machine.world.until(() => machine.world.ledger().transactions.some(({ counted }) => counted === 'not-yet'), MINUTE_MS);
  await machine.world.until(() => machine.world.validator.counters.stacked === 1, MINUTE_MS);
  machine.world.cutPower();
  await machine.world.pass(MINUTE_MS);
  expect(machine.world.validator.truth.returned).toEqual([500]);
  expect(noteOf(machine)?.note).toBe('unknown');
  expect(machine.cases()).toEqual(['note-in-doubt']);
  expect(machine.world.violations).toEqual([]);
});

describe('a unit that counts late, and a second note that waits in escrow before the first one is counted', () => {
  it.each(
    (['kill', 'cutPower'] as const).flatMap((end) =>
      // While it waits to be taken in; on its way in, before and after the first one is counted.
      [0, 100, 300, 600].flatMap((laterMs) => [false, true].map((again) => [end, laterMs, again] as const)),
    ),
  )('%s, %i ms after it came into escrow; once more during recovery: %s', async (end, laterMs, again) => {
    const machine = await kiosk({ counting: 'late' });
    const { world } = machine;
    world.validator.insertNote(500);
    await machine.sees('added');
    await world.until(() => world.validator.accepting, MINUTE_MS);
    world.validator.insertNote(100);
    await world.until(() => world.ledger().transactions.length === 2, MINUTE_MS);
    expect([world.validator.phase, world.validator.counters.stacked]).toEqual(['escrow', 0]);
    await world.pass(laterMs);
    world[end]();
    if (again) {
      await world.pass(2_500);
      world[end]();
    }
    await world.pass(2 * MINUTE_MS);
    const [first, second] = world.ledger().transactions;
    expect(first).toMatchObject({ value: 500, note: 'kept', write: 'written' });
    expect(second?.note).toBe(world.validator.truth.kept.includes(100) ? 'kept' : 'returned');
    expect(machine.cases()).toEqual([]);
    expect(world.violations).toEqual([]);
  });
});

it('a unit that counts late, a station that is started anew before it has, and a second note then: both are explained', async () => {
  const machine = await kiosk({ counting: 'late' });
  const { world } = machine;
  world.validator.insertNote(500);
  await machine.sees('added');
  world.kill();
  world.reader.remove();
  await world.until(() => world.view?.screen === 'attract', MINUTE_MS);
  machine.lay();
  await world.until(() => world.validator.accepting, MINUTE_MS);
  expect(world.validator.counters.stacked).toBe(0);
  world.validator.insertNote(100);
  await machine.sees('added');
  expect(world.validator.counters.stacked).toBe(0);
  await world.pass(2 * MINUTE_MS);
  expect(world.validator.counters.stacked).toBe(2);
  world.kill();
  await world.pass(MINUTE_MS);
  expect(machine.cases()).toEqual([]);
  expect(world.violations).toEqual([]);
});

describe('a note that sat in the unit for longer than its stacking time, counted, and then comes out', () => {
  /** A machine that was started anew while the note sat there, and now has it on record as kept. */
  async function countedOnly(): Promise<Kiosk> {
    const machine = await stacking({ counting: 'on-the-way' }, 'transport');
    await machine.world.until(() => machine.world.ledger().transactions.some(({ counted }) => counted === 'not-yet'), MINUTE_MS);
    machine.world.kill();
    machine.world.reader.remove();
    machine.unit(({ path, counters, countdowns }) => ({
      path: path === null ? null : { ...path, counted: true, silent: true },
      counters: { ...counters, stacked: 1 },
      countdowns: { ...countdowns, motion: 10 * MINUTE_MS },
    }));
    await machine.world.until(() => noteOf(machine)?.note === 'kept', 2 * MINUTE_MS);
    return machine;
  }
  const comesOut = (machine: Kiosk): void =>
    machine.unit(({ truth, countdowns }) => ({
      path: null,
      events: [[0xed], [0xec]],
      truth: { ...truth, returned: [500] },
      countdowns: { ...countdowns, motion: null },
    }));

  it('is in doubt: its card does not get it, it is not called returned, and there is one case', async () => {
    const machine = await countedOnly();
    expect(noteOf(machine)).toMatchObject({ note: 'kept', write: 'none' });
    comesOut(machine);
    await machine.world.pass(5_000);
    expect(noteOf(machine)).toMatchObject({ note: 'unknown', write: 'none' });
    expect(machine.cases()).toEqual(['note-in-doubt']);
    expect(machine.world.ledger().lastReturn).toBeNull();
    expect(machine.world.ledger().totals).toMatchObject({ notes: 0, kept: 0 });
    machine.lay();
    await machine.sees('claim');
    expect(machine.world.cards.all.map(({ card }) => purseOf(card))).toEqual([320]);
  });

  it.each<readonly [string, Partial<NoteInPath>, (world: World) => Promise<void>]>([
    ['the mains are away for a minute', {}, cutFor(MINUTE_MS)],
    ['the mains are away for a minute, and the unit no longer knows which note it was', { channel: 0 }, cutFor(MINUTE_MS)],
    ['the mains are away for a day', {}, cutFor(1_440 * MINUTE_MS)],
    ['the unit alone has no power for a minute', {}, unitOffFor(MINUTE_MS)],
    ['the unit alone blinks, an hour after', {}, async (world) => world.pass(60 * MINUTE_MS).then(() => unitOffFor(500)(world))],
    [
      'the unit alone blinks, an hour after, and no longer knows',
      { channel: 0 },
      async (world) => world.pass(60 * MINUTE_MS).then(() => unitOffFor(500)(world)),
    ],
  ])('is in doubt when %s, and the unit clears its path at power-up', async (_, known, away) => {
    const machine = await countedOnly();
    machine.unit(({ path, countdowns }) => ({
      path: path === null ? null : { ...path, ...known },
      countdowns: { ...countdowns, motion: 1_000 * MINUTE_MS },
    }));
    await away(machine.world);
    await machine.world.until(() => machine.world.validator.truth.returned.length > 0, MINUTE_MS);
    await machine.world.pass(MINUTE_MS / 2);
    expect(machine.world.validator.truth.returned).toEqual([500]);
    expect(noteOf(machine)).toMatchObject({ note: 'unknown', write: 'none', traceable: false });
    expect(machine.cases()).toEqual(['note-in-doubt']);
    expect(machine.world.ledger().lastReturn).toBeNull();
    machine.lay();
    await machine.sees('claim');
    expect(machine.world.cards.all.map(({ card }) => purseOf(card))).toEqual([320]);
  });

  it('gets no credit for a note that the unit counts afterwards: that note has no owner', async () => {
    const machine = await countedOnly();
    comesOut(machine);
    await machine.world.pass(5_000);
    machine.unit(({ counters, truth }) => ({
      counters: { ...counters, stacked: counters.stacked + 1 },
      truth: { ...truth, kept: [100] },
    }));
    machine.world.kill();
    await machine.world.pass(MINUTE_MS);
    expect(noteOf(machine)).toMatchObject({ note: 'unknown', write: 'none' });
    expect(machine.cases()).toEqual(['note-in-doubt', 'unexplained-note']);
  });

  it('and is on its card already: a case for staff, one', async () => {
    const machine = await countedOnly();
    machine.lay();
    await machine.world.until(() => noteOf(machine)?.write === 'written', MINUTE_MS / 3);
    comesOut(machine);
    await machine.world.pass(5_000);
    machine.unit(() => ({ events: [[0xed], [0xec]] }));
    await machine.world.pass(5_000);
    expect(noteOf(machine)).toMatchObject({ note: 'kept', write: 'written' });
    expect(machine.cases()).toEqual(['counters-disagree']);
  });

  it('is believed to have been kept when another note was looked at since, or the stacking time is over', async () => {
    const another = await countedOnly();
    another.unit(() => ({ path: null, events: [[0xef, 0], [0xed], [0xec]] }));
    await another.world.pass(5_000);
    const later = await countedOnly();
    await later.world.pass(MINUTE_MS);
    comesOut(later);
    await later.world.pass(5_000);
    expect([another.cases(), later.cases()]).toEqual([[], []]);
  });
});

it('a note that the unit says it pushed out, and counted, is in doubt: nobody credits it, nobody calls it returned', async () => {
  const machine = await stacking();
  machine.world.kill();
  machine.unit(() => ({ path: null, events: [[0xf1], [0xe1, NT500]] }));
  await machine.world.pass(MINUTE_MS);
  expect(noteOf(machine)?.note).toBe('unknown');
  expect(machine.cases()).toEqual(['note-in-doubt']);
});

describe('counters that tell another history while nobody is there', () => {
  it.each<[string, (state: ValidatorState) => Partial<ValidatorState>]>([
    ['65 more', ({ counters }) => ({ counters: { ...counters, stacked: counters.stacked + 65 } })],
    ['fewer', ({ counters }) => ({ counters: { ...counters, stacked: counters.stacked - 1 } })],
    ['those of another unit', () => ({ serial: 9_999 })],
  ])('%s: one case, however often it starts again', async (_, change) => {
    const machine = await stacking();
    await machine.sees('added');
    machine.world.reader.remove();
    await machine.sees('attract');
    await machine.world.pass(MINUTE_MS);
    machine.unit(change);
    for (let start = 0; start < 2; start += 1) {
      machine.world.kill();
      await machine.world.pass(5_000);
    }
    expect(machine.cases()).toEqual(['counters-disagree']);
  });
});

it('counters that are set back before a unit that counts late has counted: one case, and the late count is not taken for another note', async () => {
  const machine = await kiosk({ counting: 'late' });
  const { world } = machine;
  world.validator.insertNote(500);
  await machine.sees('added');
  expect(world.validator.counters.stacked).toBe(0);
  world.validator.tamperWithCounters(-5);
  world.kill();
  await world.pass(5_000);
  expect(machine.cases()).toEqual(['counters-disagree']);
  await world.pass(MINUTE_MS);
  world.kill();
  await world.pass(5_000);
  expect(world.validator.counters.stacked).toBe(2 ** 32 - 4);
  expect(machine.cases()).toEqual(['counters-disagree']);
});

it('a jam that clears into the box is one case with one claim, and the case has its evidence', async () => {
  const machine = await kiosk();
  machine.world.validator.faults.failNext('stack', 'jam-clears-in');
  machine.world.validator.insertNote(500);
  await machine.sees('claim');
  await machine.world.pass(MINUTE_MS);
  expect(machine.world.validator.truth.kept).toEqual([500]);
  expect(machine.cases()).toEqual(['note-in-doubt']);
  const kinds = machine.world.disk.records.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'claim')).toHaveLength(1);
  expect(kinds).toContain('note-found');
  // Staff has it in hand: nothing credits it beside the claim.
  expect(noteOf(machine)?.note).toBe('unknown');
});

it('of two readings in one reply the later one is the note: its claim is over that', async () => {
  const machine = await kiosk();
  machine.world.validator.faults.failNext('validate', 'two-readings');
  machine.world.validator.faults.failNext('stack', 'jam-safe');
  machine.world.validator.insertNote(1_000);
  await machine.sees('claim');
  expect(machine.world.view?.claim?.amount).toBe(1_000);
});

describe('a card that is lifted while the note is on its way in', () => {
  it('leaves a screen that says what went back and why, for 20 seconds, whatever the card does', async () => {
    const machine = await kiosk();
    machine.world.validator.insertNote(500);
    await machine.world.until(() => machine.world.validator.phase === 'escrow', MINUTE_MS);
    machine.world.reader.remove();
    await machine.sees('note-returned');
    const since = machine.world.clock.monotonicMs();
    expect(machine.world.view?.returned).toEqual({ amount: 500 });
    expect(machine.world.view?.prompts.map(({ id }) => id)).toContain('note-returned.card-gone');
    machine.lay();
    await machine.sees('balance');
    expect(machine.world.clock.monotonicMs() - since).toBeGreaterThanOrEqual(20_000);
  });

  it('and is told again by a station that was started anew', async () => {
    const machine = await kiosk();
    machine.world.validator.insertNote(500);
    await machine.world.until(() => machine.world.validator.phase === 'escrow', MINUTE_MS);
    machine.world.reader.remove();
    await machine.sees('note-returned');
    await machine.world.pass(5_000);
    machine.world.kill();
    await machine.world.until(() => machine.world.view === null, MINUTE_MS);
    await machine.sees('note-returned', 5_000);
    expect(machine.world.view?.returned).toEqual({ amount: 500 });
  });
});

it('a note that is refused for its value is told with what the card can take', async () => {
  const machine = await kiosk();
  machine.unit(() => ({ open: [1, 2] }));
  machine.world.validator.insertNote(500);
  await machine.sees('note-returned');
  expect(machine.world.view?.prompts).toContainEqual({ id: 'note-returned.too-much', params: { headroom: 9_600 } });
});

it('an enable that is answered with OK and not obeyed is a condition with a code: nobody is invited, and it is not asked for ever', async () => {
  const machine = await kiosk();
  machine.world.reader.remove();
  await machine.sees('attract');
  let enables = 0;
  const { validator } = machine.world;
  validator.faults.failRepeatedly('enable', 'ignored-order');
  machine.lay();
  const invited = machine.world.until(() => machine.world.view?.prompts.some(({ id }) => id === 'balance.insert') === true, 5 * MINUTE_MS);
  expect(await invited).toBe(false);
  enables = machine.world.enables;
  expect(enables).toBeLessThan(150);
  machine.world.reader.remove();
  await machine.sees('attract');
  expect(machine.world.view?.prompts).toContainEqual({ id: 'refused.code', params: { code: 'E29' } });
  validator.faults.clear();
  await machine.world.pass(15_000);
  machine.lay();
  await machine.world.until(() => machine.world.view?.prompts.some(({ id }) => id === 'balance.insert') === true, MINUTE_MS);
  expect(validator.accepting).toBe(true);
});

it('a credit that comes after the note was called returned opens its transaction again, and the card gets it', async () => {
  const machine = await kiosk();
  machine.world.validator.faults.failNext('stack', 'reject-accepted');
  machine.world.validator.insertNote(500);
  await machine.sees('note-returned', 2 * MINUTE_MS);
  expect(noteOf(machine)?.note).toBe('returned');
  machine.unit(({ counters, truth }) => ({
    events: [[0xee, NT500]],
    counters: { ...counters, stacked: counters.stacked + 1 },
    truth: { ...truth, kept: [500], returned: [] },
  }));
  await machine.sees('added');
  expect(moneyStateOf(noteOf(machine) ?? { note: 'unknown', write: 'none' })).toBe('closed');
  expect(machine.cases()).toEqual([]);
});
