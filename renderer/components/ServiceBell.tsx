import type { View } from '../../machines/view/view.ts';
import { BellIcon } from '../pictures/Icons.tsx';
import { type Say, sayPrompt } from './say.ts';
import style from './ServiceBell.module.css';
import { type Press, TouchButton } from './TouchButton.tsx';

/** The bell: bottom left on every screen. Once rung, the same place says so. */
export function ServiceBell({ view, say, press }: { readonly view: View; readonly say: Say; readonly press: Press }) {
  const control = view.controls.find(({ verb }) => verb === 'call-staff');
  return (
    <div className={style.bell}>
      {control !== undefined && (
        <TouchButton look="bell" control={control} press={press}>
          <BellIcon />
          {sayPrompt(say, control.label)}
        </TouchButton>
      )}
      {view.chrome.staffCalled && (
        <p className={style.called}>
          <BellIcon />
          {say('staff.called')}
        </p>
      )}
    </div>
  );
}
