import type { CSSProperties } from 'react';
import style from './RollingAmount.module.css';

/** The unit before, the number, the unit after. */
const AMOUNT = /^([^\d]*)([\d,]+)(.*)$/s;

/** One figure of the new number with the figure that stood in its place; a place that was empty counts as 0. */
interface Figure {
  readonly place: number;
  readonly shown: string;
  readonly from: number;
  readonly to: number;
}

/** Pairs the figures of two numbers from the right, e.g. `350` and `1,350`. */
export function figuresOf(before: string, after: string): readonly Figure[] {
  const old = [...before].filter((character) => character !== ',').toReversed();
  let place = 0;
  return [...after]
    .toReversed()
    .map((shown) => {
      if (shown === ',') return { place: -1 - place, shown, from: 0, to: 0 };
      const figure = { place, shown, from: Number(old[place] ?? 0), to: Number(shown) };
      place += 1;
      return figure;
    })
    .toReversed();
}

/**
 * A formatted amount that counts from `before` to `after`, figure by figure, like the counter of a meter. The words
 * themselves are always the new ones; only their picture rolls, and not where motion is unwanted.
 */
export function RollingAmount({ before, after, testId }: { readonly before: string; readonly after: string; readonly testId: string }) {
  const [, unitBefore = '', number = after, unitAfter = ''] = AMOUNT.exec(after) ?? [];
  const oldNumber = AMOUNT.exec(before)?.[2] ?? '';
  return (
    <span className={style.amount} data-testid={testId}>
      <span className={style.unit}>{unitBefore}</span>
      {figuresOf(oldNumber, number).map(({ place, shown, from, to }) =>
        place < 0 ? (
          <span key={place}>{shown}</span>
        ) : (
          // Custom properties are no known style names to React's types.
          <span key={place} className={style.figure} style={{ '--from': from, '--to': to, '--place': place } as CSSProperties}>
            <span className={style.shown}>{shown}</span>
          </span>
        ),
      )}
      <span className={style.unit}>{unitAfter}</span>
    </span>
  );
}
