import { expect, it } from 'vitest';
import type { CashAcceptor } from '../../hardware/ports/cashAcceptor.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { effectBench, silentLine } from '../../lab/world/effectBench.ts';
import type { StaffPerson, StatementKind } from '../../machines/flows/staff.ts';
import { type TransactionId, transactionId } from '../../machines/flows/transactionId.ts';
import type { Picture } from '../../machines/view/project.ts';
import { Ledger } from '../journal/ledger.ts';
import { ledgerState } from '../journal/ledgerState.ts';
import { parseRecord } from '../journal/records.ts';
import { openNote } from '../journal/signedNote.ts';
import { CARD, FolderBench, MACHINE } from '../journal/testdata/folderBench.ts';
import type { StaffRegister } from '../staff/staffRegister.ts';
import { DayDesk } from './dayDesk.ts';
import type { EffectDeps } from './deps.ts';

const CLERK: StaffPerson = { person: 'P01', role: 'clerk' };
const CHROME = { language: 'en', station: '市政府', machine: 'BL18-03' };

function machine(change: Partial<EffectDeps> = {}) {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }));
  const slips: Slip[] = [];
  const unit = { kept: 0, hears: true, serial: 'NV1' };
  const acceptor = {
    getCounters: () =>
      Promise.resolve(unit.hears ? ok({ serial: unit.serial, notesKept: unit.kept }) : fail({ kind: 'offline', detail: '' })),
  } as unknown as CashAcceptor;
  const deps: EffectDeps = {
    ...bench.deps,
    acceptor,
    picture: () => ({ chrome: CHROME }) as unknown as Picture,
    printer: {
      getPaper: () => Promise.resolve(ok('full')),
      print: (slip) => {
        slips.push(slip);
        return Promise.resolve(ok());
      },
    },
    ...change,
  };
  const desk = new DayDesk(deps);
  let notes = 0;
  return {
    ...bench,
    deps,
    slips,
    unit,
    /** A note that the unit counts, and its card gets; `counted`: the unit's counter moves with it. */
    payIn: (value: number, counted = true): TransactionId => {
      notes += 1;
      const id = transactionId(`N${notes}`);
      const { journal, seal } = deps;
      const note = { card: seal.sealCard(CARD), value, currency: 'TWD', counters: null } as const;
      journal.append('note-escrow', id, note);
      journal.append('note-keep.intent', id, note);
      journal.append('note-keep.outcome', id, { end: 'kept', value, by: 'device', counters: null, detail: '' });
      journal.append('card-write.outcome', id, { verdict: 'written', balance: value, found: false, detail: '' });
      if (counted) unit.kept += 1;
      return id;
    },
    state: async (what: StatementKind) => {
      await desk.state({ do: 'staff-state', ticket: 1, person: CLERK, what });
      const said = bench.told.findLast(({ type }) => type === 'STAFF.STATED' || type === 'STAFF.DONE');
      return said?.type === 'STAFF.STATED' ? said.statement : said;
    },
  };
}

it('a day holds what was done since the last one ended, and nothing of it twice', async () => {
  const { payIn, state } = machine();
  await state('day');
  payIn(500);
  payIn(100);
  expect(await state('zero')).toMatchObject({ number: 2, notes: 2, kept: 600, written: 600, difference: 0, inBox: 2 });
  payIn(100);
  expect(await state('day')).toMatchObject({ number: 3, notes: 3, kept: 700, difference: 0 });
  expect(await state('day')).toMatchObject({ number: 4, notes: 0, kept: 0, difference: 0 });
  payIn(1_000);
  expect(await state('month')).toMatchObject({ notes: 4, kept: 1_700 });
  expect(await state('day')).toMatchObject({ notes: 1, kept: 1_000 });
  expect(await state('month')).toMatchObject({ notes: 0 });
});

it('names by how many notes unit and journal differ, and claims nothing where that cannot be known', async () => {
  const { payIn, state, unit } = machine();
  expect(await state('day')).toMatchObject({ difference: null });
  payIn(500);
  unit.kept += 1;
  expect(await state('day')).toMatchObject({ difference: 1 });
  payIn(500, false);
  expect(await state('day')).toMatchObject({ difference: -1 });
  unit.serial = 'NV2';
  expect(await state('day')).toMatchObject({ difference: null });
  unit.hears = false;
  expect(await state('day')).toMatchObject({ difference: null });
});

it('carries the head of the journal on paper: number and hash of the record before it', async () => {
  const { deps, payIn, state, slips } = machine();
  payIn(500);
  const { head } = deps.journal;
  await state('day');
  const lines = slips[0]?.lines.slice(-3).map((line) => ('text' in line ? line.text : ''));
  expect(lines?.[0]).toBe(`record ${head.seq}`);
  expect(lines?.slice(1).join('').replaceAll(' ', '')).toBe(head.hash);
});

// The unit takes a moment to say what it counted.
it('ends at the record before it, whatever was written while the unit was asked', async () => {
  const { payIn, state, deps, unit } = machine();
  payIn(500);
  const getCounters = deps.acceptor.getCounters.bind(deps.acceptor);
  deps.acceptor.getCounters = () => {
    if (unit.kept === 1) payIn(100);
    return getCounters();
  };
  const before = deps.journal.head.seq;
  const said = await state('day');
  expect(said).toMatchObject({ notes: 2, kept: 600 });
  const statement = deps.journal.tail(4).find(({ kind }) => kind === 'day-statement');
  expect(statement?.seq).toBeGreaterThan(before + 1);
  expect(said).toMatchObject({ to: (statement?.seq ?? 0) - 1 });
});

it('is exported signed with the machine’s key, and what cannot be read back counts as failed', async () => {
  const folder = new FolderBench();
  try {
    const opening = folder.open();
    if (opening.refused !== null) throw new Error(opening.refused.detail);
    const { journal, store } = opening;
    const files: Record<string, string> = {};
    const staff = { exports: true, export: (name: string, text: string) => (files[name] = text) } as unknown as StaffRegister;
    const { state } = machine({ journal, staff });
    expect(await state('day')).toMatchObject({ exported: 'verified' });
    const [[name, note] = ['', '']] = Object.entries(files);
    expect(name).toBe(`BL18-03-${journal.epoch}-D1.statement`);
    const publicKey = journal.owner?.publicKey ?? new Uint8Array();
    const opened = openNote(note, { name: `kiosk-journal/${MACHINE}`, publicKey });
    expect(JSON.parse(opened?.split('\n')[1] ?? '')).toMatchObject({ what: 'day', number: 1 });
    const broken = {
      exports: true,
      export: () => {
        throw new Error('reading it back shows something else');
      },
    } as unknown as StaffRegister;
    expect(await machine({ journal, staff: broken }).state('day')).toMatchObject({ exported: 'failed' });
    store.close();
  } finally {
    folder.remove();
  }
});

it('that cannot be recorded is not printed', async () => {
  const { state, store, slips } = machine();
  store.failKind = 'day-statement';
  expect(await state('day')).toMatchObject({ end: 'failed' });
  expect(slips).toEqual([]);
});

it('a restart at any record finds the same, by the records as by a checkpoint', async () => {
  const { deps, payIn, state, store } = machine();
  payIn(500);
  await state('day');
  payIn(100);
  await state('month');
  payIn(100);
  const { days } = deps.journal.ledger.state;
  for (let at = 0; at <= store.rows.length; at += 1) {
    const before = new Ledger();
    for (const row of store.rows.slice(0, at)) before.apply(parseRecord(row));
    const after = new Ledger({ state: ledgerState.parse(JSON.parse(JSON.stringify(before.state))) });
    for (const row of store.rows.slice(at)) after.apply(parseRecord(row));
    expect(after.state.days).toEqual(days);
  }
});
