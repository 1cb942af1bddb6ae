import type { Prompt } from '../../machines/view/view.ts';
import { Cause, tellsCause } from './Cause.tsx';
import style from './Points.module.css';
import { type Say, sayPrompt } from './say.ts';

/** What has to be known beside the question or the news, a point each; the code for staff last. */
export function Points({ prompts, say }: { readonly prompts: readonly Prompt[]; readonly say: Say }) {
  const points = prompts.filter((prompt) => !tellsCause(prompt));
  return (
    <>
      {points.length > 0 && (
        <ul className={style.points} data-many={points.length > 2}>
          {points.map((prompt) => (
            <li key={prompt.id} className={style.point}>
              {sayPrompt(say, prompt)}
            </li>
          ))}
        </ul>
      )}
      <Cause prompts={prompts} say={say} />
    </>
  );
}
