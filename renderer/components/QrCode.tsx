import { encode } from 'uqr';
import style from './QrCode.module.css';

/** Light modules around the code that readers rely on (ISO/IEC 18004 asks for four). */
const QUIET_ZONE = 4;

/** Dark modules of one row as runs: `[first column, length]`. */
export function darkRuns(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  row.forEach((dark, column) => {
    const last = runs.at(-1);
    if (!dark) return;
    if (last !== undefined && last[0] + last[1] === column) last[1] += 1;
    else runs.push([column, 1]);
  });
  return runs;
}

/** `text` as a QR code, medium error correction; `label` says what it is for. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return (
    <svg className={style.code} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect className={style.light} width={size} height={size} rx={1.5} />
      {data.map((row, y) =>
        darkRuns(row).map(([x, width]) => <rect key={`${x} ${y}`} className={style.dark} x={x} y={y} width={width} height={1} />),
      )}
    </svg>
  );
}
