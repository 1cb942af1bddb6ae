import type { CSSProperties } from 'react';
import type { MessageId } from '../../machines/messages/messages.ts';
import type { ScreenName } from '../../machines/view/screens.ts';
import type { View } from '../../machines/view/view.ts';
import style from './Deadline.module.css';
import { Headline } from './Headline.tsx';
import type { Say } from './say.ts';

/**
 * What remains of a deadline, as a ring that empties around the seconds. Drawn by the style sheet alone: the View says
 * how much is left, and the renderer owns no clock. Decorative for assistive technology, which hears the words beside it.
 */
export function DeadlineRing({ deadline }: { readonly deadline: NonNullable<View['deadline']> }) {
  const { remainingMs, totalMs } = deadline;
  // Custom properties are no known style names to React's types.
  const time = {
    '--total': `${totalMs}ms`,
    '--elapsed': `${remainingMs - totalMs}ms`,
    '--remaining': `${remainingMs}ms`,
    '--seconds': Math.ceil(remainingMs / 1000),
  } as CSSProperties;
  return (
    <div className={style.ring} style={time} aria-hidden="true" data-testid="deadline">
      <svg viewBox="0 0 100 100">
        <circle className={style.track} cx={50} cy={50} r={43} />
        <circle className={style.rest} cx={50} cy={50} r={43} pathLength={100} />
      </svg>
      <span className={style.seconds} />
    </div>
  );
}

const REASONS: { readonly [Screen in ScreenName]?: MessageId } = { attract: 'deadline.language', 'same-card': 'deadline.same-card' };

/** Why there is a deadline. */
export function DeadlineText({ view, say }: { readonly view: View; readonly say: Say }) {
  return (
    <p className={style.text}>
      <Headline text={say(REASONS[view.screen] ?? 'deadline.warning')} />
    </p>
  );
}
