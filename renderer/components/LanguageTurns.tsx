import { type ReactNode, useState } from 'react';
import { type Language, languages } from '../../machines/messages/languages.ts';
import style from './LanguageTurns.module.css';

interface LanguageTurnsProps {
  /** The language of the screen: it begins, and stays where motion is unwanted. */
  readonly first: Language;
  /** What is said, part by part, in one language; `own`: it is that of the screen. */
  readonly parts: (language: Language, own: boolean) => readonly ReactNode[];
  /** Puts the parts, each in the language whose turn it is, where they stand. */
  readonly children: (parts: readonly ReactNode[]) => ReactNode;
}

/**
 * Says the same in one language after the other: whoever reads only one of them need not find a key first. All of them are laid out,
 * so that nothing on the screen moves when the turn goes on. The style sheet says when: an animation that waits costs nothing.
 */
export function LanguageTurns({ first, parts, children }: LanguageTurnsProps) {
  const [turn, setTurn] = useState({ of: first, at: 0 });
  const order = [first, ...languages.filter((language) => language !== first)];
  // Who chooses a language reads it at once.
  const at = turn.of === first ? turn.at : 0;
  const said = order.map((language, index) => ({ language, shown: index === at, parts: parts(language, index === 0) }));
  const places = said[0]?.parts.map((_, place) => (
    <div key={place} className={style.place}>
      {said.map(({ language, shown, parts: each }) => (
        <div key={language} className={style.said} lang={language} data-shown={shown} {...(shown ? {} : { 'aria-hidden': true })}>
          {each[place]}
        </div>
      ))}
    </div>
  ));
  return (
    <>
      {children(places ?? [])}
      <span
        key={`${first} ${at}`}
        className={style.clock}
        aria-hidden="true"
        onAnimationEnd={() => setTurn({ of: first, at: (at + 1) % order.length })}
      />
    </>
  );
}
