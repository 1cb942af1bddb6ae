import type { ReactNode } from 'react';
import { lyingAlongX } from './isometric.ts';
import style from './Sticker.module.css';

/** A number on the shelf, as it is stuck onto the housing. */
export function Sticker({ at: [x, y], children }: { readonly at: readonly [x: number, y: number]; readonly children: ReactNode }) {
  return (
    <g transform={lyingAlongX([x, y, 0])}>
      <circle className={style.sticker} r={27} />
      <text className={style.number} y={15} textAnchor="middle">
        {children}
      </text>
    </g>
  );
}
