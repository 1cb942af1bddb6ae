import style from './Amount.module.css';

/** What stands before the number, its sign, its digits with their separators, and what stands behind. */
const AMOUNT = /^([^\d-]*)(-?)([\d,.]+)(.*)$/s;

/**
 * A formatted amount with its number large and its unit small, whichever of them the language puts first. What is owed
 * begins with a true minus at the size of the figures: a hyphen beside a small unit is overlooked.
 */
export function Amount({ text, testId }: { readonly text: string; readonly testId?: string }) {
  const [, before = '', sign = '', number = text, after = ''] = AMOUNT.exec(text) ?? [];
  return (
    <span className={style.amount} data-testid={testId}>
      <span className={style.unit}>{before}</span>
      {sign === '' ? '' : '−'}
      {number}
      <span className={style.unit}>{after}</span>
    </span>
  );
}
