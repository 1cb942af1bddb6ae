import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HistoryCheck, HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import type { JournalPaths } from './journalFiles.ts';

/** Looks through the journal of a data folder on a thread of its own. */
export function createThreadedHistoryCheck({ journal, archive }: Pick<JournalPaths, 'journal' | 'archive'>): HistoryCheck {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  return {
    start: ({ seq, hash }, owner, onVerdict) => {
      const entry = join(import.meta.dirname, `historyWorker${extname(import.meta.filename)}`);
      const worker = new Worker(entry, { workerData: { path: journal, archive, seq, hash, owner, stop } });
      // It must not keep a process alive that has nothing else to do.
      worker.unref();
      worker.on('message', (verdict: HistoryVerdict) => onVerdict(verdict));
      worker.on('error', (cause) => onVerdict({ sound: false, seq: 0, detail: String(cause) }));
    },
    // Asked, never ended: it has a database open.
    stop: () => {
      const flag = new Int32Array(stop);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    },
  };
}
