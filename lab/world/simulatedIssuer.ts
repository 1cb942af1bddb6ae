import { type Clock, delay } from '../../hardware/ports/clock.ts';
import type { IssuerFault, IssuerReply, IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { OPERATIONS } from '../../station/issuer/protocol/operations.ts';
import { KeyReused } from '../issuer/actBook.ts';
import { type Books, openBooks } from '../issuer/books.ts';
import { createIssuerHost, isOperation, type IssuerHost } from '../issuer/host.ts';
import { type Seed, sow } from '../issuer/seed.ts';
import { FaultyWire } from './faultyWire.ts';
import type { WireScript } from './wireFaults.ts';

/** The issuer of the simulated world: the reference issuer's own decisions and books, over a wire that can fail. */
export interface SimulatedIssuer {
  readonly wire: WireScript;
  /** In memory. They outlive every station that asks. */
  readonly books: Books;
  /** The machine's end of the wire; one for each life of a station. */
  openTransport(): IssuerTransport;
}

/** There and back over a good line, milliseconds. */
const ROUND_TRIP_MS = 40;

export function createSimulatedIssuer(clock: Clock, seed: Seed): SimulatedIssuer {
  const books = openBooks(':memory:');
  sow(books, seed);
  const host = createIssuerHost(books, clock);
  const wire = new FaultyWire<IssuerReply>(clock);
  /** @param loseDeadline a transport that is confused so much never ends the waiting: whoever asked has a deadline of its own */
  const exchange = async (operation: string, body: object, loseDeadline: () => void): Promise<Result<IssuerReply, IssuerFault>> => {
    // What the machine has in its memory does not travel: only what JSON says of it.
    const text = JSON.stringify(body);
    const heard = await wire.carry(operation, async () => {
      await delay(clock, ROUND_TRIP_MS / 2);
      const reply = handle(host, operation, JSON.parse(text));
      await delay(clock, ROUND_TRIP_MS / 2);
      return reply;
    });
    switch (heard.kind) {
      case 'answer':
        return ok(heard.answer);
      case 'unplugged':
        return fail({ kind: 'unreachable', detail: 'the network is cut' });
      case 'server-error':
        return ok({ status: 503, body: {} });
      case 'garbage':
        return fail({ kind: 'no-answer', detail: 'status 200 with a body that is not JSON' });
      case 'switched':
        loseDeadline();
        return new Promise(() => undefined);
      case 'nothing':
        return new Promise(() => undefined);
    }
  };
  return {
    wire: wire.script,
    books,
    openTransport: () => ({
      exchange(operation, body, deadlineMs) {
        const deadline = Promise.withResolvers<Result<IssuerReply, IssuerFault>>();
        const timer = clock.setTimeout(
          () => deadline.resolve(fail({ kind: 'no-answer', detail: `no answer within ${deadlineMs} ms` })),
          deadlineMs,
        );
        return Promise.race([exchange(operation, body, () => clock.clearTimeout(timer)), deadline.promise]).finally(() =>
          clock.clearTimeout(timer),
        );
      },
    }),
  };
}

/** As the reference issuer's HTTP server answers. */
function handle(host: IssuerHost, operation: string, body: unknown): IssuerReply {
  if (!isOperation(operation)) return { status: 404, body: { error: 'no such operation' } };
  const request = OPERATIONS[operation].request.safeParse(body);
  if (!request.success) return { status: 400, body: { error: request.error.message } };
  try {
    const answer: unknown = host.handle(operation, request.data);
    return { status: 200, body: JSON.parse(JSON.stringify(answer)) as unknown };
  } catch (cause) {
    if (cause instanceof KeyReused) return { status: 409, body: { error: cause.message } };
    throw cause;
  }
}
