import type { Clock } from '../../hardware/ports/clock.ts';
import type { IssuerFault, IssuerReply, IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';

/** An answer of the protocol is far below this, bytes: 1,000 lock list changes are about 50 kB. */
const LARGEST_ANSWER = 256 * 1024;

/** What Node says when no connection came about: the request has not left. */
const NOT_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/**
 * The issuer's protocol over HTTP.
 * @param address where the issuer listens, e.g. `https://issuer.example/`.
 */
export function createHttpTransport(address: URL, clock: Clock): IssuerTransport {
  return {
    async exchange(operation, body, deadlineMs) {
      const abort = new AbortController();
      const deadline = clock.setTimeout(() => abort.abort(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
      try {
        const response = await fetch(new URL(`/v1/${operation}`, address), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          redirect: 'error',
          signal: abort.signal,
        });
        return await read(response);
      } catch (cause) {
        return fail(faultOf(cause));
      } finally {
        clock.clearTimeout(deadline);
      }
    },
  };
}

async function read(response: Response): Promise<Result<IssuerReply, IssuerFault>> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_ANSWER) return fail({ kind: 'no-answer', detail: 'the answer is too long' });
  }
  try {
    return ok({ status: response.status, body: JSON.parse(text) as unknown });
  } catch {
    return fail({ kind: 'no-answer', detail: `status ${response.status} with a body that is not JSON` });
  }
}

function faultOf(cause: unknown): IssuerFault {
  const root = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = root instanceof Error && 'code' in root ? String(root.code) : '';
  const detail = root instanceof Error ? [code, root.message].filter(Boolean).join(': ') : String(root);
  return { kind: NOT_CONNECTED.has(code) ? 'unreachable' : 'no-answer', detail };
}
