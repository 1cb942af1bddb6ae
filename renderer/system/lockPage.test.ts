import { describe, expect, it } from 'vitest';
import { lockPage } from './lockPage.ts';

/** Whether the locked page refuses an event. */
function refuses(type: string, facts: object = {}): boolean {
  let refused = false;
  const page = {
    addEventListener: (heard: string, listener: (event: Event) => void) => {
      if (heard === type) listener({ ...facts, preventDefault: () => (refused = true) } as unknown as Event);
    },
  };
  lockPage(page);
  return refused;
}

const bare = { ctrlKey: false, altKey: false, metaKey: false };

describe('a locked page', () => {
  it.each(['contextmenu', 'auxclick', 'dragover', 'drop', 'dragstart', 'selectstart', 'paste', 'copy'])('refuses %s', (type) => {
    expect(refuses(type)).toBe(true);
  });

  it.each(['F1', 'F5', 'F11', 'F12', 'a', 'PrintScreen', 'BrowserBack', 'BrowserHome', 'ContextMenu', 'LaunchMail', 'MediaPlayPause', ''])(
    'refuses the key %j',
    (key) => {
      expect(refuses('keydown', { key, ...bare })).toBe(true);
    },
  );

  it.each([
    ['p', 'ctrlKey'],
    ['r', 'ctrlKey'],
    ['+', 'ctrlKey'],
    ['0', 'ctrlKey'],
    ['ArrowLeft', 'altKey'],
    ['Tab', 'metaKey'],
  ])('refuses %s with %s', (key, modifier) => {
    expect(refuses('keydown', { key, ...bare, [modifier]: true })).toBe(true);
  });

  it.each(['0', '5', '9', '*', '#', 'Enter', 'Tab', ' ', 'ArrowUp', 'ArrowLeft', 'Escape', 'Backspace'])(
    'leaves the key %j of a keypad',
    (key) => {
      expect(refuses('keydown', { key, ...bare })).toBe(false);
    },
  );

  it('does not change its size by a wheel with Ctrl or by two fingers', () => {
    expect([refuses('wheel', { ctrlKey: true }), refuses('wheel', { ctrlKey: false })]).toEqual([true, false]);
    expect([refuses('touchmove', { touches: [0, 1] }), refuses('touchmove', { touches: [0] })]).toEqual([true, false]);
  });
});
