import { languages } from '../../machines/messages/languages.ts';
import { Cause, tellsCause } from '../components/Cause.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { NotesAccepted } from '../components/NotesAccepted.tsx';
import { noticesOf } from '../components/notices.ts';
import { sayIn, sayPrompt } from '../components/say.ts';
import { Scene } from '../pictures/Scene.tsx';
import style from './AttractScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set([
  'attract.title',
  'attract.place-card',
  'attract.accepts',
  'attract.no-change',
  'attract.cash-closed',
  'attract.terms',
] as const);

/** The machine waits for a card. What to do stands there in every language: nobody has to find a button first. */
export function AttractScreen({ view, say }: ScreenProps) {
  const accepts = view.cash?.accepts ?? [];
  const terms = view.prompts.find(({ id }) => id === 'attract.terms');
  const others = languages.filter((language) => language !== view.chrome.language);
  return (
    <Layout
      arrangement="under"
      words={
        <>
          <p className={words.over}>{say(accepts.length === 0 ? 'attract.title-query' : 'attract.title')}</p>
          <h1 className={words.title}>{say('attract.place-card')}</h1>
          {others.map((language) => (
            <p key={language} className={words.lead} lang={language}>
              {sayIn(language)('attract.place-card')}
            </p>
          ))}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed).filter((notice) => !tellsCause(notice))} say={say} />}
      margin={terms === undefined ? undefined : <p className={style.terms}>{sayPrompt(say, terms)}</p>}
      picture={<Scene card="arriving" slot={accepts.length === 0 ? 'shut' : 'lit'} />}
      sheet={
        accepts.length === 0 ? (
          <div className={style.cash}>
            <p className={words.lead}>
              <Headline text={say('attract.cash-closed')} />
            </p>
            <Cause prompts={view.prompts} say={say} />
          </div>
        ) : (
          <div className={style.cash}>
            <h2 className={style.accepts}>{say('attract.accepts')}</h2>
            <NotesAccepted accepts={accepts} say={say} />
            <p className={style.rule}>
              <Headline text={say('attract.no-change')} />
            </p>
          </div>
        )
      }
    />
  );
}
