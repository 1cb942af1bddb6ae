import type { Prompt } from '../../machines/view/view.ts';
import style from './Cause.module.css';
import { type Say, sayPrompt } from './say.ts';

const CODE = 'refused.code';

/** Is this a trouble of the machine, or the code by which staff know it? */
export function tellsCause({ id }: Prompt): boolean {
  return id.startsWith('condition.') || id === CODE;
}

/** Why something cannot be had at this machine: in plain words for the passenger, as a short code for staff. */
export function Cause({ prompts, say }: { readonly prompts: readonly Prompt[]; readonly say: Say }) {
  const cause = prompts.filter(tellsCause);
  if (cause.length === 0) return null;
  return (
    <p className={style.cause} data-testid="cause">
      {cause.map((prompt) => (
        <span key={prompt.id} className={prompt.id === CODE ? style.code : undefined}>
          {sayPrompt(say, prompt)}
        </span>
      ))}
    </p>
  );
}
