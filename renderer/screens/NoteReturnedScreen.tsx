import { Amount } from '../components/Amount.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { NotesAccepted } from '../components/NotesAccepted.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import style from './AddedScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['note-returned.title', 'note-returned.amount'] as const);

/** A note went back, and sticks out of the slot: how much it is, and why. */
export function NoteReturnedScreen({ view, say }: ScreenProps) {
  const amount = view.returned?.amount ?? null;
  // Which of them it takes is said at the slot that did not take this one.
  const accepts = view.prompts.some(({ id }) => id === 'note-returned.another') ? (view.cash?.accepts ?? []) : [];
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
      notices={
        <div className={style.next}>
          <Notices notices={noticesOf(view, placed)} say={say} />
          {accepts.length > 0 && <NotesAccepted accepts={accepts} say={say} />}
        </div>
      }
      picture={<Scene card={view.card === null ? 'absent' : 'resting'} note={amount} noteMotion="leaving" />}
    />
  );
}
