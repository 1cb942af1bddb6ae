import { NotePicture } from '../pictures/NoteArt.tsx';
import style from './NotesAccepted.module.css';
import type { Say } from './say.ts';

/** The notes that the machine takes at this moment, ascending, drawn; nothing that would be refused is among them. */
export function NotesAccepted({ accepts, say }: { readonly accepts: readonly number[]; readonly say: Say }) {
  return (
    <ul className={style.notes} aria-label={say('attract.accepts')} data-count={accepts.length}>
      {accepts.map((value) => (
        <li key={value}>
          <NotePicture value={value} label={say('note-seen.amount', { amount: value })} />
        </li>
      ))}
    </ul>
  );
}
