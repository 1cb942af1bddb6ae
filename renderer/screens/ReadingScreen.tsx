import { Balance } from '../components/Balance.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['reading.title', 'reading.keep'] as const);

/** A card was laid down and is being read. Its balance comes before the rest: where it will stay, with nothing to be pressed yet. */
export function ReadingScreen({ view, say }: ScreenProps) {
  if (view.card !== null)
    return (
      <Layout
        arrangement="hero"
        words={<Balance card={view.card} say={say} />}
        notices={
          <p className={words.lead}>
            {say('reading.title')}
            <br />
            {say('reading.keep')}
          </p>
        }
        picture={<Scene card="resting" reading />}
      />
    );
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={say('reading.title')} />
          </h1>
          <p className={words.lead}>{say('reading.keep')}</p>
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card="resting" reading />}
    />
  );
}
