import type { AnswerOf } from '../../station/issuer/protocol/operations.ts';
import type { Books } from './books.ts';

/** Changes in one answer at most (protocol). */
const PAGE = 1000;

/** Puts a card on the lock list (鎖卡名單) or takes it off. */
export function listLock(books: Books, card: string, listed: boolean): void {
  books.prepare('INSERT INTO lock_change (card, listed) VALUES (?, ?)').run(card, Number(listed));
}

/** Every card that is on the list now. */
export function listedCards(books: Books): string[] {
  return books
    .prepare<[], string>('SELECT card FROM lock_change GROUP BY card HAVING max(seq) = max(CASE WHEN listed = 1 THEN seq END)')
    .pluck()
    .all();
}

/** What has changed since the state `after`. */
export function lockChanges(books: Books, after: number): AnswerOf<'lock-list'> {
  const rows = books
    .prepare<[number, number], { seq: number; card: string; listed: number }>(
      'SELECT seq, card, listed FROM lock_change WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    .all(after, PAGE);
  const newest = books.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM lock_change').pluck().get() ?? 0;
  return { upto: rows.at(-1)?.seq ?? newest, changes: rows.map(({ card, listed }) => ({ card, listed: listed === 1 })) };
}
