import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { Scene } from '../pictures/Scene.tsx';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set([
  'same-card.title',
  'same-card.promise',
  'same-card.amount',
  'same-card.change',
  'same-card.card',
  'same-card.other-card',
  'same-card.settling',
  'same-card.attempts',
] as const);

/** Put the same card back: what was to be written is undecided. The promise stands right under the question. */
export function SameCardScreen({ view, say }: ScreenProps) {
  const { sameCard } = view;
  const settling = sameCard?.phase === 'settling';
  return (
    <Layout
      arrangement="beside"
      words={
        <>
          <h1 className={words.title}>
            <Headline text={say(settling ? 'same-card.settling' : 'same-card.title')} />
          </h1>
          <p className={words.promise}>{say('same-card.promise')}</p>
          {sameCard !== null && (
            <>
              {sameCard.phase === 'other-card' ? (
                <Notices notices={[{ id: 'same-card.other-card', params: { number: sameCard.number } }]} say={say} />
              ) : (
                <p className={words.lead}>{say('same-card.card', { number: sameCard.number })}</p>
              )}
              <p className={words.soft}>
                {sameCard.amount === null ? say('same-card.change') : say('same-card.amount', { amount: sameCard.amount })}
              </p>
              {!settling && <p className={words.soft}>{say('same-card.attempts', { attempts: sameCard.attemptsLeft })}</p>}
            </>
          )}
        </>
      }
      notices={<Notices notices={noticesOf(view, placed)} say={say} />}
      picture={
        // Whose number the wrong card has is not said: it is drawn without, on its way off the tray.
        sameCard?.phase === 'other-card' ? (
          <Scene card="leaving" mark="no" slot="shut" />
        ) : (
          <Scene
            card={settling ? 'resting' : 'arriving'}
            slot="shut"
            reading={settling}
            line={settling ? 'flowing' : 'still'}
            {...(sameCard === null ? {} : { cardNumber: sameCard.number })}
          />
        )
      }
    />
  );
}
