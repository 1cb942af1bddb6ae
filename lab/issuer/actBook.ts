import type { CalendarDate } from '../../machines/rules/calendar.ts';
import { type ActName, type AnswerOf, type RequestOf } from '../../station/issuer/protocol/operations.ts';
import { activation } from './activation.ts';
import { authorisation } from './authorisation.ts';
import type { Books } from './books.ts';
import { cardHashOf } from './cardBook.ts';
import { collection } from './collection.ts';
import { extension } from './extension.ts';
import type { HeldAct, KindOfAct } from './kindOfAct.ts';
import { passSale } from './passSale.ts';
import { refund } from './refund.ts';

const KINDS: { readonly [Name in ActName]: KindOfAct<Name> } = { activation, authorisation, refund, extension, collection, pass: passSale };

interface Entry extends HeldAct {
  readonly name: ActName | null;
  readonly machine: string;
  readonly state: 'held' | 'settled' | 'reversed' | 'refused' | 'barred';
}

/** The key stands for another request, or belongs to another machine: a defect of the sender, never answered. */
export class KeyReused extends Error {
  constructor(key: string) {
    super(`the key ${key} stands for another request`);
    this.name = 'KeyReused';
  }
}

/**
 * Decides an act once. The same request again gets the same answer, whatever has happened since; one that was reversed
 * before it arrived is refused.
 * @throws KeyReused
 */
export function holdAct<Name extends ActName>(books: Books, name: Name, request: RequestOf<Name>, today: CalendarDate): AnswerOf<Name>;
export function holdAct(books: Books, name: ActName, request: RequestOf<ActName>, today: CalendarDate): AnswerOf<ActName> {
  const text = JSON.stringify(request);
  const known = findAct(books, request.key);
  if (known?.state === 'barred' && known.machine === request.machine) return { outcome: 'refused', code: 'reversed' };
  if (known !== undefined) {
    if (known.name !== name || known.request !== text) throw new KeyReused(request.key);
    return JSON.parse(known.answer) as AnswerOf<ActName>;
  }
  const { answer, amount } = decide(books, name, request, today);
  books
    .prepare('INSERT INTO act (key, name, machine, card, request, answer, state, amount, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      request.key,
      name,
      request.machine,
      request.card,
      text,
      JSON.stringify(answer),
      answer.outcome === 'approved' ? 'held' : 'refused',
      amount,
      today,
    );
  return answer;
}

function decide(
  books: Books,
  name: ActName,
  request: RequestOf<ActName>,
  today: CalendarDate,
): { answer: AnswerOf<ActName>; amount: number } {
  const refused = (code: 'K02' | 'K03' | 'unknown-card'): { answer: AnswerOf<ActName>; amount: number } => ({
    answer: { outcome: 'refused', code },
    amount: 0,
  });
  const card = cardHashOf(books, request.card);
  if (card === null) return refused('unknown-card');
  // The order of the rules: on the lock list first, then refunded.
  if (card.status === 'blocked') return refused('K03');
  if (card.status === 'refunded') return refused('K02');
  // The name chooses kind and request together; the compiler cannot see that through the union.
  const kind = KINDS[name] as KindOfAct<ActName>;
  const answer = kind.hold(request, { books, card, today });
  return { answer, amount: kind.amountOf(answer) };
}

/** What was held becomes final. */
export function settleAct(books: Books, { key, machine }: RequestOf<'advice'>): AnswerOf<'advice'> {
  const act = findAct(books, key);
  if (act === undefined || act.machine !== machine || act.state === 'refused') return { outcome: 'unknown-act' };
  if (act.state === 'reversed' || act.state === 'barred') return { outcome: 'reversed' };
  if (act.state === 'held') {
    setState(books, key, 'settled');
    if (act.name !== null) KINDS[act.name].settle(act, books);
  }
  return { outcome: 'settled' };
}

/** What was held is undone; what has not come yet never will be. */
export function reverseAct(books: Books, { key, machine }: RequestOf<'reversal'>, today: CalendarDate): AnswerOf<'reversal'> {
  const act = findAct(books, key);
  if (act === undefined) {
    books.prepare(`INSERT INTO act (key, machine, state, day) VALUES (?, ?, 'barred', ?)`).run(key, machine, today);
    return { outcome: 'barred' };
  }
  if (act.machine !== machine) throw new KeyReused(key);
  switch (act.state) {
    case 'settled':
      return { outcome: 'settled' };
    case 'barred':
      return { outcome: 'barred' };
    case 'reversed':
    case 'refused':
      return { outcome: 'reversed' };
    case 'held':
      setState(books, key, 'reversed');
      if (act.name !== null) KINDS[act.name].undo(act, books);
      return { outcome: 'reversed' };
  }
}

function setState(books: Books, key: string, state: Entry['state']): void {
  books.prepare('UPDATE act SET state = ? WHERE key = ?').run(state, key);
}

function findAct(books: Books, key: string): Entry | undefined {
  return books.prepare<[string], Entry>('SELECT key, name, machine, card, request, answer, state, amount FROM act WHERE key = ?').get(key);
}
