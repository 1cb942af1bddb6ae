import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorldOrder, WorldReports } from './worldOrder.ts';

const workerFile = new URL(`./worldWorker${extname(import.meta.filename)}`, import.meta.url);

/**
 * Carries out orders of one kind on every core. Long ones first: the others then share what is left.
 * @param onReport told each report as it comes
 * @returns the reports in the order of the orders
 */
export async function inThreads<Kind extends WorldOrder['do']>(
  orders: readonly Extract<WorldOrder, { readonly do: Kind }>[],
  onReport: (report: WorldReports[Kind]) => void,
): Promise<WorldReports[Kind][]> {
  const waiting = [...orders.entries()];
  const reports: WorldReports[Kind][] = [];

  const work = async (): Promise<void> => {
    const worker = new Worker(workerFile);
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, order] = next;
        worker.postMessage(order);
        const [report] = (await once(worker, 'message')) as [WorldReports[Kind]];
        reports[index] = report;
        onReport(report);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), orders.length) }, work));
  return reports;
}
