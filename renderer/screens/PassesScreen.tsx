import { CardLine } from '../components/CardLine.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { sayPrompt } from '../components/say.ts';
import { ServiceButton } from '../components/ServiceButton.tsx';
import { controlTestId } from '../components/TouchButton.tsx';
import style from './MenuScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

/** The choice among period tickets: one key for each, with its price and its days. Without a card, the next step is to lay one down. */
export function PassesScreen({ view, say, press }: ScreenProps) {
  const passes = view.controls.filter(({ verb }) => verb === 'choose-pass');
  const [question] = view.prompts;
  const notices = noticesOf(view, new Set(question === undefined ? [] : [question.id]));
  return (
    <Layout
      arrangement="list"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={question === undefined ? say('pass.title') : sayPrompt(say, question)} />
          </h1>
          {view.card !== null && <CardLine card={view.card} say={say} />}
        </>
      }
      sheet={
        passes.length + notices.length === 0 ? undefined : (
          <div className={style.menu}>
            <div className={style.notices}>
              <Notices notices={notices} say={say} />
            </div>
            <div className={style.services} data-many={passes.length > 5}>
              {passes.map((control) => (
                <ServiceButton key={controlTestId(control)} control={control} explained say={say} press={press} />
              ))}
            </div>
          </div>
        )
      }
    />
  );
}
