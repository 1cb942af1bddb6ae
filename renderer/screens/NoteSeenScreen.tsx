import { Amount } from '../components/Amount.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['note-seen.title', 'note-seen.amount', 'note-seen.keep'] as const);

/** A note was seen: it is being checked or taken in. Its value is shown as soon as it is known. */
export function NoteSeenScreen({ view, say }: ScreenProps) {
  const { money } = view;
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={say('note-seen.title')} />
          </h1>
          {money !== null && (
            <p className={words.figure}>
              <Amount text={say('note-seen.amount', { amount: money.note })} />
            </p>
          )}
          <p className={words.lead}>{say('note-seen.keep')}</p>
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card="resting" note={money?.note ?? null} noteMotion="entering" />}
    />
  );
}
