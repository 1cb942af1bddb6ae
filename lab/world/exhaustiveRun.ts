import { createHash } from 'node:crypto';
import type { ExhaustiveScope, FailedCase, VisitReport } from './exhaustive.ts';
import { inThreads } from './worldPool.ts';

export interface ExhaustiveReport {
  readonly cases: number;
  readonly single: number;
  readonly double: number;
  readonly steps: number;
  readonly violations: number;
  readonly failed: readonly FailedCase[];
  /** SHA-256 over the visits' hashes, in their order: the same however many threads did the work. */
  readonly digest: string;
}

/** Worlds share nothing: each visit is one thread's work. */
export async function runExhaustive(
  visits: number,
  scope: ExhaustiveScope,
  onVisit: (report: VisitReport) => void,
): Promise<ExhaustiveReport> {
  const orders = Array.from({ length: visits }, (_, visit) => ({ do: 'interrupt-visit', visit, scope }) as const);
  const reports = await inThreads(orders, onVisit);
  const total = (count: (report: VisitReport) => number): number => reports.reduce((sum, report) => sum + count(report), 0);
  const digest = createHash('sha256');
  for (const report of reports) digest.update(report.digest);
  return {
    cases: total((report) => report.cases),
    single: total((report) => report.single),
    double: total((report) => report.double),
    steps: total((report) => report.steps),
    violations: total((report) => report.violations),
    failed: reports.flatMap((report) => report.failed),
    digest: digest.digest('hex'),
  };
}
