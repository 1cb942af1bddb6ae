import type { HistoryRow } from '../../machines/view/view.ts';
import style from './Icons.module.css';

/** The service bell. */
export function BellIcon() {
  return (
    <svg className={style.icon} viewBox="0 0 48 48" aria-hidden="true">
      <path className={style.solid} d="M6 36 a18 18 0 0 1 36 0 Z" />
      <path className={style.stroke} d="M3 42 H45 M24 18 V11 M18 9 H30" />
    </svg>
  );
}

/** Other languages. */
export function GlobeIcon({ label }: { readonly label: string }) {
  return (
    <svg className={style.icon} viewBox="0 0 48 48" role="img" aria-label={label}>
      <path
        className={style.stroke}
        d="M24 5 a19 19 0 0 1 0 38 a19 19 0 0 1 0 -38 Z M24 5 C12 16 12 32 24 43 C36 32 36 16 24 5 M6 18 H42 M6 30 H42"
      />
    </svg>
  );
}

const KINDS: Readonly<Record<HistoryRow['kind'], string>> = {
  entry: 'M8 24 H32 M22 13 L33 24 L22 35 M40 8 V40',
  exit: 'M8 8 V40 M16 24 H40 M30 13 L41 24 L30 35',
  purchase: 'M10 17 H38 L35 41 H13 Z M17 17 V14 a7 7 0 0 1 14 0 V17',
  'add-value': 'M24 8 V40 M8 24 H40',
  pass: 'M8 12 H40 V38 H8 Z M8 20 H40 M16 7 V14 M32 7 V14 M17 29 L22 34 L32 25',
  other: 'M9 24 H10 M23.5 24 H24.5 M38 24 H39',
};

/** What was done, as a picture beside its word. */
export function KindIcon({ kind, label }: { readonly kind: HistoryRow['kind']; readonly label: string }) {
  return (
    <svg className={style.icon} viewBox="0 0 48 48" role="img" aria-label={label}>
      <path className={style.stroke} d={KINDS[kind]} />
    </svg>
  );
}

/** The machine's own sign: a card, and the line that runs through it. */
export function Sign() {
  return (
    <svg className={style.sign} viewBox="0 0 88 64" aria-hidden="true">
      <rect className={style.signCard} x={3} y={3} width={82} height={58} rx={10} />
      <path className={style.signLine} d="M3 44 H28 L48 24 H85" />
      <circle className={style.signStop} cx={38} cy={34} r={10} />
    </svg>
  );
}
