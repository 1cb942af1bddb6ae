import { expect, it } from 'vitest';
import { type PointerSource, watchPointers } from './restingPointers.ts';

function screen() {
  const listeners = new Map<string, (event: PointerEvent) => void>();
  const source = { addEventListener: (type: string, listener: (event: PointerEvent) => void) => listeners.set(type, listener) };
  const resting = watchPointers(source as unknown as PointerSource);
  const say = (type: string, pointerId: number, isPrimary = false, pointerType = 'touch'): void =>
    listeners.get(type)?.({ pointerId, isPrimary, pointerType } as PointerEvent);
  return { resting, say };
}

it('knows of every finger that lies on the screen until it goes up or is taken away', () => {
  const { resting, say } = screen();
  say('pointerdown', 1, true);
  expect(resting.othersThan(1)).toBe(false);
  say('pointerdown', 2);
  expect([resting.othersThan(1), resting.othersThan(2)]).toEqual([true, true]);
  say('pointerup', 1);
  expect(resting.othersThan(2)).toBe(false);
  say('pointerdown', 3);
  say('pointercancel', 3);
  expect(resting.othersThan(2)).toBe(false);
});

it('does not believe in a finger whose end was never told once another one is the first', () => {
  const { resting, say } = screen();
  say('pointerdown', 1, true);
  say('pointerdown', 5, true);
  expect(resting.othersThan(5)).toBe(false);
  say('pointerdown', 6, true, 'pen');
  expect(resting.othersThan(6)).toBe(true);
});
