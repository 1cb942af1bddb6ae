import { z } from 'zod';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
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
  const [first] = records;
  if (newest === undefined && first !== undefined && !maySucceed(books, { machine, epoch, first }))
    return { outcome: 'fork', seq: first.seq };
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
  return { outcome: 'kept', upto: newest?.seq ?? 0, hash: newest?.hash ?? GENESIS_HASH };
}

const commissioned = z.object({
  machine: z.string(),
  epoch: z.number(),
  before: z.object({ epoch: z.number(), seq: z.number(), hash: z.string() }).nullable(),
});

/**
 * A machine's first journal begins as it likes. Every later one begins with a record by which it was commissioned, and that names
 * where the one before ended: at no other place than is known here, and at no earlier one.
 */
function maySucceed(books: Books, { machine, epoch, first }: { machine: string; epoch: number; first: StoredRecord }): boolean {
  const last = books
    .prepare<[string], { epoch: number }>('SELECT epoch FROM machine_record WHERE machine = ? ORDER BY epoch DESC LIMIT 1')
    .get(machine);
  if (last === undefined) return true;
  if (first.seq !== 1 || first.kind !== 'commissioned') return false;
  const body = commissioned.safeParse(parsed(first.body));
  if (!body.success || body.data.machine !== machine || body.data.epoch !== epoch || epoch <= last.epoch) return false;
  const { before } = body.data;
  const known = newestKept(books, machine, last.epoch);
  if (before === null || before.epoch !== last.epoch || known === undefined) return false;
  return before.seq > known.seq || (before.seq === known.seq && before.hash === known.hash);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function newestKept(books: Books, machine: string, epoch: number): Kept | undefined {
  return books
    .prepare<[string, number], Kept>('SELECT seq, hash FROM machine_record WHERE machine = ? AND epoch = ? ORDER BY seq DESC LIMIT 1')
    .get(machine, epoch);
}
