import { Amount } from '../components/Amount.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import { slipAt } from '../pictures/slipAt.ts';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['take-card.title', 'take-card.balance', 'take-card.forgotten'] as const);

/** Please take your card. What is on it is the last thing a passenger sees; nothing of it when the card was forgotten. */
export function TakeCardScreen({ view, say }: ScreenProps) {
  const balance = view.card?.balance ?? null;
  const forgotten = view.prompts.some(({ id }) => id === 'take-card.forgotten');
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>{say('take-card.title')}</h1>
          {forgotten && <p className={words.lead}>{say('take-card.forgotten')}</p>}
          {balance !== null && (
            <p className={words.second}>
              <Amount text={say('take-card.balance', { balance })} testId="balance-amount" />
            </p>
          )}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={<Scene card="leaving" slot="shut" {...slipAt(view)} />}
    />
  );
}
