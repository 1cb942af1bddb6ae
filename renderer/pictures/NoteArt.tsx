import style from './NoteArt.module.css';

/** Size of the drawing. */
export const NOTE_WIDTH = 240;
export const NOTE_HEIGHT = 112;

/** A banknote of `value` NT$ as a flat drawing of our own: the hue people know, the number large. One of unknown value has neither. */
export function NoteArt({ value }: { readonly value: number | null }) {
  return (
    <g className={style.note} data-value={value ?? 'unknown'}>
      <rect className={style.ground} width={NOTE_WIDTH} height={NOTE_HEIGHT} rx={8} />
      <rect className={style.frame} x={7} y={7} width={NOTE_WIDTH - 14} height={NOTE_HEIGHT - 14} rx={4} />
      {[18, 27, 36].map((radius) => (
        <circle key={radius} className={style.frame} cx={48} cy={56} r={radius} />
      ))}
      <path className={style.wave} d="M12 88 C 60 60 90 116 140 84 S 210 76 228 92" />
      <path className={style.wave} d="M12 98 C 60 70 90 126 140 94 S 210 86 228 102" />
      <circle className={style.disc} cx={48} cy={56} r={11} />
      {value !== null && (
        <text className={style.value} x={224} y={63} textAnchor="end">
          {value}
        </text>
      )}
    </g>
  );
}

/** The note by itself. `label` says its value to those who do not see it. */
export function NotePicture({ value, label }: { readonly value: number; readonly label: string }) {
  return (
    <svg className={style.picture} viewBox={`-2 -2 ${NOTE_WIDTH + 4} ${NOTE_HEIGHT + 4}`} role="img" aria-label={label}>
      <NoteArt value={value} />
    </svg>
  );
}
