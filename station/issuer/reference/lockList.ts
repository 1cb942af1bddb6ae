import type { AnswerOf } from '../protocol/operations.ts';
import type { Books } from './books.ts';

/** Changes in one answer at most (protocol). */
const PAGE = 1000;

/** Puts a card on the lock list (鎖卡名單) or takes it off. */
export function listLock(books: Books, card: string, listed: boolean): void {
  books.prepare('INSERT INTO lock_change (card, listed) VALUES (?, ?)').run(card, Number(listed));
}

/** What has changed since the state `after`. */
export function lockChanges(books: Books, after: number): AnswerOf<'lock-list'> {
  const rows = books
    .prepare<[number, number], { seq: number; card: string; listed: number }>(
      'SELECT seq, card, listed FROM lock_change WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    .all(after, PAGE);
  return { upto: rows.at(-1)?.seq ?? after, changes: rows.map(({ card, listed }) => ({ card, listed: listed === 1 })) };
}
