import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import type { JournalHead } from '../../hardware/ports/anchor.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { checkHistory } from './checkHistory.ts';
import { Journal } from './journal.ts';
import { findJournal } from './journalFiles.ts';
import { FolderBench, MACHINE, payIn } from './testdata/folderBench.ts';
import { MemoryJournalStore } from './testing.ts';
import { createThreadedHistoryCheck } from './threadedHistoryCheck.ts';

const OWNER = { machine: MACHINE, epoch: 0, publicKey: new Uint8Array(32) };

let store: MemoryJournalStore;
let upto: JournalHead;

beforeEach(() => {
  store = new MemoryJournalStore();
  const journal = new Journal({ store, clock: new VirtualClock(), bootId: 'boot' });
  for (let slip = 0; slip < 2_000; slip += 1) journal.append('slip', null, { what: 'receipt', printed: true, detail: '' });
  upto = journal.head;
});

function verdict(): { verdict: HistoryVerdict; steps: number } {
  const steps = checkHistory(store, upto);
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { verdict: step.value, steps: count };
  }
}

describe('the old part of a journal', () => {
  it('is looked through a few records at a time', () => {
    expect(verdict()).toEqual({ verdict: { sound: true, records: 2_000, archive: null }, steps: 4 });
  });

  it.each<[string, () => void, number]>([
    ['with a changed record', () => change(700, { wallMs: 5 }), 700],
    ['with one missing', () => store.rows.splice(700, 1), 702],
    ['with a record that nobody understands', () => change(9, { kind: 'nothing' }), 9],
    ['that ends elsewhere than the checkpoint says', () => store.rows.splice(1_990), 1_990],
  ])('is found damaged %s', (_, act, seq) => {
    act();
    expect(verdict().verdict).toMatchObject({ sound: false, seq });
  });
});

function change(seq: number, members: object): void {
  const row = store.rows[seq - 1];
  if (row !== undefined) store.rows[seq - 1] = { ...row, ...members };
}

it('is looked through on a thread of its own', async () => {
  const bench = new FolderBench();
  onTestFinished(() => bench.remove());
  bench.boot((journal, seal) => payIn(journal, seal, 'T1', true));
  const { journal, close } = findJournal(bench.paths.journal);
  const last = journal.state === 'there' ? journal.it.reader.last() : null;
  close();
  if (last === null) throw new Error('no journal');
  const check = createThreadedHistoryCheck(bench.paths);
  expect(await new Promise((resolve) => check.start(last, OWNER, resolve))).toEqual({ sound: true, records: last.seq, archive: null });
});
