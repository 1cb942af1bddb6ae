import type { Reading, Samples, Target } from './measure.ts';
import { median, quantile } from './statistics.ts';

/** A reading in figures. */
export interface Verdict {
  readonly measure: string;
  readonly what: string;
  readonly unit: Samples['unit'];
  /** Median, and the tenth and the ninetieth of a hundred. */
  readonly candidate: Spread;
  readonly baseline: (Spread & { readonly file: string; readonly what: string }) | null;
  readonly ratio: number | null;
  readonly target: Target | null;
  /** Null where nothing was promised. */
  readonly met: boolean | null;
  readonly notes: readonly string[];
}

interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

const spread = ({ values }: Samples): Spread => ({ median: median(values), p10: quantile(values, 0.1), p90: quantile(values, 0.9) });

export function judge(measure: string, { candidate, baseline, target, notes }: Reading): Verdict {
  const own = spread(candidate);
  const other = baseline === null ? null : { ...spread(baseline), file: baseline.file, what: baseline.what };
  const ratio = other === null ? null : own.median / other.median;
  return {
    measure,
    what: candidate.what,
    unit: candidate.unit,
    candidate: own,
    baseline: other,
    ratio,
    target,
    met: target === null ? null : holds(target, target.of === 'ratio' ? ratio : own.median),
    notes,
  };
}

function holds({ bound, value }: Target, measured: number | null): boolean {
  if (measured === null || !Number.isFinite(measured)) return false;
  return bound === 'at most' ? measured <= value : measured >= value;
}

const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
const range = ({ median: middle, p10, p90 }: Spread): string => `${figure(middle)} (${figure(p10)}-${figure(p90)})`;

/** A verdict for people: a few lines of text. */
export function printed({ measure, what, unit, candidate, baseline, ratio, target, met, notes }: Verdict): string {
  const promise =
    target === null
      ? 'no promise'
      : `${met === true ? 'met' : 'MISSED'}: ${target.of === 'ratio' ? 'ratio' : unit} ${target.bound} ${target.value}`;
  return [
    `${measure}: ${what}`,
    `  measured  ${range(candidate)} ${unit}`,
    ...(baseline === null || ratio === null
      ? []
      : [`  baseline  ${range(baseline)} ${unit}, ${baseline.what}: ${baseline.file}`, `  ratio     ${ratio.toFixed(3)}`]),
    `  ${promise}`,
    ...notes.map((note) => `  ${note}`),
    '',
  ].join('\n');
}
