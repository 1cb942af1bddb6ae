import type { TransactionId } from '../../machines/flows/transactionId.ts';
import type { SealedCard } from '../journal/cardSeal.ts';
import type { EffectDeps } from './deps.ts';
import { record } from './record.ts';

/**
 * Writes down what becomes of a transaction by what its card says by itself, and keeps that with it: the card's blocks, sealed,
 * for they say where it was used.
 * @param reading what this software made of them, in words without anything personal
 * @param write appends the decision
 * @returns whether all of it is durable; nothing is, where the card was not heard or another one lies there
 */
export async function recordWithEvidence(
  deps: EffectDeps,
  { id, card }: { readonly id: TransactionId; readonly card: SealedCard },
  reading: string,
  write: () => void,
): Promise<boolean> {
  const { journal, log, reader, seal } = deps;
  const evidence = await reader.readEvidence(seal.openCard(card));
  if (!evidence.ok) {
    log.write('card.not-read-out', { transaction: id, kind: evidence.error.kind, detail: evidence.error.detail });
    return false;
  }
  const { profile, blocks } = evidence.value;
  return record(deps, () => {
    journal.append('card-evidence', id, { profile, blocks: seal.sealText(JSON.stringify(blocks)), reading });
    write();
  });
}
