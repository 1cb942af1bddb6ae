import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { SealedCard } from './cardSeal.ts';

interface Entry {
  readonly id: TransactionId;
  readonly card: SealedCard;
}

/** Transactions by id, and by the keyed hash of their card. In both the oldest comes first. */
export class TransactionBook<Transaction extends Entry> {
  readonly #byId = new Map<TransactionId, Transaction>();
  readonly #ofCard = new Map<string, Set<TransactionId>>();

  get all(): readonly Transaction[] {
    return [...this.#byId.values()];
  }

  get(id: TransactionId): Transaction | undefined {
    return this.#byId.get(id);
  }

  ofCard(find: string): readonly Transaction[] {
    return [...(this.#ofCard.get(find) ?? [])].flatMap((id) => this.#byId.get(id) ?? []);
  }

  set(transaction: Transaction): void {
    const { id, card } = transaction;
    this.#byId.set(id, transaction);
    const ofCard = this.#ofCard.get(card.find);
    if (ofCard === undefined) this.#ofCard.set(card.find, new Set([id]));
    else ofCard.add(id);
  }

  delete({ id, card }: Transaction): void {
    this.#byId.delete(id);
    const ofCard = this.#ofCard.get(card.find);
    ofCard?.delete(id);
    if (ofCard?.size === 0) this.#ofCard.delete(card.find);
  }
}
