import { type MouseEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import type { Control } from '../../machines/view/view.ts';
import style from './TouchButton.module.css';

interface TouchButtonProps {
  readonly look: Control['emphasis'] | 'language';
  readonly testId: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
  /** For a choice among several: whether it is the chosen one. */
  readonly chosen?: boolean;
  readonly lang?: string;
}

/** A click that no pointer made: a key, or assistive technology. */
const NO_POINTER = -1;

/**
 * A native button for a finger: it looks pressed when the finger comes down, acts when it goes up, and hears one
 * finger only - a second one that lands beside the first is a hand that leans on the screen.
 */
export function TouchButton({ look, testId, onPress, children, chosen, lang }: TouchButtonProps) {
  const pointer = useRef<number | null>(null);

  const release = (event: PointerEvent<HTMLButtonElement>): void => {
    if (event.pointerId === pointer.current) delete event.currentTarget.dataset.pressed;
  };
  return (
    <button
      type="button"
      className={style.button}
      data-look={look}
      data-testid={testId}
      lang={lang}
      aria-pressed={chosen}
      onPointerDown={(event) => {
        if (!event.isPrimary) return;
        pointer.current = event.pointerId;
        // Straight to the element: the pressed look must not wait for React.
        event.currentTarget.dataset.pressed = '';
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={release}
      onClick={({ nativeEvent }: MouseEvent<HTMLButtonElement>) => {
        const id = 'pointerId' in nativeEvent ? nativeEvent.pointerId : NO_POINTER;
        if (id === NO_POINTER || id === pointer.current) onPress();
      }}
    >
      {children}
    </button>
  );
}
