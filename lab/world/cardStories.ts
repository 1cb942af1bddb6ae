import { LAYOUT } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { newestRecord } from '../../hardware/card-profiles/recordOrder.ts';
import { decodeRecord } from '../../hardware/card-profiles/transactionRecord.ts';
import { toHex } from '../../hardware/ports/hex.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { type Ledger, moneyStateOf } from '../../station/journal/ledger.ts';
import { parseRecord, type JournalRecord } from '../../station/journal/records.ts';
import type { Elsewhere } from '../devices/card/cardElsewhere.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { World } from './world.ts';
import { purseOf } from './worldCards.ts';

/** A write that was undecided when its card was used elsewhere. */
export interface CardStory {
  readonly transaction: TransactionId;
  /** The card carried all of it by then. */
  readonly carried: boolean;
  /** Whether the card still tells so, by the records that the other machines left. */
  readonly told: boolean;
  /** Records of the journal by then. */
  readonly upto: number;
}

/** How far back the ring of records reaches. */
const RING = 6;

/** Lets a card be used elsewhere, and notes what it can tell of what was undecided on it. */
export function liveOn(world: World, card: SimulatedCard, places: readonly Elsewhere[]): CardStory[] {
  const stories = creditsIn(world.ledger()).flatMap(({ id, plan, write }) => {
    if (write !== 'undecided' || plan === null || world.seal.openText(plan.uid) !== toHex(card.uid)) return [];
    const { block } = LAYOUT.lastAddValue;
    const record = toHex(card.image.subarray(block * 16, block * 16 + 16));
    return [{ transaction: id, carried: record === plan.recordAfter && purseOf(card) === plan.balanceAfter }];
  });
  const used = places.filter((where, index) => world.cards.use(card, where, world.clock.wallMs() + (index + 1) * 60_000));
  for (const where of used) world.log.write(world.clock.monotonicMs(), `card used: ${where}`);
  if (used.length === 0) return [];
  // A second credit takes the place of the first: what that was cannot be seen any more.
  const credits = used.filter((where) => where === 'kiosk').length;
  const reaches = used.length - credits <= RING;
  return stories.map(({ transaction, carried }) => ({
    transaction,
    carried,
    told: reaches && credits + (carried ? 1 : 0) <= 1,
    upto: world.disk.records.length,
  }));
}

function creditsIn(ledger: Ledger) {
  const acts = ledger.acts.asked.flatMap(({ id, plan, write }) => (plan?.by === 'add-value' ? [{ id, plan: plan.plan, write }] : []));
  return [...ledger.transactions.map(({ id, plan, write }) => ({ id, plan, write })), ...acts];
}

/** What the machine made of the stories once the card was back, against what was to be made of them. */
export function findMisread(world: World, stories: readonly CardStory[]): string[] {
  const records = world.disk.records.map(parseRecord);
  return stories.flatMap(({ transaction, carried, told, upto }) => {
    if (!told) return [];
    const later = records.filter((record) => record.transaction === transaction && record.seq > upto);
    const faults: string[] = [];
    if (later.some(({ kind }) => kind === 'case')) faults.push(`${transaction} is a case although its card tells what became of it`);
    if (carried && later.some(({ kind }) => kind === 'claim')) faults.push(`a claim was given for ${transaction}, which is on its card`);
    return faults;
  });
}

/** A card on which nothing is open any more must be fit for every machine: its purse is what its newest record left. */
export function findSpoiled(world: World, card: SimulatedCard): string[] {
  const { transactions, acts } = world.ledger();
  const open = [...transactions, ...acts.all].some(({ write }) => write === 'conflict' || write === 'undecided');
  if (open || transactions.some((each) => moneyStateOf(each) !== 'closed')) return [];
  const recordIn = ({ block }: { readonly block: number }) => decodeRecord(card.image.subarray(block * 16, block * 16 + 16));
  const ring = LAYOUT.ring.map(recordIn).filter((record) => record !== null);
  const lastAddValue = recordIn(LAYOUT.lastAddValue);
  const newest = newestRecord(ring, lastAddValue === null ? [] : [lastAddValue], purseOf(card));
  return newest !== null && newest.balanceAfter !== purseOf(card) ? ['the purse of a card is not what its newest record left'] : [];
}

/** Cases of a card that people cannot decide, for what the card said was not kept with them. */
export function findBareCases(world: World): string[] {
  const records = world.disk.records.map(parseRecord);
  return records.flatMap((record, index) => {
    if (record.kind !== 'case' || record.body.cause !== 'card-conflict') return [];
    const evidence = records.slice(0, index).findLast((each) => each.kind === 'card-evidence' && each.transaction === record.transaction);
    return isReadable(world, evidence) ? [] : [`the case of ${record.transaction} has no evidence`];
  });
}

function isReadable(world: World, evidence: JournalRecord | undefined): boolean {
  if (evidence?.kind !== 'card-evidence') return false;
  const blocks = JSON.parse(world.seal.openText(evidence.body.blocks)) as readonly { readonly block: number }[];
  const kept = new Set(blocks.map(({ block }) => block));
  return [LAYOUT.purse, LAYOUT.backupPurse, LAYOUT.lastAddValue, ...LAYOUT.ring].every(({ block }) => kept.has(block));
}
