import { Amount } from './Amount.tsx';
import style from './BeforeAfter.module.css';
import type { Say } from './say.ts';

interface BeforeAfterProps {
  /** NT$ on the card. */
  readonly before: number;
  readonly after: number;
  /** How the two stops are called. */
  readonly names: { readonly before: string; readonly after: string };
  readonly say: Say;
}

/** What was on the card and what is on it now, as two stops of a line; the line between them is what was added. */
export function BeforeAfter({ before, after, names, say }: BeforeAfterProps) {
  return (
    <div className={style.way}>
      <div className={style.stop}>
        <p>{names.before}</p>
        <p className={style.before}>
          <Amount text={say('balance.amount', { balance: before })} testId="money-before" />
        </p>
      </div>
      <p className={style.between}>{say('history.plus', { amount: after - before })}</p>
      <div className={style.stop}>
        <p>{names.after}</p>
        <p className={style.after}>
          <Amount text={say('balance.amount', { balance: after })} testId="money-after" />
        </p>
      </div>
    </div>
  );
}
