import style from './ServiceName.module.css';

/** The exact Chinese name of a menu stands in every language (R-001-20): after its translation and a space. */
const NAME_AFTER_TRANSLATION = /^(.+) (\p{Script=Han}+)$/u;

/** Too long for half a row: Han are twice as wide as the rest. */
const LONG = /^(?:\p{Script=Han}{10,}|.{26,})$/u;

/** What a service is called; the machine's own name for it, where it stands beside a translation, on a line of its own. */
export function ServiceName({ name }: { readonly name: string }) {
  const [, translation = name, own] = NAME_AFTER_TRANSLATION.exec(name) ?? [];
  return (
    <span data-long={LONG.test(translation) || LONG.test(own ?? '')}>
      {translation}
      {own !== undefined && (
        <>
          {' '}
          <span className={style.own} lang="zh-Hant">
            {own}
          </span>
        </>
      )}
    </span>
  );
}
