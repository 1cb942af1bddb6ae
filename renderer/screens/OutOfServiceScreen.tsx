import { languages } from '../../machines/messages/languages.ts';
import { Cause, tellsCause } from '../components/Cause.tsx';
import { FourLines } from '../components/FourLines.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { sayIn, sayPrompt } from '../components/say.ts';
import { ClosedLine } from '../pictures/ClosedLine.tsx';
import type { ScreenProps } from './screenProps.ts';
import style from './OutOfServiceScreen.module.css';
import words from './words.module.css';

/** What to do instead: said last, and quietly. */
const ADVICE: ReadonlySet<string> = new Set(['out-of-service.sorry', 'out-of-service.elsewhere']);

/** The machine takes nobody; says so in every language, and why. Where somebody's money may hang on it, the four things too. */
export function OutOfServiceScreen({ view, say }: ScreenProps) {
  const others = languages.filter((language) => language !== view.chrome.language);
  const stake = view.prompts.some(({ part }) => part !== undefined);
  const loose = view.prompts.filter(({ part }) => part === undefined);
  const reasons = loose.filter((prompt) => !tellsCause(prompt) && !ADVICE.has(prompt.id));
  const advice = loose.filter(({ id }) => ADVICE.has(id));
  // Nothing is wrong after business hours.
  const title = view.prompts.some(({ id }) => id === 'out-of-service.hours') ? 'out-of-service.closed' : 'out-of-service.title';
  return (
    <Layout
      arrangement={stake ? 'question' : 'beside'}
      // On a lying screen what the staff is told takes the room of the picture.
      crowded={!stake && reasons.length > 1 ? 'some' : 'none'}
      words={
        <>
          <h1 className={words.title}>{say(title)}</h1>
          <div className={style.others}>
            {others.map((language) => (
              <p key={language} className={words.lead} lang={language}>
                {sayIn(language)(title)}
              </p>
            ))}
          </div>
          {reasons.map((prompt) => (
            <p key={prompt.id} className={words.over}>
              <Headline text={sayPrompt(say, prompt)} />
            </p>
          ))}
          {advice.map((prompt) => (
            <p key={sayPrompt(say, prompt)} className={words.soft}>
              {sayPrompt(say, prompt)}
            </p>
          ))}
          <div className={words.soft}>
            <Cause prompts={loose} say={say} />
          </div>
        </>
      }
      picture={<ClosedLine beside={!stake} />}
      sheet={stake ? <FourLines prompts={view.prompts} say={say} /> : undefined}
    />
  );
}
