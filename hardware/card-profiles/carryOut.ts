import type { WriteVerdict } from '../ports/cardReader.ts';
import { ok, type Result } from '../ports/result.ts';
import { type AccessFault, type BlockAccess, sectorOf } from './blockAccess.ts';
import { type BlockChange, stateOf } from './blockChange.ts';
import { type CardBlocks, readBlocks } from './cardBlocks.ts';
import { decideRollForward } from './rollForward.ts';

/**
 * Looks at most this often: once before writing, once after, and once more around a repair. More means that blocks
 * which were answered as written do not read back, and going on would not help.
 */
const LOOKS = 3;

/** What carrying out a change came to, on the card that is meant. */
export type CarryOutVerdict = Exclude<WriteVerdict, { readonly verdict: 'other-card' }>;

/** Why nothing more came of it. */
interface Unheard {
  readonly detail: string;
}

/** Asked before anything is written; a refusal leaves the card as it is. */
export type MayWrite = () => Promise<Result<void, Unheard>>;

/**
 * Brings a card from wherever it stands to the end of `changes`: looks, decides, writes what is left, looks again.
 * Safe to repeat on any day.
 */
export async function carryOut(access: BlockAccess, changes: readonly BlockChange[], mayWrite: MayWrite): Promise<CarryOutVerdict> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await lookAt(access, changes);
    if (!seen.ok) return unheard(seen.error);
    const next = decideRollForward(changes, seen.value);
    if (next.decision === 'written') return { verdict: 'written', found: look === 0 };
    if (next.decision === 'conflict') {
      // After a write of ours it is no longer true that the card was not touched.
      return look === 0 ? { verdict: 'conflict', detail: next.detail } : { verdict: 'unknown', detail: `read back: ${next.detail}` };
    }
    const written = await writeAll(access, next.rest, mayWrite);
    if (!written.ok) return unheard(written.error);
  }
  return { verdict: 'unknown', detail: 'what was written does not read back' };
}

/**
 * The short way for a card whose blocks were read a moment ago in this very session, when all of them stood at "before":
 * the first block is read once more, then all are written and read back.
 *
 * Nothing can have come between. The reader is ours alone, its connection ends with every coming or going of a card, and
 * the sector of the first block is open under the writing key since it was read: a MIFARE Classic card that loses the
 * field forgets that, and another card never knew it. So a write reaches the card that was read, as it was read, or none.
 * A further sector is opened over the same connection, a few milliseconds after the last answer, with this card's keys.
 *
 * @returns null when that card does not answer so any more. Nothing was written: begin anew with {@link carryOut}.
 */
export async function carryOutAtOnce(
  access: BlockAccess,
  changes: readonly BlockChange[],
  mayWrite: MayWrite,
): Promise<CarryOutVerdict | null> {
  const [first] = changes;
  if (first === undefined) return { verdict: 'written', found: true };
  const bytes = await access.read(first.place.block);
  if (!bytes.ok || !stateOf(first, bytes.value).before) return null;
  const written = await writeAll(access, changes, mayWrite);
  if (!written.ok) return unheard(written.error);
  const rest = await carryOut(access, changes, () => Promise.resolve(ok()));
  // Now that we have written, a strange picture is no proof that the card is untouched.
  if (rest.verdict === 'conflict') return { verdict: 'unknown', detail: `read back: ${rest.detail}` };
  return rest.verdict === 'written' ? { verdict: 'written', found: false } : rest;
}

/**
 * Brings a card from wherever it stands back to where it stood before `changes`, the last written block first: what a cut leaves is a
 * picture of {@link decideRollForward} all the same, so that either way can be gone from it.
 */
export async function takeBack(access: BlockAccess, changes: readonly BlockChange[]): Promise<CarryOutVerdict> {
  const back = changes
    .toReversed()
    .flatMap(({ place, form, before: [before], after }) => (before === undefined ? [] : { place, form, before: [after], after: before }));
  const end = await carryOut(access, back, () => Promise.resolve(ok()));
  return end.verdict === 'written'
    ? { verdict: 'untouched', detail: end.found ? 'nothing of it was written' : 'what was begun is taken back' }
    : end;
}

/** From the last block to the first: afterwards the sector in which writing begins is open. */
export function lookAt(access: BlockAccess, changes: readonly Pick<BlockChange, 'place'>[]): Promise<Result<CardBlocks, AccessFault>> {
  return readBlocks(access, 'b', changes.map(({ place }) => place.block).toReversed());
}

async function writeAll(access: BlockAccess, changes: readonly BlockChange[], mayWrite: MayWrite): Promise<Result<void, Unheard>> {
  const allowed = await mayWrite();
  if (!allowed.ok) return allowed;
  for (const { place, after } of changes) {
    const opened = await access.authenticate(sectorOf(place.block), 'b');
    if (!opened.ok) return opened;
    const written = await access.write(place.block, after);
    if (!written.ok) return written;
  }
  return ok();
}

export function unheard(fault: Unheard): CarryOutVerdict {
  return { verdict: 'unknown', detail: fault.detail };
}
