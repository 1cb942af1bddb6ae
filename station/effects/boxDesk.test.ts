import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import { ok } from '../../hardware/ports/result.ts';
import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { effectBench, silentLine } from '../../lab/world/effectBench.ts';
import { caseOfTransaction, type ExchangeStep, type StaffPerson } from '../../machines/flows/staff.ts';
import { type TransactionId, transactionId } from '../../machines/flows/transactionId.ts';
import type { Picture } from '../../machines/view/project.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import type { Journal } from '../journal/journal.ts';
import { Ledger } from '../journal/ledger.ts';
import { ledgerState } from '../journal/ledgerState.ts';
import { parseRecord } from '../journal/records.ts';
import { CARD, FolderBench } from '../journal/testdata/folderBench.ts';
import { readCount, signCount } from '../staff/countFile.ts';
import type { StaffRegister } from '../staff/staffRegister.ts';
import { BoxDesk } from './boxDesk.ts';
import { openCases } from './openCases.ts';
import type { EffectDeps } from './deps.ts';

const CLERK: StaffPerson = { person: 'P01', role: 'clerk' };
const SECOND: StaffPerson = { person: 'P02', role: 'clerk' };
const CHROME = { language: 'en', station: '市政府', machine: 'BL18-03' };
const THREE = [
  { value: 100, count: 1 },
  { value: 500, count: 2 },
] as const;

let folder: FolderBench | null = null;
afterEach(() => {
  folder?.remove();
  folder = null;
});

/** The parts of a machine whose printer works, or does not. */
function parts(journal?: Journal) {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const slips: Slip[] = [];
  const printer = { works: true };
  const offered: string[] = [];
  const keys = generateKeyPairSync('ed25519');
  const staff = {
    officeCounts: () => offered.map((text) => ({ from: 'x.count.json', ...(readCount(text, keys.publicKey) as { count: never }) })),
  } as unknown as StaffRegister;
  const deps: EffectDeps = {
    ...bench.deps,
    ...(journal !== undefined && { journal }),
    staff,
    picture: () => ({ chrome: CHROME }) as unknown as Picture,
    printer: {
      getPaper: () => Promise.resolve(ok('full')),
      print: (slip) => {
        if (!printer.works) return Promise.resolve({ ok: false, error: { kind: 'paper-out', detail: 'none' } } as const);
        slips.push(slip);
        return Promise.resolve(ok());
      },
    },
  };
  const desk = new BoxDesk(deps);
  const end = (): unknown => {
    const done = bench.told.findLast(({ type }) => type === 'STAFF.DONE');
    return done?.type === 'STAFF.DONE' ? done.end : null;
  };
  return {
    ...bench,
    deps,
    desk,
    slips,
    printer,
    offered,
    keys,
    isOpen: () => bench.told.findLast(({ type }) => type === 'STAFF.EXCHANGE'),
    step: async (step: ExchangeStep) => {
      await desk.exchange({ do: 'staff-exchange', ticket: 1, person: CLERK, step });
      return end();
    },
    count: (exchange: number, notes: readonly { value: number; count: number }[] = THREE, person = SECOND) => {
      desk.count({ do: 'staff-count', ticket: 1, person, exchange, notes });
      return end();
    },
  };
}

let notes = 0;

/** A note that the unit kept, and its card has. */
function payIn(deps: Pick<EffectDeps, 'journal' | 'seal'>, value: number): void {
  notes += 1;
  const id = transactionId(`N${notes}`);
  const note = { card: deps.seal.sealCard(CARD), value, currency: 'TWD', counters: null } as const;
  deps.journal.append('note-escrow', id, note);
  deps.journal.append('note-keep.intent', id, note);
  deps.journal.append('note-keep.outcome', id, { end: 'kept', value, by: 'device', counters: null, detail: '' });
}

const OUT = { do: 'out', serial: 'B01', seal: 'S77' } as const;
const IN = { do: 'in', serial: 'B02' } as const;

describe('an exchange of the cash box', () => {
  it('keeps the machine closed from its first step to its last, and prints two statements without an amount', async () => {
    const { deps, step, slips, isOpen } = parts();
    payIn(deps, 500);
    expect(await step(OUT)).toBe('box-out-recorded');
    expect(isOpen()).toEqual({ type: 'STAFF.EXCHANGE', open: true });
    expect(await step({ do: 'close' })).toBe('changed-meanwhile');
    expect(await step(IN)).toBe('box-in-recorded');
    expect(await step({ do: 'close' })).toBe('exchange-closed');
    expect(isOpen()).toEqual({ type: 'STAFF.EXCHANGE', open: false });
    expect(slips.map(({ lines }) => lines[1])).toEqual([
      { kind: 'text', text: 'X-1, original 1 of 2' },
      { kind: 'text', text: 'X-1, original 2 of 2' },
    ]);
    expect(JSON.stringify(slips)).not.toMatch(/NT\$|500/);
    expect(deps.journal.ledger.box.state).toMatchObject({
      serial: 'B02',
      content: { notes: 0 },
      waiting: [{ serial: 'B01', seal: 'S77' }],
    });
  });

  it('is printed again as a copy that names the first', async () => {
    const { step, slips } = parts();
    await step(OUT);
    await step(IN);
    expect(await step({ do: 'print' })).toBe('slip-printed');
    expect(slips.at(-1)?.lines[1]).toEqual({ kind: 'text', text: 'COPY of X-1' });
  });

  it('goes on without paper, and both originals come with the next roll', async () => {
    const { step, slips, printer } = parts();
    printer.works = false;
    await step(OUT);
    expect(await step(IN)).toBe('slip-not-printed');
    printer.works = true;
    expect(await step({ do: 'print' })).toBe('slip-printed');
    expect(slips).toHaveLength(2);
    expect(await step({ do: 'close' })).toBe('exchange-closed');
  });

  // Its end was not known when the exchange began; no other box was there that it can have gone into.
  it('counts a note that is told before another box is in to the one that was taken out, and one that is told later to that', async () => {
    const { deps, step } = parts();
    payIn(deps, 500);
    await step(OUT);
    payIn(deps, 100);
    deps.journal.append('case', null, { cause: 'unexplained-note', detail: '' });
    await step(IN);
    const boxIn = deps.journal.tail(4).find(({ kind }) => kind === 'box-in')?.seq ?? 0;
    payIn(deps, 200);
    await step({ do: 'close' });
    expect(deps.journal.ledger.box.state).toMatchObject({
      from: boxIn + 1,
      content: { notes: 1, value: 200, unvalued: 0 },
      waiting: [{ from: 1, to: boxIn, content: { notes: 2, value: 600, unvalued: 1 } }],
    });
  });

  it('takes a note that the counters alone called kept, and that comes out, back from the box that it was said to be in', async () => {
    const { deps, step } = parts();
    payIn(deps, 500);
    const id = transactionId(`N${notes}`);
    await step(OUT);
    deps.journal.append('note-keep.outcome', id, { end: 'unknown', value: 500, by: 'counters', counters: null, detail: '' });
    expect(deps.journal.ledger.box.state).toMatchObject({ content: { notes: 0, value: 0 }, open: { content: { notes: 0, value: 0 } } });
    await step(IN);
    payIn(deps, 100);
    await step({ do: 'close' });
    deps.journal.append('note-keep.outcome', transactionId(`N${notes}`), {
      end: 'unknown',
      value: 100,
      by: 'counters',
      counters: null,
      detail: '',
    });
    expect(deps.journal.ledger.box.state).toMatchObject({
      content: { notes: 0, value: 0 },
      waiting: [{ content: { notes: 0, value: 0 } }],
    });
  });

  it('is not begun twice, and no box comes in twice', async () => {
    const { step } = parts();
    await step(OUT);
    expect(await step(OUT)).toBe('changed-meanwhile');
    await step(IN);
    expect(await step(IN)).toBe('changed-meanwhile');
  });
});

describe('a box that is away', () => {
  const unit = (status: 'ok' | 'missing') =>
    ({
      serial: 'NV1',
      capabilities: { escrowItems: 1, rollback: 'escrow-only', recycles: false, paysOut: false, counts: true },
      storage: [{ id: 'cash-box', type: 'cashIn', status, in: 3, out: null }],
    }) as const;

  it('without an entry is a case, once', () => {
    const { deps } = parts();
    for (const status of ['ok', 'missing', 'missing', 'ok'] as const) deps.journal.append('cash-unit', null, unit(status));
    expect(openCases(deps.journal.ledger)).toMatchObject([{ kind: 'box-taken', decisions: ['nothing-owed'] }]);
  });

  it('is one case until that is over, though the unit was not heard meanwhile', () => {
    const { deps } = parts();
    for (const status of ['ok', 'missing', 'ok', 'missing'] as const) deps.journal.append('cash-unit', null, unit(status));
    expect(openCases(deps.journal.ledger)).toHaveLength(1);
  });

  it('when an exchange is closed is a case, and whoever closes it is told', async () => {
    const { deps, step } = parts();
    await step(OUT);
    deps.journal.append('cash-unit', null, unit('missing'));
    await step(IN);
    expect(await step({ do: 'close' })).toBe('closed-without-box');
    expect(openCases(deps.journal.ledger)).toMatchObject([{ kind: 'box-taken' }]);
  });

  it('in an exchange is none', async () => {
    const { deps, step } = parts();
    await step(OUT);
    deps.journal.append('cash-unit', null, unit('missing'));
    expect(openCases(deps.journal.ledger)).toEqual([]);
  });
});

it('another box than the one that was put in is taken out on record, with a case', async () => {
  const { deps, step } = parts();
  expect(await step(OUT)).toBe('box-out-recorded');
  await step(IN);
  await step({ do: 'close' });
  expect(await step({ ...OUT, serial: 'B09' })).toBe('other-box-recorded');
  expect(openCases(deps.journal.ledger)).toMatchObject([{ kind: 'other-box', decisions: ['nothing-owed'] }]);
});

it('a box of the journal before names records of this one', async () => {
  const { deps, step, slips } = parts();
  payIn(deps, 100);
  const { state } = deps.journal.ledger.box;
  const older = {
    exchange: 6,
    serial: 'B00',
    seal: 'S70',
    atMs: 0,
    from: 4_100,
    to: 4_900,
    person: 'P01',
    content: state.content,
  } as const;
  const waiting = [{ ...older, next: 'B01', prints: 2 }];
  deps.journal.append('box-carried-over', null, { ...state, exchanges: 6, serial: 'B01', from: 4_901, waiting });
  const { seq } = deps.journal.head;
  expect(deps.journal.ledger.box.state).toMatchObject({ from: seq, waiting: [{ from: seq, to: seq }] });
  await step(OUT);
  await step(IN);
  expect(JSON.stringify(slips[0]?.lines)).toContain(`${seq} - ${seq + 2}`);
});

describe('a count', () => {
  const doubt = (deps: EffectDeps): TransactionId => {
    payIn(deps, 500);
    const id = transactionId(`N${notes}`);
    deps.journal.append('note-keep.outcome', id, { end: 'unknown', value: 500, by: 'counters', counters: null, detail: '' });
    return id;
  };
  const exchanged = async (step: ReturnType<typeof parts>['step']): Promise<void> => {
    await step(OUT);
    await step(IN);
    await step({ do: 'close' });
  };

  it('expects a note that two persons say lies in the box in that one where it was in doubt', async () => {
    const { deps, step } = parts();
    const id = doubt(deps);
    await exchanged(step);
    const body = { case: caseOfTransaction(id), reason: 'counters-agree', amount: 500, currency: 'TWD', first: CLERK } as const;
    deps.journal.append('case-settled', id, { ...SECOND, ...body, decision: 'add-to-card' });
    const { content, waiting } = deps.journal.ledger.box.state;
    expect(content).toEqual({ notes: 0, value: 0, unvalued: 0, inDoubt: [] });
    expect(waiting).toMatchObject([{ content: { notes: 1, value: 500, inDoubt: [] } }]);
  });

  it('names a note whose end was not on record when another journal of the machine ended', () => {
    const { deps } = parts();
    const id = transactionId('N0');
    const what = { kind: 'cash', value: 500, currency: 'TWD' } as const;
    const open = { card: deps.seal.sealCard(CARD), what, openedAtMs: 0, claimCode: null, claimShown: false };
    payIn(deps, 100);
    const { state } = deps.journal.ledger.box;
    deps.journal.append('carried-over', id, { ...open, standing: 'note-pending' });
    deps.journal.append('carried-over', transactionId('N00'), { ...open, standing: 'owed' });
    deps.journal.append('box-carried-over', null, state);
    expect(deps.journal.ledger.box.state.content).toMatchObject({ notes: 1, value: 100, inDoubt: [{ transaction: id, value: 500 }] });
    const body = { case: caseOfTransaction(id), reason: 'explained', amount: 500, currency: 'TWD', first: CLERK } as const;
    deps.journal.append('case-settled', id, { ...SECOND, ...body, decision: 'nothing-owed' });
    expect(deps.journal.ledger.box.state.content.inDoubt).toEqual([]);
  });

  it('still names a note in doubt when a note of another value was found for it', async () => {
    const { deps } = parts();
    const id = doubt(deps);
    const found = { ...CLERK, case: caseOfTransaction(id), currency: 'TWD' } as const;
    deps.journal.append('money-found', id, { ...found, value: 100 });
    expect(deps.journal.ledger.box.state.content.inDoubt).toHaveLength(1);
    deps.journal.append('money-found', id, { ...found, value: 500 });
    expect(deps.journal.ledger.box.state.content.inDoubt).toEqual([]);
  });

  it('names the notes in doubt beside what is expected, as long as they may be there', async () => {
    const { deps, step, count, desk, slips } = parts();
    doubt(deps);
    const turnsUp = doubt(deps);
    const returned = doubt(deps);
    await step(OUT);
    await step(IN);
    await step({ do: 'close' });
    deps.journal.append('note-found', turnsUp, { credited: true, detail: '' });
    const body = { case: caseOfTransaction(returned), reason: 'note-returned', amount: 500, currency: 'TWD', first: CLERK } as const;
    deps.journal.append('case-settled', returned, { ...CLERK, ...body, decision: 'nothing-owed' });
    count(1);
    expect(deps.journal.tail(1)).toMatchObject([{ kind: 'box-variance', body: { expected: { inDoubt: { notes: 1, value: 500 } } } }]);
    await desk.print({ do: 'staff-print', ticket: 1, person: CLERK, what: 'count' });
    expect(JSON.stringify(slips.at(-1)?.lines)).toContain('In doubt, here or not: 1 note');
  });

  it('is answered with what was expected only when it is on record; the difference is a record of its own', async () => {
    const { deps, step, count } = parts();
    payIn(deps, 500);
    payIn(deps, 500);
    deps.journal.append('case', null, { cause: 'unexplained-note', detail: '' });
    await step(OUT);
    await step(IN);
    expect(count(1)).toBe('changed-meanwhile');
    await step({ do: 'close' });
    expect(count(1)).toBe('count-recorded');
    const [counted, variance] = deps.journal.tail(2).toReversed();
    expect(counted).toMatchObject({ kind: 'box-counted', body: { by: { at: 'machine', ...SECOND } } });
    expect(variance).toMatchObject({
      kind: 'box-variance',
      body: { expected: { notes: 2, value: 1_000, unvalued: 1 }, counted: { notes: 3, value: 1_100 }, difference: 100 },
    });
    expect(count(1)).toBe('changed-meanwhile');
  });

  it('is made by somebody else than who took the box out (R-000-18)', async () => {
    const { deps, step, count, desk, offered, keys } = parts();
    await step(OUT);
    await step(IN);
    await step({ do: 'close' });
    expect(count(1, THREE, CLERK)).toBe('needs-another-person');
    const own = {
      format: 'kiosk-count-1',
      machine: deps.site.machine,
      exchange: 1,
      serial: 'B01',
      seal: 'S77',
      person: 'P01',
      notes: THREE,
    };
    offered.push(signCount(own, keys.privateKey));
    desk.takeOverCounts();
    expect(deps.journal.ledger.box.state).toMatchObject({ last: null, waiting: [{ exchange: 1 }] });
    expect(count(1)).toBe('count-recorded');
  });

  it('comes from the office too, signed, for the box of that serial and seal alone', async () => {
    const { deps, desk, step, offered, keys } = parts();
    payIn(deps, 500);
    await step(OUT);
    await step(IN);
    await step({ do: 'close' });
    const said = {
      format: 'kiosk-count-1',
      machine: 'BL18-03',
      exchange: 1,
      serial: 'B01',
      seal: 'S77',
      person: 'P77',
      notes: [{ value: 500, count: 1 }],
    };
    // One of another box, of another machine, and one of the same box that lay on the medium since an exchange of before.
    const others = [{ serial: 'B09' }, { machine: 'BL18-04' }, { seal: 'S76' }];
    offered.push(...others.map((other) => signCount({ ...said, ...other }, keys.privateKey)));
    desk.takeOverCounts();
    expect(deps.journal.ledger.box.state.last).toBeNull();
    offered.push(signCount(said, keys.privateKey));
    desk.takeOverCounts();
    desk.takeOverCounts();
    expect(deps.journal.tail(2)).toMatchObject([{ kind: 'box-variance', body: { difference: 0 } }, { kind: 'box-counted' }]);
  });

  // Of a machine that is older than its exchanges all that it ever took may be in its box.
  it('of a box that is expected to hold more than any box can gets its variance', async () => {
    const { deps, step, count } = parts();
    const { box } = deps.journal.ledger;
    deps.journal.append('box-carried-over', null, {
      ...box.state,
      content: { notes: 150_000, value: dollars(75_000_000), unvalued: 0, inDoubt: [] },
    });
    await step(OUT);
    await step(IN);
    await step({ do: 'close' });
    expect(count(1)).toBe('count-recorded');
    expect(deps.journal.tail(1)).toMatchObject([{ kind: 'box-variance', body: { expected: { notes: 150_000 } } }]);
  });

  it.each([
    [
      [
        { value: 500, count: 1 },
        { value: 500, count: 1 },
      ],
    ],
    [[{ value: 300, count: 1 }]],
    [[{ value: -500, count: 1 }]],
    [[{ value: 500, count: 10_000 }]],
  ])('of what cannot be counted is no count (%j)', (counted) => {
    const { keys } = parts();
    const said = { format: 'kiosk-count-1', machine: 'M', exchange: 1, serial: 'B01', seal: 'S77', person: 'P77', notes: counted };
    expect(() => signCount(said, keys.privateKey)).toThrow();
  });

  it.each(['0', 'person'])('with a changed file is no count (%s)', (what) => {
    const { keys } = parts();
    const signed = signCount(
      { format: 'kiosk-count-1', machine: 'M', exchange: 1, serial: 'B01', seal: 'S77', person: 'P77', notes: [] },
      keys.privateKey,
    );
    const changed = what === '0' ? signed.replace('"exchange": 1', '"exchange": 2') : signed.replace('P77', 'P78');
    expect(readCount(changed, keys.publicKey)).toHaveProperty('fault');
  });
});

it('test prints have a counter of their own, and touch no total', async () => {
  const { deps, desk, slips } = parts();
  const { totals } = deps.journal.ledger;
  await desk.print({ do: 'staff-print', ticket: 1, person: CLERK, what: 'test' });
  await desk.print({ do: 'staff-print', ticket: 2, person: CLERK, what: 'test' });
  expect(slips.map(({ lines }) => lines[0])).toEqual([
    { kind: 'title', text: 'TEST' },
    { kind: 'title', text: 'TEST' },
  ]);
  expect(deps.journal.ledger.box.state.testPrints).toBe(2);
  expect(deps.journal.ledger.totals).toEqual(totals);
});

it('a restart at any record finds the same, by the records as by a checkpoint', async () => {
  const { deps, step, count, store } = parts();
  payIn(deps, 500);
  await step(OUT);
  await step(IN);
  await step({ do: 'close' });
  count(1);
  const { state } = deps.journal.ledger;
  for (let at = 0; at <= store.rows.length; at += 1) {
    const before = new Ledger();
    for (const row of store.rows.slice(0, at)) before.apply(parseRecord(row));
    const after = new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(before.state))) });
    for (const row of store.rows.slice(at)) after.apply(parseRecord(row));
    expect(after.state.box).toEqual(state.box);
  }
});

/** A clerk who comes back to a machine whose power went goes on where the screen says. */
async function finish({ deps, step, count }: ReturnType<typeof parts>): Promise<void> {
  const box = (): Journal['ledger']['box']['state'] => deps.journal.ledger.box.state;
  if (box().exchanges === 0) await step(OUT);
  if (box().open?.next === null) await step(IN);
  if (box().open !== null) await step({ do: 'close' });
  if (box().waiting.length > 0) count(1);
}

describe('a power cut', () => {
  it.each(['before', 'after'] as const)(
    '%s every record of an exchange and its count leaves one exchange, one count, and every note in one box',
    async (when) => {
      let cuts = 0;
      for (let at = 1; ; at += 1) {
        folder?.remove();
        const disk = new FolderBench();
        folder = disk;
        let appends = 0;
        let cut = false;
        for (let boot = 0; boot < 3; boot += 1) {
          const opening = disk.open();
          if (opening.refused !== null) throw new Error(opening.refused.detail);
          const { journal, store, sealKey } = opening;
          const made = parts(journal);
          const deps = { journal, seal: createCardSeal(sealKey, disk.random) };
          if (boot === 0) payIn(deps, 500);
          const append = journal.append.bind(journal);
          journal.append = (...record: Parameters<Journal['append']>) => {
            appends += 1;
            const dies = !cut && appends === at;
            if (dies) cut = true;
            if (dies && when === 'before') throw new Error('the power went');
            append(...record);
            if (dies) throw new Error('the power went');
          };
          made.desk.start();
          if (!cut || boot > 0) await finish(made);
          if (boot === 2) {
            const rows = journal.tail(200).map(({ kind }) => kind);
            const times = (kind: string): number => rows.filter((each) => each === kind).length;
            expect(['box-out', 'box-in', 'exchange-closed', 'box-counted', 'box-variance'].map(times)).toEqual([1, 1, 1, 1, 1]);
            expect(journal.ledger.box.state).toMatchObject({
              open: null,
              waiting: [],
              content: { notes: 0 },
              last: { expected: { value: 500 } },
            });
          }
          store.close();
        }
        if (!cut) break;
        cuts += 1;
      }
      expect(cuts).toBeGreaterThanOrEqual(7);
    },
  );
});
