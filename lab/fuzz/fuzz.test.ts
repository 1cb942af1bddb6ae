import { describe, expect, it } from 'vitest';
import { fuzzCredits } from './creditFuzz.ts';
import { fuzzDecoders } from './decoderFuzz.ts';
import { keptIn } from './referenceReply.ts';

const reply = (...bytes: number[]) => keptIn(Uint8Array.from(bytes), 5);

describe('the reference', () => {
  it('takes a reply whole or not at all', () => {
    expect(reply(0xf0, 0xef, 3, 0xcc, 0xee, 3, 0xeb)).toEqual({ channels: [3], moved: 0 });
    expect(reply(0xf0, 0xee, 1, 0xee, 2)).toEqual({ channels: [1, 2], moved: 0 });
    const nothing = { channels: [], moved: 0 };
    expect(reply(0xf0, 0xee, 3, 0x01)).toEqual(nothing);
    expect(reply(0xf0, 0xee, 3, 0xef)).toEqual(nothing);
    expect(reply(0xf0, 0xee, 6)).toEqual(nothing);
    expect(reply(0xf0, 0xee, 0)).toEqual(nothing);
    expect(reply(0xf5, 0xee, 3)).toEqual(nothing);
  });

  it('finds no credit in what belongs to another event', () => {
    expect(reply(0xf0, 0xda, 1, 0xee, 1, 0xee, 2, 0xee, 3, 0xee)).toEqual({ channels: [], moved: 0 });
    expect(reply(0xf0, 0xca, 0xee, 1, 0xee, 2, 0x54, 0x57, 0x44, 0xe2, 4)).toEqual({ channels: [4], moved: 1 });
  });
});

describe('mutated bytes', () => {
  it('go through every decoder', () => {
    const { violations, bytes } = fuzzDecoders(5, 100_000);
    expect([violations, bytes >= 100_000]).toEqual([[], true]);
  });

  it('in replies with valid checksums: no credit is invented, and none is lost', { timeout: 60_000 }, async () => {
    const { violations, credits, frames } = await fuzzCredits(5, 5_000);
    expect(violations).toEqual([]);
    expect(credits).toBeGreaterThan(frames / 20);
  });
});
