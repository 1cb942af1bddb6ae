import { describe, expect, it } from 'vitest';
import type { CashInEnd, ReturnReason } from '../ports/cashAcceptor.ts';
import { dollars } from '../ports/dollars.ts';
import { Keeping } from './keeping.ts';
import { SSP_LIMITS } from './limits.ts';

const BEFORE = { serial: '1', notesKept: 7 };
const OVER_MS = SSP_LIMITS.stackMs;

/** A note of which the unit says that it rejected one, and whose counters are looked at once at this time. */
async function rejected(reason: ReturnReason, atMs: number, counted = 0): Promise<CashInEnd | 'open'> {
  const note = { item: { id: 1, value: dollars(500) }, channel: 3 };
  const keeping = new Keeping({ note, counters: BEFORE, acceptedAtMs: 0, commit: () => undefined, limits: SSP_LIMITS });
  keeping.rejected(reason);
  keeping.weigh({ ...BEFORE, notesKept: BEFORE.notesKept + counted }, atMs);
  return keeping.settled ? keeping.outcome : 'open';
}

describe('a rejection while a note is on its way in, the counters standing still', () => {
  it('is about that note only once its full stacking time is over', async () => {
    expect(await rejected('not-recognised', OVER_MS - 1)).toBe('open');
    expect(await rejected('not-recognised', OVER_MS)).toEqual({ end: 'returned', reason: 'not-recognised' });
  });

  it('of a second note says nothing of the first, however long it takes', async () => {
    expect(await rejected('second-note', OVER_MS - 1)).toBe('open');
    expect(await rejected('second-note', OVER_MS)).toMatchObject({ end: 'unknown' });
  });

  it('belongs to no identifiable note once the counters have moved', async () => {
    expect(await rejected('not-recognised', OVER_MS, 1)).toMatchObject({ end: 'unknown' });
    expect(await rejected('not-recognised', 0, 1)).toMatchObject({ end: 'unknown' });
  });
});
