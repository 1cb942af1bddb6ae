import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import { checkHistory } from './checkHistory.ts';
import { sqliteReader } from './sqliteReader.ts';

/** Looks through a journal on a thread of its own, and leaves most of a processor to those who serve. */
const { path, seq, hash, stop } = z
  .strictObject({ path: z.string(), seq: z.int(), hash: z.string(), stop: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);
const stopped = new Int32Array(stop);

/** After every batch it rests so long, milliseconds: about as long as the batch took. */
const REST_MS = 10;

function look(): HistoryVerdict | null {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
  try {
    const steps = checkHistory(sqliteReader(database), { seq, hash });
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      if (Atomics.wait(stopped, 0, 0, REST_MS) !== 'timed-out') return null;
    }
  } catch (cause) {
    return { sound: false, seq: 0, detail: String(cause) };
  } finally {
    // A thread that ends with a database open takes the process with it.
    database.close();
  }
}

const verdict = look();
if (verdict !== null) parentPort?.postMessage(verdict);
