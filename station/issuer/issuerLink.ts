import { type Clock, delay, within } from '../../hardware/ports/clock.ts';
import type { IssuerFault, IssuerReply, IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import type { Random } from '../../hardware/ports/random.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { jitter } from './jitter.ts';
import { type AnswerOf, OPERATIONS, type OperationName, type RequestOf } from './protocol/operations.ts';

/** Why a request has no answer. */
export interface LinkFault {
  readonly kind: /** The issuer has surely not done it. */
    | IssuerFault['kind']
    /** The issuer understood the request and will never take it: a defect, to be looked at by people. */
    | 'rejected';
  readonly detail: string;
}

/**
 * The wire to the issuer's host. A request is repeated a few times with the same key, which is harmless: the issuer
 * does it once. What is still without an answer then has to be reversed by whoever asked (docs/architecture.md).
 */
export interface IssuerLink {
  ask<Name extends OperationName>(name: Name, request: RequestOf<Name>): Promise<Result<AnswerOf<Name>, LinkFault>>;
}

interface Parts {
  readonly transport: IssuerTransport;
  readonly clock: Clock;
  readonly random: Random;
}

/** A passenger waits for the answer: three tries of 5 s and the pauses between stay below 20 s. */
const DEADLINE_MS = 5000;
const TRIES = 3;

/** By how much a transport may miss its deadline before it is no longer believed to answer at all, milliseconds. */
const OVERDUE_MS = 1000;

/** Full jitter: a pause is anything up to this, doubled each time, so that machines do not come back in step (ms). */
const FIRST_PAUSE_MS = 400;

export function createIssuerLink({ transport, clock, random }: Parts): IssuerLink {
  return {
    async ask(name, request) {
      let sent = false;
      for (let attempt = 0; ; attempt += 1) {
        const overdue = (): Result<IssuerReply, IssuerFault> => fail({ kind: 'no-answer', detail: 'the transport kept silent' });
        const exchanged = within(clock, DEADLINE_MS + OVERDUE_MS, transport.exchange(name, request, DEADLINE_MS), overdue);
        const answer = understand(name, await exchanged);
        // A refusal of the repetition says nothing about a try before it that may have arrived.
        if (answer.ok || (answer.error.kind === 'rejected' && !sent)) return answer;
        sent ||= answer.error.kind === 'no-answer';
        // One try that may have arrived makes the whole request one that may have.
        if (attempt + 1 === TRIES) return fail({ ...answer.error, kind: sent ? 'no-answer' : 'unreachable' });
        await delay(clock, jitter(random, FIRST_PAUSE_MS * 2 ** attempt));
      }
    },
  };
}

/** By these the issuer says that it understood a request and will never take it: bad, of a used key, too long, or wrong. */
const NEVER_TAKEN: ReadonlySet<number> = new Set([400, 409, 413, 422]);

function understand<Name extends OperationName>(name: Name, reply: Result<IssuerReply, IssuerFault>): Result<AnswerOf<Name>, LinkFault> {
  if (!reply.ok) return reply;
  const { status, body } = reply.value;
  if (NEVER_TAKEN.has(status)) return fail({ kind: 'rejected', detail: `status ${status}` });
  // Whatever else: somebody stood before the issuer (no entry, not found, too busy), and another day it may hear.
  if (status !== 200) return fail({ kind: 'no-answer', detail: `status ${status}` });
  const parsed = OPERATIONS[name].answer.safeParse(body);
  // The name chooses the schema, so the schema's result is that operation's answer; the compiler cannot see it.
  return parsed.success ? ok(parsed.data as AnswerOf<Name>) : fail({ kind: 'no-answer', detail: 'an answer of another form' });
}
