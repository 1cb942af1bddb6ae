import type { FailurePart, Prompt } from '../../machines/view/view.ts';
import { Cause, tellsCause } from './Cause.tsx';
import style from './FourLines.module.css';
import { type Say, sayPrompt } from './say.ts';

/** In this order everybody is told who leaves without the value. */
const ORDER = ['happened', 'money', 'now', 'help'] as const satisfies readonly FailurePart[];

interface FourLinesProps {
  readonly prompts: readonly Prompt[];
  readonly say: Say;
  /** Which of the four stand here. */
  readonly parts?: readonly FailurePart[];
}

/** What happened, where the money is, what to do now, and who helps: each under its name. */
export function FourLines({ prompts, say, parts = ORDER }: FourLinesProps) {
  const told = ORDER.filter((part) => parts.includes(part)).map((part) => ({
    part,
    said: prompts.filter((prompt) => prompt.part === part),
  }));
  if (told.every(({ said }) => said.length === 0)) return null;
  return (
    <dl className={style.lines} data-testid="four-lines">
      {told
        .filter(({ said }) => said.length > 0)
        .map(({ part, said }) => (
          <div key={part} className={style.line} data-testid={`part-${part}`}>
            <dt className={style.name}>{say(`part.${part}`)}</dt>
            <dd className={style.said}>
              {said
                .filter((prompt) => !tellsCause(prompt))
                .map((prompt) => (
                  <p key={prompt.id + sayPrompt(say, prompt)}>{sayPrompt(say, prompt)}</p>
                ))}
              <Cause prompts={said} say={say} />
            </dd>
          </div>
        ))}
    </dl>
  );
}
