/** The part of a browser window that a locked page hears. */
export type PageEvents = Pick<Window, 'addEventListener'>;

/** What somebody at the screen must not get from the browser: menus, other pages, files, a selection, another size. */
const REFUSED = ['contextmenu', 'auxclick', 'dragenter', 'dragover', 'dragstart', 'drop', 'selectstart', 'paste', 'copy', 'cut'] as const;

/** Keys of a tactile keypad, which comes as a USB keyboard, and those that move the focus. */
const keypadKeys: ReadonlySet<string> = new Set([
  ...'0123456789*#'.split(''),
  'Enter',
  'Escape',
  'Backspace',
  'Tab',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Shift',
]);

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

function isKeypadKey({ key, ctrlKey, altKey, metaKey }: Keys): boolean {
  return keypadKeys.has(key) && !ctrlKey && !altKey && !metaKey;
}

/**
 * Takes from the page whatever leads out of it: context menu, zoom, dropped files, printing, reload and navigation keys. The window
 * of the field forbids the same once more, from outside the page.
 */
export function lockPage(page: PageEvents): void {
  const refuse = (event: Event): void => event.preventDefault();
  for (const type of REFUSED) page.addEventListener(type, refuse, { capture: true });
  page.addEventListener(
    'keydown',
    (event) => {
      if (!isKeypadKey(event)) refuse(event);
    },
    { capture: true },
  );
  // Chromium zooms by a wheel with Ctrl, and by a pinch on a touch pad, which comes as one. Not passive: only so it can be refused.
  page.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) refuse(event);
    },
    { capture: true, passive: false },
  );
  // Two fingers on a touch screen pinch; each of them may still press.
  page.addEventListener(
    'touchmove',
    (event) => {
      if (event.touches.length > 1) refuse(event);
    },
    { capture: true, passive: false },
  );
}
