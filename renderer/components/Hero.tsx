import { Amount } from './Amount.tsx';
import style from './Hero.module.css';

/** The one figure that a screen is about, as large as its digits let it be: NT$ in the words of the language. */
export function Hero({ text, testId }: { readonly text: string; readonly testId?: string }) {
  const digits = text.replaceAll(/\D/g, '').length;
  return (
    <p className={style.hero} data-digits={Math.min(Math.max(digits, 3), 5)}>
      <Amount text={text} {...(testId === undefined ? {} : { testId })} />
    </p>
  );
}
