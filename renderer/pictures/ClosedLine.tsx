import style from './ClosedLine.module.css';

/**
 * A line that is interrupted between two stops: the machine is out of service. It comes from the edge of the screen, but
 * for where it stands `beside` words on a lying one.
 */
export function ClosedLine({ beside = false }: { readonly beside?: boolean }) {
  return (
    <svg className={style.picture} viewBox="0 0 640 260" aria-hidden="true">
      <path className={style.dead} d="M20 190 H190 L290 90 H620" />
      <path className={style.live} data-beside={beside} d="M-2000 190 H116" />
      <circle className={style.stop} cx={116} cy={190} r={26} />
      <circle className={style.stop} cx={524} cy={90} r={26} />
      <g transform="translate(240 140) rotate(-45)">
        <rect className={style.barrier} x={-86} y={-26} width={172} height={52} rx={10} />
        <path className={style.stripes} d="M-58 -22 l-22 44 M-20 -22 l-22 44 M18 -22 l-22 44 M56 -22 l-22 44 M84 -2 l-12 24" />
      </g>
    </svg>
  );
}
