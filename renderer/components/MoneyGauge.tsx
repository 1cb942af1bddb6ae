import type { CSSProperties } from 'react';
import { type MoneyLine, placeOnLine } from '../line/moneyLine.ts';
import style from './MoneyGauge.module.css';
import type { Say } from './say.ts';

/**
 * The line is the money: from nothing to the most that the card may hold, with the balance as a station on it. A note that waits
 * makes it longer, one that was added arrives at the next station; what lies ahead is what can still be added. Those who do not see
 * it hear the same from the words of the screen.
 */
export function MoneyGauge({ line, say }: { readonly line: MoneyLine; readonly say: Say }) {
  const { stops, balance, stretch } = line;
  const placeOf = (amount: number): number => placeOnLine(stops, amount);
  const here = placeOf(balance);
  // Custom properties are no known style names to React's types.
  const places = {
    '--here': here,
    ...(stretch === null ? {} : { '--from': placeOf(stretch.from), '--to': placeOf(stretch.to) }),
  } as CSSProperties;
  return (
    <div className={style.gauge} style={places} aria-hidden="true" data-testid="money-line" data-state={stretch?.state ?? 'still'}>
      <div className={style.rail} data-owed={balance < 0} />
      <div className={style.filled} />
      {stretch !== null && <div className={style.stretch} data-state={stretch.state} />}
      {stops.map((stop, order) => (
        <div
          key={stop}
          className={style.stop}
          style={{ '--at': order / (stops.length - 1) } as CSSProperties}
          data-stop={stop <= balance ? 'passed' : 'ahead'}
          data-order={order === 0 ? 'first' : order === stops.length - 1 ? 'last' : order === stops.length - 2 ? 'before-last' : 'between'}
        >
          <span className={style.name}>{say('history.plain', { amount: stop })}</span>
        </div>
      ))}
      {stretch !== null && stretch.state !== 'added' && <div className={style.goal} />}
      <div className={style.here} data-state={stretch?.state ?? 'still'} />
      {stretch !== null && <p className={style.flag}>{say('history.plus', { amount: stretch.to - stretch.from })}</p>}
    </div>
  );
}
