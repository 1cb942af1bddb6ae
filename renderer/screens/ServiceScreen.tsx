import { ControlButton } from '../components/ControlButton.tsx';
import { Facts } from '../components/Facts.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Points } from '../components/Points.tsx';
import { sayPrompt } from '../components/say.ts';
import { ServiceName } from '../components/ServiceName.tsx';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import { ServiceRefusedScreen } from './ServiceRefusedScreen.tsx';
import style from './ServiceScreen.module.css';
import words from './words.module.css';

/**
 * What the issuer may do for this card: one question, what else has to be known, and the figures it rests on. Where it can
 * never be undone, agreeing stands apart from the way out; so does another way to pay.
 */
export function ServiceScreen({ view, say, press }: ScreenProps) {
  // Turned down before anything was asked for: told like what is turned down later.
  if (view.prompts.some(({ part }) => part !== undefined)) return <ServiceRefusedScreen view={view} say={say} press={press} />;
  const { service, prompts } = view;
  const [question, ...rest] = prompts;
  const facts = service?.facts ?? [];
  const apart = service?.grave === true ? 'confirm' : service?.step === 'offer' ? 'add-cash' : null;
  const agree = view.controls.find(({ verb }) => verb === apart);
  return (
    <Layout
      arrangement={facts.length === 0 ? 'beside' : 'question'}
      words={
        <>
          {service !== null && (
            <p className={words.over}>
              <ServiceName name={say(`service.${service.service}`)} />
            </p>
          )}
          <h1 className={words.title}>
            <Headline text={question === undefined ? say('menu.title') : sayPrompt(say, question)} />
          </h1>
          <Points prompts={rest} say={say} />
        </>
      }
      picture={<Scene card="resting" {...(service === null ? {} : { emblem: service.service })} />}
      sheet={
        facts.length === 0 && agree === undefined ? undefined : (
          <div className={style.sheet}>
            <Facts facts={facts} say={say} />
            {agree !== undefined && (
              <div className={style.apart}>
                <ControlButton control={agree} say={say} press={press} />
              </div>
            )}
          </div>
        )
      }
    />
  );
}
