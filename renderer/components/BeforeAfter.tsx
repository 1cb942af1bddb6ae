import { Amount } from './Amount.tsx';
import style from './BeforeAfter.module.css';
import { Hero } from './Hero.tsx';
import type { Say } from './say.ts';

interface BeforeAfterProps {
  /** NT$ on the card. */
  readonly before: number;
  readonly after: number;
  /** What the two are called. */
  readonly names: { readonly before: string; readonly after: string };
  readonly say: Say;
}

/** What is on the card now, as large as can be; what was on it before, and what made the difference. */
export function BeforeAfter({ before, after, names, say }: BeforeAfterProps) {
  return (
    <div className={style.way}>
      <p className={style.name}>{names.after}</p>
      <Hero text={say('balance.amount', { balance: after })} testId="money-after" />
      <p className={style.before}>
        <span>{names.before}</span> <Amount text={say('balance.amount', { balance: before })} testId="money-before" />{' '}
        <span className={style.added}>{say(after < before ? 'history.minus' : 'history.plus', { amount: Math.abs(after - before) })}</span>
      </p>
    </div>
  );
}
