import { face, lyingAlongX } from './isometric.ts';
import { MovingNote, NoteModule } from './NoteModule.tsx';
import style from './SlotScene.module.css';
import { Sticker } from './Sticker.tsx';

/** The corner of the shelf with the note slot, as a tile of its own. */
const TILE = { left: 440, right: 700, far: 0, near: 360, height: 30 } as const;

/** The note slot alone, for where the whole shelf has no room: a note of `note` NT$ shows its way in. */
export function SlotScene({ note }: { readonly note: number }) {
  const { left, right, far, near, height } = TILE;
  return (
    <svg className={style.scene} viewBox="66 100 542 462" aria-hidden="true">
      <polygon className={style.front} points={face([left, near, 0], [right, near, 0], [right, near, -height], [left, near, -height])} />
      <polygon className={style.side} points={face([right, near, 0], [right, far, 0], [right, far, -height], [right, near, -height])} />
      <g transform={lyingAlongX([left, far, 0])}>
        <rect className={style.top} width={right - left} height={near - far} />
      </g>
      <Sticker at={[left + 36, 310]}>2</Sticker>
      <NoteModule />
      <MovingNote value={note} motion="inviting" />
    </svg>
  );
}
