import style from './Amount.module.css';

/** Digits with their separators, as they stand in a formatted amount. */
const NUMERAL = /[\d,]+/;

/** A formatted amount with its number large and its unit small, whichever of them the language puts first. */
export function Amount({ text, testId }: { readonly text: string; readonly testId?: string }) {
  const numeral = NUMERAL.exec(text);
  const start = numeral?.index ?? 0;
  const end = start + (numeral?.[0].length ?? 0);
  return (
    <span className={style.amount} data-testid={testId}>
      <span className={style.unit}>{text.slice(0, start)}</span>
      {text.slice(start, end)}
      <span className={style.unit}>{text.slice(end)}</span>
    </span>
  );
}
