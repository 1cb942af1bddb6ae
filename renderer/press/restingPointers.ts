/** The part of a browser window that pointers are heard from. */
export type PointerSource = Pick<Window, 'addEventListener'>;

/** Who lies on the screen at this moment. */
export interface RestingPointers {
  /** Does any other finger, hand or button lie on the screen than this pointer? */
  othersThan(pointerId: number): boolean;
}

/** For pages that nobody touches. */
export const noPointers: RestingPointers = { othersThan: () => false };

/** Hears every pointer of the page, before any control does. */
export function watchPointers(source: PointerSource): RestingPointers {
  const down = new Map<number, string>();
  const lifted = ({ pointerId }: PointerEvent): void => {
    down.delete(pointerId);
  };
  source.addEventListener(
    'pointerdown',
    ({ pointerId, pointerType, isPrimary }) => {
      // The first of its kind: none of those remembered can still be there, whatever became of their end.
      if (isPrimary) for (const [id, type] of down) if (type === pointerType) down.delete(id);
      down.set(pointerId, pointerType);
    },
    true,
  );
  source.addEventListener('pointerup', lifted, true);
  source.addEventListener('pointercancel', lifted, true);
  return { othersThan: (pointerId) => [...down.keys()].some((id) => id !== pointerId) };
}
