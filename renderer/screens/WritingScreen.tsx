import { Amount } from '../components/Amount.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['writing.title', 'writing.amount', 'service.changing'] as const);

/** The card is being written and read back. The whole screen says: hold still. Money runs to it only where there is some. */
export function WritingScreen({ view, say }: ScreenProps) {
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={say('writing.title')} />
          </h1>
          {view.service !== null && <p className={words.lead}>{say('service.changing')}</p>}
          {view.money !== null && (
            <p className={words.second}>
              <Amount text={say('writing.amount', { amount: view.money.note })} />
            </p>
          )}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card="resting" slot="shut" line={view.money === null ? 'still' : 'flowing'} reading />}
    />
  );
}
