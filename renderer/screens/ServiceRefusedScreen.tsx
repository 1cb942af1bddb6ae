import { Facts } from '../components/Facts.tsx';
import { FourLines } from '../components/FourLines.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { sayPrompt } from '../components/say.ts';
import { ServiceName } from '../components/ServiceName.tsx';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import style from './ServiceScreen.module.css';
import words from './words.module.css';

/** It is not done: why, that nothing was taken, and what to do instead. */
export function ServiceRefusedScreen({ view, say }: ScreenProps) {
  const { service } = view;
  const [why, ...rest] = view.prompts;
  const prompts = new Set(view.prompts.map(({ id }) => id));
  const facts = service?.facts ?? [];
  return (
    <Layout
      arrangement="question"
      words={
        <>
          {service !== null && (
            <p className={words.over}>
              <ServiceName name={say(`service.${service.service}`)} />
            </p>
          )}
          <h1 className={words.title}>
            <Headline text={why === undefined ? say('service.nothing-taken') : sayPrompt(say, why)} />
          </h1>
        </>
      }
      notices={<Notices notices={noticesOf(view, prompts)} say={say} />}
      picture={<Scene card="resting" mark="no" />}
      sheet={
        facts.length + rest.length === 0 ? undefined : (
          <div className={style.sheet}>
            <div className={style.told}>
              <FourLines prompts={rest} say={say} />
            </div>
            <Facts facts={facts} say={say} />
          </div>
        )
      }
    />
  );
}
