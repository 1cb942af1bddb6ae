import { languages } from '../../machines/view/view.ts';
import { Layout } from '../components/Layout.tsx';
import { sayIn, sayPrompt } from '../components/say.ts';
import { ClosedLine } from '../pictures/ClosedLine.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

/** The machine takes nobody; says so in every language, and why. */
export function OutOfServiceScreen({ view, say }: ScreenProps) {
  const others = languages.filter((language) => language !== view.chrome.language);
  const reasons = view.prompts.filter(({ id }) => id !== 'out-of-service.title' && id !== 'out-of-service.sorry');
  return (
    <Layout
      arrangement="under"
      words={
        <>
          <h1 className={words.title}>{say('out-of-service.title')}</h1>
          {others.map((language) => (
            <p key={language} className={words.lead} lang={language}>
              {sayIn(language)('out-of-service.title')}
            </p>
          ))}
          {reasons.map((prompt) => (
            <p key={prompt.id} className={words.over}>
              {sayPrompt(say, prompt)}
            </p>
          ))}
          <p className={words.soft}>{say('out-of-service.sorry')}</p>
        </>
      }
      picture={<ClosedLine />}
    />
  );
}
