import { useId } from 'react';
import { face, lyingAgainstY, standingAlongX } from './isometric.ts';
import { NOTE_HEIGHT, NOTE_WIDTH, NoteArt } from './NoteArt.tsx';
import style from './NoteModule.module.css';

/** The module is a box on the shelf; its slot is in the wall that faces the passenger. */
export const SLOT = { x: 506, y: 26, width: 160, depth: 108, height: 116 } as const;
const SLOT_Z = 46;

/** The housing of the note unit. Its slot is lit while it takes notes, or gives one back. */
export function NoteModule({ shut }: { readonly shut: boolean }) {
  const { x, y, width, depth, height } = SLOT;
  const right = x + width;
  const near = y + depth;
  return (
    <>
      <polygon className={style.top} points={face([x, y, height], [right, y, height], [right, near, height], [x, near, height])} />
      <polygon className={style.side} points={face([right, near, height], [right, y, height], [right, y, 0], [right, near, 0])} />
      <polygon className={style.front} points={face([x, near, height], [right, near, height], [right, near, 0], [x, near, 0])} />
      <g transform={standingAlongX([x, near, height])}>
        <rect className={style.mouth} data-shut={shut} x={12} y={height - SLOT_Z - 13} width={width - 24} height={26} rx={9} />
        <rect className={style.slot} x={18} y={height - SLOT_Z - 4} width={width - 36} height={8} rx={4} />
        <path className={style.hint} d={`M${width / 2 - 24} 22 h48 M${width / 2 - 24} 36 h48`} />
      </g>
    </>
  );
}

/**
 * A note on its way into the slot, cut off where it is inside. `inviting`: shows its way again and again;
 * `entering`: travels in once; `leaving`: comes out, and stays for whoever is to take it.
 */
export function MovingNote({ value, motion }: { readonly value: number | null; readonly motion: 'inviting' | 'entering' | 'leaving' }) {
  const cut = useId();
  const across = SLOT.x + (SLOT.width - NOTE_HEIGHT) / 2;
  return (
    <g transform={lyingAgainstY([across, SLOT.y + SLOT.depth, SLOT_Z])}>
      <clipPath id={cut}>
        <rect x={-700} y={-40} width={700} height={NOTE_HEIGHT + 80} />
      </clipPath>
      <g clipPath={`url(#${cut})`}>
        <g className={style.note} data-motion={motion}>
          <g transform={`translate(${-NOTE_WIDTH} 0)`}>
            <NoteArt value={value} />
          </g>
        </g>
      </g>
    </g>
  );
}
