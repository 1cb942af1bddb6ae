import type { MessageId } from '../../machines/messages/messages.ts';
import type { Prompt, View } from '../../machines/view/view.ts';

const slipTexts = {
  printing: 'slip.printing',
  printed: 'slip.printed',
  failed: 'slip.failed',
} as const satisfies Record<string, MessageId>;

/**
 * What the View says beyond what its screen says in a place of its own (`placed`): nothing that the station wants to
 * tell is left out, nothing stands twice.
 */
export function noticesOf(view: View, placed: ReadonlySet<MessageId>): readonly Prompt[] {
  // Of a refusal the screen is all there is.
  const texts = view.prompts.some(({ part }) => part !== undefined) ? { ...slipTexts, failed: 'claim.no-paper' as const } : slipTexts;
  const slip: readonly Prompt[] = view.slip === null || view.slip === 'offered' ? [] : [{ id: texts[view.slip] }];
  const notices = [...view.prompts, ...slip].filter(({ id }) => !placed.has(id));
  return notices.filter((notice, index) => notices.findIndex(({ id }) => id === notice.id) === index);
}
