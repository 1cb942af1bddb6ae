import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { type ExhaustiveScope, interruptVisit } from './exhaustive.ts';

/** What a worker is told to do. */
export interface VisitOrder {
  readonly visit: number;
  readonly scope: ExhaustiveScope;
}

// What breaks here ends the worker with its cause: the pool hears it as an error.
if (parentPort !== null) {
  for await (const [order] of on(parentPort, 'message') as AsyncIterable<[VisitOrder]>) {
    parentPort.postMessage(await interruptVisit(order.visit, order.scope));
  }
}
