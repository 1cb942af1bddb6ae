import type { MessageId } from '../../machines/messages/messages.ts';
import type { Control } from '../../machines/view/view.ts';
import { type Service, services } from '../../machines/words.ts';
import { ServiceIcon } from '../pictures/ServiceIcon.tsx';
import { type Say, sayPrompt } from './say.ts';
import style from './ServiceButton.module.css';
import { ServiceName } from './ServiceName.tsx';
import { type Press, TouchButton } from './TouchButton.tsx';

function serviceOf({ verb, arg }: Control): Service | undefined {
  return verb === 'choose-pass' ? 'period-pass' : services.find((service) => service === arg);
}

/** Why a service is recommended: it stands on its key. What waits for the card is told, with its amount, beside it. */
const reasons: { readonly [Each in Service]?: MessageId } = {
  extend: 'service.reason.extend',
  autoload: 'service.reason.autoload',
};

interface ServiceButtonProps {
  readonly control: Control;
  /** Under its name it says what it does. */
  readonly explained: boolean;
  readonly say: Say;
  readonly press: Press;
}

/**
 * A service as a wide key: its picture at the left, its name beside it. One that there is a reason for stands out; what can
 * only be told of, and is done elsewhere, lies flat.
 */
export function ServiceButton({ control, explained, say, press }: ServiceButtonProps) {
  const service = serviceOf(control);
  const look = control.emphasis;
  const reason = look === 'primary' && service !== undefined ? reasons[service] : undefined;
  return (
    <TouchButton look={look} control={control} press={press} {...(control.verb === 'choose-pass' ? { chosen: look === 'primary' } : {})}>
      <span className={style.picture} data-look={look}>
        {service !== undefined && <ServiceIcon service={service} />}
      </span>
      <span className={style.label}>
        <ServiceName name={sayPrompt(say, control.label)} />
        {(control.about !== undefined || reason !== undefined) && (
          <>
            {' '}
            <span className={style.about}>{control.about === undefined ? reason && say(reason) : sayPrompt(say, control.about)}</span>
          </>
        )}
        {explained && control.about === undefined && reason === undefined && service !== undefined && (
          <>
            {' '}
            <span className={style.about} data-about>
              {say(look === 'quiet' ? 'service.about.elsewhere' : `service.about.${service}`)}
            </span>
          </>
        )}
      </span>
    </TouchButton>
  );
}
