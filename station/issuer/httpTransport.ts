import type { Clock } from '../../hardware/ports/clock.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { type IssuerDoor, postTo } from './issuerDoor.ts';

/**
 * The issuer's protocol over HTTP.
 * @param openDoor asked before each request: who this machine is may have been renewed.
 */
export function createHttpTransport(openDoor: () => IssuerDoor, clock: Clock): IssuerTransport {
  return {
    async exchange(operation, body, deadlineMs) {
      const abort = new AbortController();
      const late = new Error(`no answer within ${deadlineMs} ms`);
      const deadline = clock.setTimeout(() => abort.abort(late), deadlineMs);
      const answer = await postTo(openDoor(), operation, body, { clock, signal: abort.signal });
      clock.clearTimeout(deadline);
      if (!answer.ok) {
        const { code: _, ...fault } = answer.error;
        return fail(fault);
      }
      const { status, text, hostMs } = answer.value;
      try {
        return ok({ status, body: JSON.parse(text) as unknown, ...(hostMs === null ? {} : { hostMs }) });
      } catch {
        return fail({ kind: 'no-answer', detail: `status ${status} with a body that is not JSON` });
      }
    },
  };
}
