import { passengerLanguages } from '../../machines/messages/languages.ts';
import { Cause, tellsCause } from '../components/Cause.tsx';
import { Headline } from '../components/Headline.tsx';
import { LanguageTurns } from '../components/LanguageTurns.tsx';
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

/** The machine waits for a card. What to do is said in one language after the other: nobody has to find a key first. */
export function AttractScreen({ view, say }: ScreenProps) {
  const accepts = view.cash?.accepts ?? [];
  const terms = view.prompts.find(({ id }) => id === 'attract.terms');
  const closed = accepts.length === 0;
  return (
    <LanguageTurns
      first={view.chrome.language}
      parts={(language, own) => {
        const told = sayIn(language);
        const Title = own ? 'h1' : 'p';
        return [
          <p key="over" className={words.over}>
            {told(closed ? 'attract.title-query' : 'attract.title')}
          </p>,
          <Title key="title" className={words.title}>
            {told('attract.place-card')}
          </Title>,
          <p key="rule" className={closed ? words.lead : style.rule}>
            <Headline text={told(closed ? 'attract.cash-closed' : 'attract.no-change')} />
          </p>,
        ];
      }}
    >
      {([over, title, rule]) => (
        <Layout
          arrangement="under"
          words={
            <>
              {over}
              {title}
              {passengerLanguages
                .filter((language) => language !== view.chrome.language)
                .map((language) => (
                  <p key={language} className={style.other} lang={language}>
                    {sayIn(language)('attract.place-card')}
                  </p>
                ))}
            </>
          }
          notices={<Notices notices={noticesOf(view, placed).filter((notice) => !tellsCause(notice))} say={say} />}
          margin={terms === undefined ? undefined : <p className={style.terms}>{sayPrompt(say, terms)}</p>}
          picture={<Scene card="arriving" slot={closed ? 'shut' : 'lit'} />}
          sheet={
            <div className={style.cash}>
              {!closed && <h2 className={style.accepts}>{say('attract.accepts')}</h2>}
              {!closed && <NotesAccepted accepts={accepts} say={say} />}
              {rule}
              {closed && <Cause prompts={view.prompts} say={say} />}
            </div>
          }
        />
      )}
    </LanguageTurns>
  );
}
