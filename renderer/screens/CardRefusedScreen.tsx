import { FourLines } from '../components/FourLines.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { sayPrompt } from '../components/say.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

/** The card cannot be served: the first prompt says why, the others what to do instead. */
export function CardRefusedScreen({ view, say }: ScreenProps) {
  const [reason, ...help] = view.prompts;
  const prompts = new Set(view.prompts.map(({ id }) => id));
  return (
    <Layout
      arrangement="question"
      words={
        <h1 className={words.title}>
          <Headline text={reason === undefined ? say('refused.help-finish') : sayPrompt(say, reason)} />
        </h1>
      }
      notices={<Notices notices={noticesOf(view, prompts)} say={say} />}
      sheet={<FourLines prompts={help} say={say} />}
      picture={
        <Scene
          slot="shut"
          card={prompts.has('refused.K10') ? 'several' : 'resting'}
          mark={prompts.has('refused.help-replace') ? 'attention' : 'no'}
        />
      }
    />
  );
}
