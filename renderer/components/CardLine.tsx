import type { CardView } from '../../machines/view/view.ts';
import { Amount } from './Amount.tsx';
import style from './CardLine.module.css';
import type { Say } from './say.ts';

/** Which card lies there and how much is on it, in small: the screen is about something else. */
export function CardLine({ card, say }: { readonly card: CardView; readonly say: Say }) {
  return (
    <p className={style.line}>
      <span>
        {say(`issuer.${card.issuer}`)} {card.number}
      </span>
      {card.balance !== null && (
        <span className={style.balance}>
          {say('balance.title')} <Amount text={say('balance.amount', { balance: card.balance })} testId="balance-amount" />
        </span>
      )}
    </p>
  );
}
