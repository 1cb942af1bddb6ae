import { createHash } from 'node:crypto';
import { type TearCase, type TearReport, TORN_ACTS, type TornAct } from './tearMatrix.ts';
import { inThreads } from './worldPool.ts';

export interface TearSummary {
  readonly cases: number;
  readonly violations: number;
  readonly exceptions: number;
  readonly acts: readonly {
    readonly act: TornAct;
    readonly apdus: number;
    readonly cases: number;
    /** How often each screen was the first to tell the passenger something. */
    readonly screens: Readonly<Record<string, number>>;
    /** How often the act was done at the very end, not done, or open with a claim. */
    readonly ends: Readonly<Record<string, number>>;
  }[];
  readonly failed: readonly TearCase[];
  /** SHA-256 over the acts' hashes, in their order. */
  readonly digest: string;
}

/** @param each only every so manieth case; 1 for all */
export function runTear(each: number, onAct: (report: TearReport) => void): Promise<TearReport[]> {
  return inThreads(
    Array.from({ length: TORN_ACTS }, (_, act) => ({ do: 'tear-act', act, each }) as const),
    onAct,
  );
}

export function sumUpTear(reports: readonly TearReport[]): TearSummary {
  const cases = reports.flatMap((report) => report.cases);
  const digest = createHash('sha256');
  for (const report of reports) digest.update(report.digest);
  return {
    cases: cases.length,
    violations: cases.filter(({ violations }) => violations.length > 0).length,
    exceptions: cases.filter(({ exceptions }) => exceptions.length > 0).length,
    acts: reports.map(({ act, apdus, cases: own }) => ({
      act,
      apdus,
      cases: own.length,
      screens: countOf(own.map(({ screen }) => screen ?? 'dark')),
      ends: countOf(own.map(({ ends }) => (ends.includes('open') ? 'open' : ends.includes('done') ? 'done' : 'not-done'))),
    })),
    failed: cases.filter(({ violations, exceptions }) => violations.length > 0 || exceptions.length > 0),
    digest: digest.digest('hex'),
  };
}

function countOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
