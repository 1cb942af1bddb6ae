import type { CardView } from '../../machines/view/view.ts';
import { Amount } from './Amount.tsx';
import style from './Balance.module.css';
import { Hero } from './Hero.tsx';
import type { Say } from './say.ts';

/** Which card lies there, and how much is on it, as large as can be: in the same place while it is read and afterwards. */
export function Balance({ card, say }: { readonly card: CardView; readonly say: Say }) {
  return (
    <>
      <div className={style.top}>
        <h1>{say('balance.title')}</h1>
        <p className={style.card}>
          <span>{say(`issuer.${card.issuer}`)}</span> <span>{card.number}</span>
        </p>
      </div>
      {card.balance !== null && !card.amountsHidden && (
        <Hero text={say('balance.amount', { balance: card.balance })} testId="balance-amount" />
      )}
      {card.amountsHidden && (
        <p className={style.hidden}>
          <Amount text={say('balance.hidden')} testId="balance-amount" />
        </p>
      )}
    </>
  );
}
