import { CardLine } from '../components/CardLine.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { ServiceName } from '../components/ServiceName.tsx';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['service.asking', 'service.asking-keep'] as const);

/** The issuer is being asked: nothing to press, nothing to hurry; the card stays where it is. */
export function AskingIssuerScreen({ view, say }: ScreenProps) {
  const { service } = view;
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          {service !== null && (
            <p className={words.over}>
              <ServiceName name={say(`service.${service.service}`)} />
            </p>
          )}
          <h1 className={words.title}>
            <Headline text={say('service.asking')} />
          </h1>
          <p className={words.promise}>{say('service.asking-keep')}</p>
          {view.card !== null && <CardLine card={view.card} say={say} />}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card="resting" slot="shut" reading mark="asking" />}
    />
  );
}
