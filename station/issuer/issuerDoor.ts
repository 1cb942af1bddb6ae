import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { IssuerFault } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import type { ClientCertificate } from './clientCertificate.ts';

/** Where the issuer's host is reached. */
export type IssuerDoor =
  /** `certificate`: who this machine is (mutual TLS); null where the connection alone is enough. */
  | { readonly kind: 'web'; readonly url: URL; readonly certificate: ClientCertificate | null }
  /** On this machine: the reference issuer beside a simulated kiosk. */
  | { readonly kind: 'socket'; readonly path: string };

/** What came back, not yet understood. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** The host's own time in its answer (a header of HTTP, whole seconds), milliseconds since 1970-01-01 UTC; null when it tells none. */
  readonly hostMs: number | null;
}

/** Why nothing came back. */
export interface DoorFault extends IssuerFault {
  /** The system's word for it, e.g. `ECONNREFUSED` or `CERT_HAS_EXPIRED`; empty when it has none. */
  readonly code: string;
}

/** An answer of the protocol is far below this, bytes: 1,000 lock list changes are about 50 kB. */
const LARGEST_ANSWER = 256 * 1024;

/**
 * Sends one request over a connection of its own: whether it can have left this machine is then never in doubt, and a
 * machine asks too seldom for the handshake to matter.
 * @param signal ends the waiting, whatever it waits for.
 */
export function postTo(door: IssuerDoor, operation: string, body: object, signal: AbortSignal): Promise<Result<RawAnswer, DoorFault>> {
  return new Promise((resolve) => {
    let left = false;
    const end = (cause: unknown): void => {
      const error = signal.aborted ? (signal.reason as unknown) : cause;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const detail = error instanceof Error ? [code, error.message].filter(Boolean).join(': ') : String(error);
      resolve(fail({ kind: left ? 'no-answer' : 'unreachable', code, detail }));
    };
    const request = openRequest(door, operation, signal);
    request.once('socket', (socket) => {
      socket.once(isSecure(door) ? 'secureConnect' : 'connect', () => {
        left = true;
      });
    });
    request.once('error', end);
    request.once('response', (response) => {
      readAnswer(response).then(resolve, end);
    });
    request.end(JSON.stringify(body));
  });
}

const isSecure = (door: IssuerDoor): boolean => door.kind === 'web' && door.url.protocol === 'https:';

function openRequest(door: IssuerDoor, operation: string, signal: AbortSignal): ClientRequest {
  const common = { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false as const, signal };
  if (door.kind === 'socket') return plainRequest({ ...common, socketPath: door.path, path: `/v1/${operation}` });
  const base = door.url.pathname.endsWith('/') ? door.url : new URL(`${door.url.pathname}/`, door.url);
  const url = new URL(`v1/${operation}`, base);
  return isSecure(door) ? secureRequest(url, { ...common, ...door.certificate }) : plainRequest(url, common);
}

async function readAnswer(response: IncomingMessage): Promise<Result<RawAnswer, DoorFault>> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > LARGEST_ANSWER) {
      response.destroy();
      return fail({ kind: 'no-answer', code: '', detail: 'the answer is too long' });
    }
  }
  // oxlint-disable-next-line house/ambient-date -- HTTP writes its dates in GMT and says so (RFC 9110, section 5.6.7)
  const hostMs = Date.parse(response.headers.date ?? '');
  return ok({ status: response.statusCode ?? 0, text, hostMs: Number.isNaN(hostMs) ? null : hostMs });
}
