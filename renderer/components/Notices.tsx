import type { Prompt } from '../../machines/view/view.ts';
import style from './Notices.module.css';
import { type Say, sayPrompt } from './say.ts';

/** What the station has to say beside the screen's own words. */
export function Notices({ notices, say }: { readonly notices: readonly Prompt[]; readonly say: Say }) {
  if (notices.length === 0) return null;
  return (
    <ul className={style.notices}>
      {notices.map((notice) => (
        <li key={notice.id} className={style.notice}>
          {sayPrompt(say, notice)}
        </li>
      ))}
    </ul>
  );
}
