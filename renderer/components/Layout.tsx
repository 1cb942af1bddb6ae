import type { ReactNode } from 'react';
import { Backdrop } from '../pictures/Backdrop.tsx';
import style from './Layout.module.css';

interface LayoutProps {
  /** What is said: the headline first. */
  readonly words: ReactNode;
  /** What the station has to say beside the screen's own words. */
  readonly notices?: ReactNode;
  /** What is shown; takes the room that the words leave. */
  readonly picture?: ReactNode;
  /** Paper below or beside, for what can be read at leisure. */
  readonly sheet?: ReactNode;
  /**
   * `beside`: on a lying screen the picture stands beside the words. `under`: it stands under them there too.
   * `ledger`: the sheet is as important as the words; the picture is an ornament in the corner of a standing screen.
   * `question`: words and figures are weighed against each other; on a lying screen they share it in halves.
   * `list`: the sheet is what the screen is about, the words head it; on a lying screen they stand at its left.
   */
  readonly arrangement: 'beside' | 'under' | 'ledger' | 'question' | 'list';
  /** With a `list`: what belongs to it without being a part of it. Under the list, or under the words beside it. */
  readonly aside?: ReactNode;
}

/** How every screen is laid out: words, picture, sheet; one under the other on a standing screen, side by side on a lying one. */
export function Layout({ words, notices, picture, sheet, aside, arrangement }: LayoutProps) {
  return (
    <div className={style.layout} data-arrangement={arrangement} data-sheet={sheet !== undefined}>
      <div className={style.stage}>
        <Backdrop />
        <div className={style.words}>{words}</div>
        <div className={style.notices}>{notices}</div>
        {picture !== undefined && <div className={style.picture}>{picture}</div>}
      </div>
      {sheet !== undefined && <div className={style.sheet}>{sheet}</div>}
      {aside !== undefined && <div className={style.aside}>{aside}</div>}
    </div>
  );
}
