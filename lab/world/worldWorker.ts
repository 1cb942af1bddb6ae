import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { carryOutOrder, type WorldOrder } from './worldOrder.ts';

// What breaks here ends the worker with its cause: the pool hears it as an error.
if (parentPort !== null) {
  for await (const [order] of on(parentPort, 'message') as AsyncIterable<[WorldOrder]>) {
    parentPort.postMessage(await carryOutOrder(order));
  }
}
