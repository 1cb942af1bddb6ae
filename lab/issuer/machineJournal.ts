import { GENESIS_HASH, holds } from '../../station/journal/chain.ts';
import type { AnswerOf, RequestOf } from '../../station/issuer/protocol/operations.ts';
import type { Books } from './books.ts';

interface Kept {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Keeps records of a machine's journal, gapless and in one chain whose every hash was reckoned again. What is kept already is
 * skipped if it is the same, and a fork if it is not: a cloned or rolled-back disk, or an altered record.
 */
export function keepRecords(books: Books, { machine, epoch, records }: RequestOf<'upload'>): AnswerOf<'upload'> {
  const find = books.prepare<[string, number, number], Kept>(
    'SELECT seq, hash FROM machine_record WHERE machine = ? AND epoch = ? AND seq = ?',
  );
  const keep = books.prepare(
    `INSERT INTO machine_record (machine, epoch, seq, txn, kind, body, boot_id, monotonic_ms, wall_ms, previous_hash, hash)
     VALUES (@machine, @epoch, @seq, @txn, @kind, @body, @bootId, @monotonicMs, @wallMs, @previousHash, @hash)`,
  );
  let newest = newestKept(books, machine, epoch);
  for (const record of records) {
    const known = find.get(machine, epoch, record.seq);
    if (known !== undefined) {
      if (known.hash !== record.hash) return { outcome: 'fork', seq: record.seq };
      continue;
    }
    const upto = newest?.seq ?? 0;
    if (record.seq !== upto + 1) return { outcome: 'gap', upto };
    if (record.previousHash !== (newest?.hash ?? GENESIS_HASH) || !holds(record)) return { outcome: 'fork', seq: record.seq };
    keep.run({ machine, epoch, ...record });
    newest = { seq: record.seq, hash: record.hash };
  }
  return { outcome: 'kept', upto: newest?.seq ?? 0 };
}

function newestKept(books: Books, machine: string, epoch: number): Kept | undefined {
  return books
    .prepare<[string, number], Kept>('SELECT seq, hash FROM machine_record WHERE machine = ? AND epoch = ? ORDER BY seq DESC LIMIT 1')
    .get(machine, epoch);
}
