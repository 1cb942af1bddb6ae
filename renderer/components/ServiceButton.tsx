import { type Control, type Service, services } from '../../machines/view/view.ts';
import { ServiceIcon } from '../pictures/ServiceIcon.tsx';
import { controlTestId, type Press } from './ControlButton.tsx';
import { type Say, sayPrompt } from './say.ts';
import style from './ServiceButton.module.css';
import { TouchButton } from './TouchButton.tsx';

function serviceOf({ arg }: Control): Service | undefined {
  return services.find((service) => service === arg);
}

/** Too long for half a row: Han are twice as wide as the rest. */
const LONG = /^(?:\p{Script=Han}{10,}|.{26,})$/u;

/** The exact Chinese name of a menu stands in every language: on a line of its own, under the translation. */
const NAME_BESIDE_TRANSLATION = /^([^\p{Script=Han}]+) (\p{Script=Han}+)$/u;

/**
 * A service as a wide key: its picture at the left, its name beside it. What can only be told of, and is done elsewhere,
 * lies flat.
 */
export function ServiceButton({ control, say, press }: { readonly control: Control; readonly say: Say; readonly press: Press }) {
  const service = serviceOf(control);
  const label = sayPrompt(say, control.label);
  const look = control.emphasis === 'primary' ? 'primary' : 'quiet';
  const [, translation = label, name] = NAME_BESIDE_TRANSLATION.exec(label) ?? [];
  return (
    <TouchButton look={look} testId={controlTestId(control)} onPress={() => press(control)}>
      <span className={style.picture} data-look={look}>
        {service !== undefined && <ServiceIcon service={service} />}
      </span>
      <span className={style.label} data-long={LONG.test(translation)}>
        {translation}
        {name !== undefined && (
          <>
            {' '}
            <span className={style.name} lang="zh-Hant">
              {name}
            </span>
          </>
        )}
      </span>
    </TouchButton>
  );
}
