import type { Books } from './books.ts';
import type { HeldAct, KindOfAct } from './kindOfAct.ts';

function setState(books: Books, act: HeldAct, state: 'open' | 'done'): void {
  const { adjustments } = JSON.parse(act.request) as { adjustments: string[] };
  const update = books.prepare('UPDATE adjustment SET state = ? WHERE id = ?');
  for (const id of adjustments) update.run(state, id);
}

/** Handing out what is owed to a card, or taking back what was credited by mistake (R-003-11): each once, all that is asked for or none. */
export const collection: KindOfAct<'collection'> = {
  hold({ adjustments }, { books, card }) {
    const open = new Map(openAdjustments(books, card.number).map(({ adjustment, amount }) => [adjustment, amount]));
    const wanted = new Set(adjustments);
    if (wanted.size < adjustments.length || adjustments.some((id) => !open.has(id))) return { outcome: 'refused', code: 'ask-staff' };
    const hold = books.prepare(`UPDATE adjustment SET state = 'held' WHERE id = ?`);
    for (const id of wanted) hold.run(id);
    return { outcome: 'approved', amount: adjustments.reduce((sum, id) => sum + (open.get(id) ?? 0), 0) };
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
