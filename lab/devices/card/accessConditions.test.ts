import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../hardware/ports/hex.ts';
import { mayTouchData, mayTouchTrailer } from './accessConditions.ts';

const trailer = (bits: string): Uint8Array => fromHex(`ffffffffffff${bits}00ffffffffffff`);
/** The cards in the field: data blocks 110, trailer 011. */
const FIELD = trailer('08778f');
/** As cards leave the factory: data blocks 000, trailer 001. */
const FACTORY = trailer('ff0780');

describe('access bits', () => {
  it('let both keys read and only key B write on the cards in the field', () => {
    for (const index of [0, 1, 2]) {
      expect(mayTouchData(FIELD, index, 'read', 'a')).toBe(true);
      expect(mayTouchData(FIELD, index, 'read', 'b')).toBe(true);
      expect(mayTouchData(FIELD, index, 'write', 'a')).toBe(false);
      expect(mayTouchData(FIELD, index, 'write', 'b')).toBe(true);
      expect(mayTouchData(FIELD, index, 'increment', 'a')).toBe(false);
      expect(mayTouchData(FIELD, index, 'increment', 'b')).toBe(true);
      expect(mayTouchData(FIELD, index, 'decrement', 'a')).toBe(true);
    }
    expect(mayTouchTrailer(FIELD, 'writeKeyA', 'a')).toBe(false);
    expect(mayTouchTrailer(FIELD, 'writeKeyA', 'b')).toBe(true);
    expect(mayTouchTrailer(FIELD, 'readAccessBits', 'a')).toBe(true);
    expect(mayTouchTrailer(FIELD, 'readKeyB', 'b')).toBe(false);
  });

  it('make key B useless where it can be read, as on a card from the factory', () => {
    expect(mayTouchData(FACTORY, 1, 'write', 'a')).toBe(true);
    expect(mayTouchData(FACTORY, 1, 'write', 'b')).toBe(false);
    expect(mayTouchTrailer(FACTORY, 'readKeyB', 'a')).toBe(true);
  });

  it('allow nothing when their two copies disagree', () => {
    const damaged = trailer('08778e');
    expect(mayTouchData(damaged, 0, 'read', 'a')).toBe(false);
    expect(mayTouchTrailer(damaged, 'readAccessBits', 'b')).toBe(false);
  });
});
