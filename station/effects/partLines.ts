import type { SlipLine } from '../../hardware/ports/receiptPrinter.ts';
import { failureParts } from '../../machines/view/failureLines.ts';
import type { Prompt } from '../../machines/view/view.ts';
import type { SlipWriter } from './slipWriter.ts';

/** What happened, where the money is, what to do now, who helps: on a slip as on the screen, each under its name. */
export function partLines({ line }: SlipWriter, prompts: readonly Prompt[]): SlipLine[] {
  return failureParts.flatMap((part) => {
    const said = prompts.filter((each) => each.part === part);
    return said.length === 0 ? [] : [line(`part.${part}`), ...said.map(({ id, params }) => line(id, params))];
  });
}
