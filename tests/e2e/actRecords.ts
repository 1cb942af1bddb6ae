import { STEP_MS } from './bounds.ts';
import type { CardActName } from '../../machines/flows/cardAct.ts';
import { expect, type JournalEntry, type Kiosk } from './kiosk.ts';

/** How an act is brought onto its card: an amount that waited for it like cash, all else as a change of the card. */
const writing = (act: CardActName): string[] =>
  act === 'collect' ? ['card-write.intent', 'card-write.outcome'] : ['card-change.intent', 'card-change.outcome'];

function kindsOf(records: readonly JournalEntry[]): string[] {
  return records.map(({ kind }) => kind);
}

function endOf(records: readonly JournalEntry[]): unknown {
  return records.find(({ kind }) => kind === 'act.closed')?.body['end'];
}

/** Waits until the issuer was told that the card carries an act, and finds every step of it in the journal, in order. */
export async function expectSettled(kiosk: Kiosk, act: CardActName): Promise<readonly JournalEntry[]> {
  await expect.poll(() => endOf(kiosk.recordsOf(act))).toBe('settled');
  const records = kiosk.recordsOf(act);
  expect(kindsOf(records)).toEqual(['act.intent', 'act.answer', ...writing(act), 'act.closed']);
  return records;
}

/** Waits until the issuer has undone an act of which not one byte went to the card. */
export async function expectReversed(kiosk: Kiosk, act: CardActName): Promise<readonly JournalEntry[]> {
  await expect.poll(() => endOf(kiosk.recordsOf(act)), { timeout: 2 * STEP_MS }).toBe('reversed');
  const records = kiosk.recordsOf(act);
  expect(kindsOf(records).filter((kind) => kind.startsWith('card-'))).toEqual([]);
  return records;
}

/** @throws Error when the act has no such record. */
function bodyOf(records: readonly JournalEntry[], wanted: string): JournalEntry['body'] {
  const found = records.find(({ kind }) => kind === wanted);
  if (found === undefined) throw new Error(`no ${wanted} among ${records.map(({ kind }) => kind).join(', ')}`);
  return found.body;
}

/** How often the passenger agreed before the issuer was asked. */
export function confirmationsOf(records: readonly JournalEntry[]): number {
  return (bodyOf(records, 'act.intent')['consent'] as { confirmations: number }).confirmations;
}

/** What the issuer approved. */
export function approvalOf(records: readonly JournalEntry[]): Readonly<Record<string, unknown>> {
  return bodyOf(records, 'act.answer')['approval'] as Record<string, unknown>;
}

/** What the issuer was asked for. */
export function orderOf(records: readonly JournalEntry[]): Readonly<Record<string, unknown>> {
  return bodyOf(records, 'act.intent')['order'] as Record<string, unknown>;
}
