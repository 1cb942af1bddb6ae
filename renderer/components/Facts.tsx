import type { MessageId } from '../../machines/messages/messages.ts';
import type { FactRow } from '../../machines/view/view.ts';
import { Amount } from './Amount.tsx';
import style from './Facts.module.css';
import { type Say, sayPrompt } from './say.ts';

/** What a passenger decides by, or came for: it stands large. */
const DECISIVE: ReadonlySet<MessageId> = new Set(['fact.after', 'fact.transfer', 'fact.payable', 'fact.new-expiry', 'fact.owed'] as const);

/** The figures that a question or a result rests on: what they are at the left, how much at the right. */
export function Facts({ facts, say }: { readonly facts: readonly FactRow[]; readonly say: Say }) {
  if (facts.length === 0) return null;
  return (
    <dl className={style.facts} data-rows={facts.length}>
      {facts.map(({ label, value }) => (
        <div key={label.id} className={style.row} data-decisive={DECISIVE.has(label.id)} data-date={value.id === 'value.date'}>
          <dt>{sayPrompt(say, label)}</dt>
          <dd>{value.id === 'value.dollars' ? <Amount text={sayPrompt(say, value)} /> : sayPrompt(say, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
