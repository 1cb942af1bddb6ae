import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import type { CardHash, CardSeal } from '../journal/cardSeal.ts';
import type { Log } from '../../hardware/ports/log.ts';
import type { ErrandEnd } from './errand.ts';
import type { IssuerLink } from './issuerLink.ts';
import type { LockListStore } from './lockListStore.ts';

/**
 * A loss becomes the issuer's three hours after its notice (R-001-38, R-003-35), and a listed card is to be locked by the first
 * device that sees it (R-001-29): ten minutes are little of that, and one small request in ten minutes is nothing to a host
 * with thousands of machines.
 */
export const LOCK_LIST_EVERY_MS = 600_000;

export interface LockListParts {
  readonly store: LockListStore;
  readonly seal: CardSeal;
  readonly machine: string;
  readonly log: Log;
}

/**
 * The issuer's lock list (鎖卡名單) on this machine: as new as the last answer, there without a network, and without anybody's
 * card number: only the keyed hashes by which the journal finds cards, too.
 */
export class LockList {
  readonly #parts: LockListParts;
  readonly #listed: Set<string>;
  #upto: number;

  /** Starts from what is kept. @throws Error when the store cannot be read. */
  constructor(parts: LockListParts) {
    this.#parts = parts;
    const { store, seal } = parts;
    // Any number would do: it names the key without telling it.
    const keyMark = seal.cardHashOf(new CardNumber('0000'));
    if (store.read().keyMark !== keyMark) store.begin(keyMark);
    const { upto, finds } = store.read();
    this.#upto = upto;
    this.#listed = new Set(finds);
  }

  isListed(cardHash: CardHash): boolean {
    return this.#listed.has(cardHash);
  }

  /** Asks for one page of changes. */
  async fetchChanges(link: IssuerLink): Promise<ErrandEnd> {
    const { machine, store, seal, log } = this.#parts;
    const answer = await link.ask('lock-list', { machine, after: this.#upto });
    if (!answer.ok) return { failed: `${answer.error.kind}: ${answer.error.detail}` };
    const { upto } = answer.value;
    if (upto < this.#upto) {
      log.write('issuer.lock-list-new', { had: this.#upto, upto });
      store.begin(store.read().keyMark);
      this.#listed.clear();
      this.#upto = 0;
      return 'more';
    }
    if (upto === this.#upto) return 'done';
    const changes = answer.value.changes.map(({ card, listed }) => ({ find: seal.cardHashOf(new CardNumber(card)), listed }));
    // The disk first: what it cannot keep is asked for again.
    store.apply(upto, changes);
    for (const { find, listed } of changes) this.#listed[listed ? 'add' : 'delete'](find);
    this.#upto = upto;
    return 'more';
  }
}
