import type { FactRow } from '../../machines/view/view.ts';
import { BeforeAfter } from '../components/BeforeAfter.tsx';
import { Facts } from '../components/Facts.tsx';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Points } from '../components/Points.tsx';
import { sayPrompt } from '../components/say.ts';
import { Scene } from '../pictures/Scene.tsx';
import { slipAt } from '../pictures/slipAt.ts';
import type { ScreenProps } from './screenProps.ts';
import style from './ServiceScreen.module.css';
import words from './words.module.css';

function amountOf(facts: readonly FactRow[], label: FactRow['label']['id']): number | null {
  const amount = facts.find((fact) => fact.label.id === label)?.value.params?.['amount'];
  return typeof amount === 'number' ? amount : null;
}

/** It is done, and the card carries it: what changed stands large, what else to know beside it. */
export function ServiceDoneScreen({ view, say }: ScreenProps) {
  const facts = view.service?.facts ?? [];
  const [news, ...rest] = view.prompts;
  const prompts = new Set(view.prompts.map(({ id }) => id));
  const before = amountOf(facts, 'fact.before');
  const after = amountOf(facts, 'fact.after');
  const others =
    before === null || after === null ? facts : facts.filter(({ label: { id } }) => id !== 'fact.before' && id !== 'fact.after');
  return (
    <Layout
      arrangement="question"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={news === undefined ? say('menu.title') : sayPrompt(say, news)} />
          </h1>
          {before !== null && after !== null && (
            <BeforeAfter before={before} after={after} names={{ before: say('fact.before'), after: say('fact.after') }} say={say} />
          )}
        </>
      }
      notices={<Notices notices={noticesOf(view, prompts)} say={say} />}
      picture={<Scene card="resting" slot="shut" mark="done" {...slipAt(view)} />}
      sheet={
        others.length + rest.length === 0 ? undefined : (
          <div className={style.sheet}>
            <Facts facts={others} say={say} />
            <Points prompts={rest} say={say} />
          </div>
        )
      }
    />
  );
}
