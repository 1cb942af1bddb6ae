import { parentPort } from 'node:worker_threads';
import { type ExhaustiveScope, interruptVisit } from './exhaustive.ts';

/** What a worker is told to do. */
export interface VisitOrder {
  readonly visit: number;
  readonly scope: ExhaustiveScope;
}

parentPort?.on('message', (order: VisitOrder) => {
  interruptVisit(order.visit, order.scope).then(
    (report) => parentPort?.postMessage(report),
    (cause: unknown) => {
      // Ends the worker with the cause: the pool hears it as an error.
      setImmediate(() => {
        throw cause;
      });
    },
  );
});
