import type { Control } from '../../machines/view/view.ts';
import { type Say, sayPrompt } from './say.ts';
import { type Press, TouchButton } from './TouchButton.tsx';

/** A control of the View as a button. */
export function ControlButton({ control, say, press }: { readonly control: Control; readonly say: Say; readonly press: Press }) {
  return (
    <TouchButton look={control.emphasis} control={control} press={press}>
      {sayPrompt(say, control.label)}
    </TouchButton>
  );
}
