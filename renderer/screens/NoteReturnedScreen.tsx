import { Amount } from '../components/Amount.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['note-returned.title', 'note-returned.amount'] as const);

/** A note went back, and sticks out of the slot: how much it is, and why. */
export function NoteReturnedScreen({ view, say }: ScreenProps) {
  const amount = view.returned?.amount ?? null;
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={say('note-returned.title')} />
          </h1>
          {amount !== null && (
            <p className={words.figure}>
              <Amount text={say('note-returned.amount', { amount })} testId="returned-amount" />
            </p>
          )}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card={view.card === null ? 'absent' : 'resting'} note={amount} noteMotion="leaving" />}
    />
  );
}
