import { describe, expect, it } from 'vitest';
import { ok } from '../ports/result.ts';
import type { BlockAccess } from './blockAccess.ts';
import type { BlockChange } from './blockChange.ts';
import { carryOut, carryOutAtOnce, type MayWrite } from './carryOut.ts';
import { withCheckByte } from './checkByte.ts';

const content = (filler: number): Uint8Array => withCheckByte(new Uint8Array(16).fill(filler));
const CHANGES = [52, 56].map(
  (block): BlockChange => ({ place: { block, confidence: 'synthetic' }, form: 'checked', before: [content(1)], after: content(2) }),
);
const mayWrite: MayWrite = () => Promise.resolve(ok());

/** A card that answers everything, and of a write keeps what `keeps` says. */
function card(keeps: (written: Uint8Array) => Uint8Array | null) {
  const blocks = new Map([52, 56].map((block) => [block, content(1)]));
  let writes = 0;
  const access: BlockAccess = {
    authenticate: async () => ok(),
    read: async (block) => ok(blocks.get(block)?.slice() ?? new Uint8Array(16)),
    readAll: async (_, wanted) => ok(wanted.map((block) => blocks.get(block)?.slice() ?? new Uint8Array(16))),
    write: async (block, data) => {
      writes += 1;
      const kept = keeps(data);
      if (kept !== null) blocks.set(block, kept);
      return ok();
    },
  };
  return { access, writes: () => writes };
}

describe.each([
  ['the short way', carryOutAtOnce],
  ['the long way', carryOut],
] as const)('%s of a change', (_, way) => {
  it('is believed only when it reads back', async () => {
    expect(await way(card((written) => written).access, CHANGES, mayWrite)).toEqual({ verdict: 'written', found: false });
  });

  it('is unknown on a card that says yes and keeps nothing, and is not tried for ever', async () => {
    const { access, writes } = card(() => null);
    expect(await way(access, CHANGES, mayWrite)).toMatchObject({ verdict: 'unknown' });
    expect(writes()).toBeLessThanOrEqual(4 * CHANGES.length);
  });

  it('is unknown, not untouched, when something strange reads back', async () => {
    const { access, writes } = card(() => content(7));
    expect(await way(access, CHANGES, mayWrite)).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('read back') });
    expect(writes()).toBe(CHANGES.length);
  });

  it('repairs on the spot a block that was torn although it was answered, and nothing else', async () => {
    let first = true;
    const { access } = card((written) => {
      if (!first) return written;
      first = false;
      return null;
    });
    // The first block stayed old and the second is new: no interrupted run leaves that, so it is not gone on with.
    expect(await way(access, CHANGES, mayWrite)).toMatchObject({ verdict: 'unknown' });
    let last = 0;
    const torn = card((written) => {
      last += 1;
      return last === CHANGES.length ? written.with(0, 9) : written;
    });
    expect(await way(torn.access, CHANGES, mayWrite)).toMatchObject({ verdict: 'written', found: false });
  });
});
