import { BeforeAfter } from '../components/BeforeAfter.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { NotesAccepted } from '../components/NotesAccepted.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import { slipAt } from '../pictures/slipAt.ts';
import style from './AddedScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['added.title', 'added.before', 'added.after', 'added.check', 'added.next', 'added.total'] as const);

/** The money has arrived: how much is on the card now. The next note may come, or the card may go, or has gone. */
export function AddedScreen({ view, say }: ScreenProps) {
  const { money, cash } = view;
  const accepts = cash?.accepts ?? [];
  const several = money !== null && money.visitTotal > money.note;
  const notices = noticesOf(view, placed);
  const goesOn = accepts.length > 0 || view.prompts.some(({ id }) => id === 'added.next');
  return (
    <Layout
      arrangement="hero"
      crowded={notices.length > 0 ? 'some' : 'none'}
      words={
        <>
          <h1 className={words.title}>{say('added.title')}</h1>
          {money !== null && (
            <BeforeAfter
              before={money.before}
              after={money.after}
              names={{ before: say('added.before'), after: say('added.after') }}
              say={say}
            />
          )}
          <p className={style.check}>{say('added.check')}</p>
          {several && <p className={style.check}>{say('added.total', { total: money.visitTotal })}</p>}
        </>
      }
      notices={
        <div className={style.next}>
          <Notices notices={notices} say={say} />
          {goesOn && <h2 className={words.lead}>{say('added.next')}</h2>}
          {accepts.length > 0 && <NotesAccepted accepts={accepts} say={say} />}
        </div>
      }
      picture={
        <Scene
          card={view.screen === 'result' ? 'absent' : 'resting'}
          slot={accepts.length === 0 ? 'shut' : 'lit'}
          line="done"
          mark="done"
          {...slipAt(view)}
        />
      }
    />
  );
}
