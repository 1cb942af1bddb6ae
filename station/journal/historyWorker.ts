import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { HistoryVerdict } from '../../hardware/ports/historyCheck.ts';
import { checkArchive, checkHistory } from './checkHistory.ts';
import { sqliteReader } from './sqliteReader.ts';

/** Looks through a journal on a thread of its own, and leaves most of a processor to those who serve. */
const { path, archive, seq, hash, owner, stop } = z
  .strictObject({
    path: z.string(),
    archive: z.string(),
    seq: z.int(),
    hash: z.string(),
    owner: z.strictObject({ machine: z.string(), epoch: z.int(), publicKey: z.instanceof(Uint8Array) }),
    stop: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);
const stopped = new Int32Array(stop);

const STOPPED = Symbol('stopped');

/** After every batch it rests so long, milliseconds: about as long as the batch took. */
const REST_MS = 10;

function look(): HistoryVerdict | null {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
  try {
    const reader = sqliteReader(database);
    const verdict = restingBetween(checkHistory(reader, { seq, hash }));
    if (verdict === STOPPED || !verdict.sound) return verdict === STOPPED ? null : verdict;
    const damage = restingBetween(checkArchive(reader, archive, owner));
    return damage === STOPPED ? null : { ...verdict, archive: damage };
  } catch (cause) {
    return { sound: false, seq: 0, detail: String(cause) };
  } finally {
    // A thread that ends with a database open takes the process with it.
    database.close();
  }
}

/** What the steps come to; asked to stop in between, nothing. */
function restingBetween<Answer>(steps: Generator<unknown, Answer>): Answer | typeof STOPPED {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (Atomics.wait(stopped, 0, 0, REST_MS) !== 'timed-out') return STOPPED;
  }
}

const verdict = look();
if (verdict !== null) parentPort?.postMessage(verdict);
