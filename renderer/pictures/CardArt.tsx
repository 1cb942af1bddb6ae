import style from './CardArt.module.css';

/** Size of the drawing: a bank card's proportions. */
export const CARD_WIDTH = 210;
export const CARD_HEIGHT = 132;

/** A stored-value card of no issuer in particular: the machine serves several. `number` is the masked one, if it matters. */
export function CardArt({ number }: { readonly number?: string }) {
  return (
    <>
      <rect className={style.ground} width={CARD_WIDTH} height={CARD_HEIGHT} rx={16} />
      <path className={style.line} d="M0 96 H58 L96 58 H210" />
      <circle className={style.stop} cx={77} cy={77} r={13} />
      {[0, 1, 2].map((wave) => (
        <path
          key={wave}
          className={style.wave}
          d={`M${154 + wave * 13} ${24 + (2 - wave) * 3} q${7 + wave * 2} ${10 - (2 - wave) * 2 + wave * 1} 0 ${18 + wave * 6}`}
        />
      ))}
      {number !== undefined && (
        <text className={style.number} x={16} y={38}>
          {number}
        </text>
      )}
    </>
  );
}
