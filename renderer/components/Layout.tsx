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
   * `hero`: a figure is what the screen is about, and after it what can be done now; on a lying screen the two stand side by side.
   * `unfolded`: the same while a list is looked at, which takes the place of the picture.
   * `ledger`: the sheet is as important as the words; the picture is an ornament in the corner of a standing screen.
   * `question`: words and figures are weighed against each other; on a lying screen they share it in halves.
   * `list`: the sheet is what the screen is about, the words head it; on a lying screen they stand at its left.
   */
  readonly arrangement: 'beside' | 'under' | 'hero' | 'unfolded' | 'ledger' | 'question' | 'list';
  /** What can be had beside all that, without being a part of it: under the words, beside or under the picture. */
  readonly margin?: ReactNode;
  /** With a `hero`: how much else is said, so that the figure stands back. `some` is too much for a lying screen only; `told` is what stands at length beside it. */
  readonly crowded?: 'none' | 'some' | 'much' | 'told';
  /** With a `list`: what belongs to it without being a part of it. Under the list, or under the words beside it. */
  readonly aside?: ReactNode;
}

/** How every screen is laid out: words, picture, sheet; one under the other on a standing screen, side by side on a lying one. */
export function Layout({ words, notices, picture, margin, sheet, aside, arrangement, crowded = 'none' }: LayoutProps) {
  return (
    <div className={style.layout} data-arrangement={arrangement} data-sheet={sheet !== undefined} data-crowded={crowded}>
      <div className={style.stage}>
        <Backdrop />
        <div className={style.words}>{words}</div>
        <div className={style.notices}>{notices}</div>
        {margin !== undefined && <div className={style.margin}>{margin}</div>}
        {picture !== undefined && <div className={style.picture}>{picture}</div>}
      </div>
      {sheet !== undefined && <div className={style.sheet}>{sheet}</div>}
      {aside !== undefined && <div className={style.aside}>{aside}</div>}
    </div>
  );
}
