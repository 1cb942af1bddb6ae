import { type MouseEvent, type PointerEvent, type ReactNode, useContext, useState } from 'react';
import type { Control } from '../../machines/view/view.ts';
import { PressGroundContext } from '../press/pressGround.ts';
import { PressJudge } from '../press/pressJudge.ts';
import style from './TouchButton.module.css';

/** The station is told that a control was pressed. */
export type Press = (control: Control) => void;

export function controlTestId({ verb, arg }: Control): string {
  return arg === undefined ? `control-${verb}` : `control-${verb}-${arg}`;
}

interface TouchButtonProps {
  readonly look: Control['emphasis'] | 'language' | 'bell';
  readonly control: Control;
  readonly press: Press;
  readonly children: ReactNode;
  /** For a choice among several: whether it is the chosen one. */
  readonly chosen?: boolean;
  readonly lang?: string;
}

type Button = HTMLButtonElement;

/** A native button for a finger, a key and assistive technology. What counts as a press is the judge's to say. */
export function TouchButton(props: TouchButtonProps) {
  // Where another control stands now, another element does: a finger that lies there holds nothing of it.
  return <OneControl key={controlTestId(props.control)} {...props} />;
}

function OneControl({ look, control, press, children, chosen, lang }: TouchButtonProps) {
  const { question, pointers } = useContext(PressGroundContext);
  const [judge] = useState(() => new PressJudge(control.verb));

  const abandon = ({ pointerId, currentTarget }: PointerEvent<Button>): void => {
    if (judge.isHeldBy(pointerId)) delete currentTarget.dataset.pressed;
    judge.abandon(pointerId);
  };
  return (
    <button
      type="button"
      className={style.button}
      data-look={look}
      data-testid={controlTestId(control)}
      lang={lang}
      aria-pressed={chosen}
      onPointerDown={({ pointerId, button, currentTarget }) => {
        if (button !== 0 || !judge.begin({ by: pointerId, question, alone: !pointers.othersThan(pointerId) })) return;
        // Its end is heard here, wherever it goes up.
        currentTarget.setPointerCapture(pointerId);
        // Straight to the element: the pressed look must not wait for React.
        currentTarget.dataset.pressed = '';
      }}
      onPointerUp={(event) => {
        if (judge.isHeldBy(event.pointerId)) delete event.currentTarget.dataset.pressed;
        if (judge.end(event.pointerId, isInside(event), question)) press(control);
      }}
      onPointerCancel={abandon}
      onLostPointerCapture={abandon}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        // A key that is held down is pressed once.
        if (event.repeat) event.preventDefault();
        else judge.begin({ by: null, question, alone: true });
      }}
      onClick={({ nativeEvent }: MouseEvent<Button>) => {
        if (madeByPointer(nativeEvent)) return;
        // Assistive technology clicks without a key.
        if (!judge.isHeldBy(null)) judge.begin({ by: null, question, alone: true });
        if (judge.end(null, true, question)) press(control);
      }}
    >
      {children}
    </button>
  );
}

function isInside({ clientX, clientY, currentTarget }: PointerEvent<Button>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

/** Its pointer's end was heard already. */
function madeByPointer(click: globalThis.MouseEvent): boolean {
  return 'pointerType' in click && click.pointerType !== '';
}
