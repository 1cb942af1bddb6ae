import { type Control, type Service, services } from '../../machines/view/view.ts';
import { ServiceIcon } from '../pictures/ServiceIcon.tsx';
import { controlTestId, type Press } from './ControlButton.tsx';
import { type Say, sayPrompt } from './say.ts';
import style from './ServiceButton.module.css';
import { ServiceName } from './ServiceName.tsx';
import { TouchButton } from './TouchButton.tsx';

function serviceOf({ arg }: Control): Service | undefined {
  return services.find((service) => service === arg);
}

/**
 * A service as a wide key: its picture at the left, its name beside it. What can only be told of, and is done elsewhere,
 * lies flat.
 */
export function ServiceButton({ control, say, press }: { readonly control: Control; readonly say: Say; readonly press: Press }) {
  const service = serviceOf(control);
  const look = control.emphasis === 'primary' ? 'primary' : 'quiet';
  return (
    <TouchButton look={look} testId={controlTestId(control)} onPress={() => press(control)}>
      <span className={style.picture} data-look={look}>
        {service !== undefined && <ServiceIcon service={service} />}
      </span>
      <span className={style.label}>
        <ServiceName name={sayPrompt(say, control.label)} />
      </span>
    </TouchButton>
  );
}
