import { describe, expect, it } from 'vitest';
import { figuresOf } from './RollingAmount.tsx';

/** `shown from→to` of every figure. */
function rolls(before: string, after: string): string[] {
  return figuresOf(before, after).map(({ shown, from, to }) => (shown === ',' ? ',' : `${from}→${to}`));
}

describe('figuresOf', () => {
  it('pairs figures of the same place', () => {
    expect(rolls('350', '850')).toEqual(['3→8', '5→5', '0→0']);
  });

  it('lets new places begin at nothing and keeps separators where they are', () => {
    expect(rolls('350', '1,350')).toEqual(['0→1', ',', '3→3', '5→5', '0→0']);
    expect(rolls('9,000', '10,000')).toEqual(['0→1', '9→0', ',', '0→0', '0→0', '0→0']);
  });

  it('gives every figure an identity of its own', () => {
    const places = figuresOf('0', '1,234,567').map(({ place }) => place);
    expect(new Set(places).size).toBe(places.length);
  });
});
