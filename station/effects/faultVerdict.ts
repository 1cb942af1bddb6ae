import type { CardFault } from '../../hardware/ports/cardReader.ts';

/** What a card that was begun with says when it cannot be gone on with. */
export type FaultVerdict = 'other-card' | 'conflict' | 'unknown';

export function faultVerdictOf(kind: CardFault['kind']): FaultVerdict {
  switch (kind) {
    // The card of a transaction was read once: one that no profile knows is another one.
    case 'other-card':
    case 'unsupported':
      return 'other-card';
    case 'contradictory':
    case 'not-writable':
      return 'conflict';
    // Nothing about the card itself: it may go better the next time.
    case 'no-card':
    case 'brushed':
    case 'unreadable':
    case 'several':
    case 'no-credit':
    case 'reader-offline':
      return 'unknown';
  }
}
