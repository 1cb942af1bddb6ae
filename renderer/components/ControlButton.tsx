import type { Control } from '../../machines/view/view.ts';
import { type Say, sayPrompt } from './say.ts';
import { TouchButton } from './TouchButton.tsx';

/** The station is told that a control was pressed. */
export type Press = (control: Control) => void;

export function controlTestId({ verb, arg }: Control): string {
  return arg === undefined ? `control-${verb}` : `control-${verb}-${arg}`;
}

/** A control of the View as a button. */
export function ControlButton({ control, say, press }: { readonly control: Control; readonly say: Say; readonly press: Press }) {
  return (
    <TouchButton look={control.emphasis} testId={controlTestId(control)} onPress={() => press(control)}>
      {sayPrompt(say, control.label)}
    </TouchButton>
  );
}
