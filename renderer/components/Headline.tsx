import style from './Headline.module.css';

/** Between two sentences. */
const SENTENCES = /(?<=[a-z\d][.?!]) (?=\p{Lu})/u;

/** Han in a row, with what stands as close to them as one to the other: a line is never broken inside. */
const PHRASES = /[\p{Script=Han}／（）？]+/gu;

/** How many characters of a headline fit into a line: beside a picture, and across a standing screen. */
const BESIDE = 8;
const ACROSS = 10;

function lengthOf(text: string): 'short' | 'long' | 'longest' {
  const longest = Math.max(0, ...(text.match(PHRASES) ?? []).map((phrase) => phrase.length));
  if (longest <= BESIDE) return 'short';
  return longest <= ACROSS ? 'long' : 'longest';
}

/**
 * A headline that breaks where a reader would pause: after a sentence, after a phrase. A phrase too long for its line is
 * written smaller before it is torn.
 */
export function Headline({ text }: { readonly text: string }) {
  const sentences = text.split(SENTENCES);
  if (sentences.length === 1) {
    return (
      <span className={style.text} data-length={lengthOf(text)}>
        {text}
      </span>
    );
  }
  return sentences.map((sentence, order) => (
    <span key={sentence}>
      {order > 0 && ' '}
      <span className={style.sentence}>{sentence}</span>
    </span>
  ));
}
