import type { Basis } from './basis.ts';
import type { PlaceQuestion } from './question.ts';
import type { PlaceRuling } from './ruling.ts';

/** May the machine begin with this many cards on its reader? */
export function place({ cards }: PlaceQuestion, basis: Basis): PlaceRuling {
  return cards === basis.take('cardsAtOnce') ? { outcome: 'allow' } : { outcome: 'deny', code: 'K10' };
}
