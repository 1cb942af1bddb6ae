import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryVerdict } from '../hardware/ports/historyCheck.ts';
import { createLog } from '../hardware/ports/log.ts';
import type { VirtualClock } from '../lab/devices/virtualClock.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, payIn } from './journal/testdata/folderBench.ts';
import { listSegments } from './journal/archive/segmentFiles.ts';
import { JournalKeeper } from './journalKeeper.ts';

/** The keeper of a real journal: when it moves old records, and that nothing of it stops the machine. */

const DAY_MS = 24 * 60 * 60_000;
let bench: FolderBench;
let lines: string[];
let failures: string[];
let tellVerdict: ((verdict: HistoryVerdict) => void) | null;

beforeEach(() => {
  bench = new FolderBench();
  bench.archiveLimits = ARCHIVE_BENCH;
  lines = [];
  failures = [];
  tellVerdict = null;
  bench.boot((journal, seal) => {
    for (let visit = 0; visit < 12; visit += 1) {
      payIn(journal, seal, `V${visit}`, true);
      if (visit % 3 === 2) journal.writeCheckpoint();
    }
  });
});

afterEach(() => bench.remove());

function kept() {
  const opening = bench.open();
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const clock: VirtualClock = bench.clock;
  const keeper = new JournalKeeper({
    journal: opening.journal,
    store: opening.store,
    archiving: opening.archiving,
    clock,
    log: createLog((line) => lines.push(JSON.stringify(line)), clock),
    history: { start: (_, __, onVerdict) => (tellVerdict = onVerdict), stop: () => undefined },
    onFailed: (why) => failures.push(why),
  });
  keeper.start();
  return { ...opening, keeper, clock, segments: () => listSegments(bench.paths.archive).length };
}

const told = (event: string): boolean => lines.some((line) => line.includes(event));

describe('old records move to the archive', () => {
  it('once the old part was found sound, a step at a time, and again with the end of the day', () => {
    const { keeper, clock, segments, journal, store } = kept();
    clock.advance(60_000);
    expect(segments()).toBe(0);
    tellVerdict?.({ sound: true, records: 40, archive: null });
    clock.advance(200);
    // In the middle of it a passenger is served.
    journal.append('slip', null, { what: 'receipt', printed: true, detail: '' });
    clock.advance(10_000);
    expect(told('journal.archived')).toBe(true);
    const first = segments();
    expect(first).toBeGreaterThan(0);
    for (let slip = 0; slip < 40; slip += 1) {
      journal.append('slip', null, { what: 'receipt', printed: true, detail: '' });
      if (slip % 5 === 4) journal.writeCheckpoint();
    }
    clock.advance(DAY_MS + 60_000);
    expect(segments()).toBeGreaterThan(first);
    expect(told('journal.head')).toBe(true);
    keeper.stop();
    store.close();
    expect(failures).toEqual([]);
    expect(bench.refusal()).toBeNull();
  });

  it('not while the archive is damaged, and the machine serves on', () => {
    const { keeper, clock, segments, store } = kept();
    clock.advance(60_000);
    tellVerdict?.({ sound: true, records: 40, archive: 'segment x was edited' });
    clock.advance(2 * DAY_MS);
    expect([segments(), told('journal.archive-damaged'), failures]).toEqual([0, true, []]);
    keeper.stop();
    store.close();
  });

  it('never when the old part is damaged: the machine closes', () => {
    const { keeper, clock, segments, store } = kept();
    clock.advance(60_000);
    tellVerdict?.({ sound: false, seq: 3, detail: 'edited' });
    clock.advance(2 * DAY_MS);
    expect([segments(), failures]).toEqual([0, ['journal-damaged']]);
    keeper.stop();
    store.close();
  });

  it('and what the disk refuses is told, and tried again with the next end of day', () => {
    const { keeper, clock, segments, store } = kept();
    bench.onStep = () => {
      throw new Error('ENOSPC: no space left on device');
    };
    clock.advance(60_000);
    tellVerdict?.({ sound: true, records: 40, archive: null });
    clock.advance(10_000);
    expect([segments(), told('ENOSPC'), failures]).toEqual([0, true, []]);
    bench.onStep = () => undefined;
    clock.advance(DAY_MS + 60_000);
    expect(segments()).toBeGreaterThan(0);
    keeper.stop();
    store.close();
  });

  it('stopped in the middle, the next start goes on', () => {
    const before = bench.rows().length;
    const { keeper, clock, store } = kept();
    clock.advance(60_000);
    tellVerdict?.({ sound: true, records: 40, archive: null });
    clock.advance(120);
    keeper.stop();
    store.close();
    expect(archiveAll(bench).length).toBeGreaterThan(0);
    // The stop wrote a checkpoint.
    expect(bench.rows().length).toBeGreaterThanOrEqual(before);
    expect(bench.rows().map(({ seq }) => seq)).toEqual(bench.rows().map((_, index) => index + 1));
  });
});
