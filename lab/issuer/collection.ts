import type { Books } from './books.ts';
import type { HeldAct, KindOfAct } from './kindOfAct.ts';

function setState(books: Books, act: HeldAct, state: 'open' | 'done'): void {
  const { adjustment } = JSON.parse(act.request) as { adjustment: string };
  books.prepare('UPDATE adjustment SET state = ? WHERE id = ?').run(state, adjustment);
}

/** Handing out what is owed to a card, or taking back what was credited by mistake (R-003-11): each once. */
export const collection: KindOfAct<'collection'> = {
  hold(request, { books, card }) {
    const taken = books
      .prepare<[string, string], number>(
        `UPDATE adjustment SET state = 'held' WHERE id = ? AND card = ? AND state = 'open' RETURNING amount`,
      )
      .pluck()
      .get(request.adjustment, card.number);
    return taken === undefined ? { outcome: 'refused', code: 'ask-staff' } : { outcome: 'approved', amount: taken };
  },
  // Not an autoload: it counts towards no limit.
  amountOf: () => 0,
  settle: (act, books) => setState(books, act, 'done'),
  undo: (act, books) => setState(books, act, 'open'),
};

/** What is still to be settled with a card, oldest first. */
export function openAdjustments(books: Books, card: string): { adjustment: string; amount: number }[] {
  return books
    .prepare<[string], { adjustment: string; amount: number }>(
      `SELECT id AS adjustment, amount FROM adjustment WHERE card = ? AND state = 'open' ORDER BY rowid`,
    )
    .all(card);
}
