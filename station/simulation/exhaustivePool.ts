import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExhaustiveScope, FailedCase, VisitReport } from './exhaustive.ts';
import type { VisitOrder } from './exhaustiveWorker.ts';

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

const workerFile = new URL(`./exhaustiveWorker${extname(import.meta.filename)}`, import.meta.url);

/** Worlds share nothing: each visit is one thread's work. */
export async function runExhaustive(
  visits: number,
  scope: ExhaustiveScope,
  onVisit: (report: VisitReport) => void,
): Promise<ExhaustiveReport> {
  const waiting = Array.from({ length: visits }, (_, visit) => visit);
  const reports: VisitReport[] = [];

  const work = async (): Promise<void> => {
    const worker = new Worker(workerFile);
    try {
      for (let visit = waiting.shift(); visit !== undefined; visit = waiting.shift()) {
        worker.postMessage({ visit, scope } satisfies VisitOrder);
        const [report] = (await once(worker, 'message')) as [VisitReport];
        reports.push(report);
        onVisit(report);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), visits) }, work));

  reports.sort((a, b) => a.visit - b.visit);
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
