import type { Prompt } from '../../machines/view/view.ts';
import { Cause, tellsCause } from './Cause.tsx';
import style from './Reason.module.css';
import { type Say, sayPrompt } from './say.ts';

/** Why something cannot be had: the reason large, what to do instead under it, the code for staff last. */
export function Reason({ prompts, say }: { readonly prompts: readonly Prompt[]; readonly say: Say }) {
  const told = prompts.filter((prompt) => !tellsCause(prompt));
  if (prompts.length === 0) return null;
  return (
    <div className={style.reason}>
      {told.map((prompt) => (
        <p key={prompt.id} className={style.told}>
          {sayPrompt(say, prompt)}
        </p>
      ))}
      <Cause prompts={prompts} say={say} />
    </div>
  );
}
