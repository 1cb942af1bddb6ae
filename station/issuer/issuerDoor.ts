import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Clock, Timer } from '../../hardware/ports/clock.ts';
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
 * Milliseconds that a connected host has to call for the content of a request (RFC 9110, section 10.1.1) before it gets it unasked:
 * old ones do not call. Ours; a good line needs less than 50.
 */
const UNASKED_AFTER_MS = 1_000;

/** TLS alerts by which a host refuses a machine's certificate (RFC 8446, section 6.2). */
const REFUSED_AT_HANDSHAKE = /^ERR_SSL_\w*ALERT_(\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)$/;

/**
 * Has the host surely done nothing of a request whose connection ended with this error?
 *
 * By TLS 1.3 the machine has finished its handshake before the host has seen the machine's certificate, so the refusal comes late, perhaps
 * after the content: still a host that refuses a certificate has decrypted nothing. But one that has called for the content has read the
 * head of the request, so its handshake was over: what its alert is about is not known.
 */
export function surelyNotHeard({ left, called }: { readonly left: boolean; readonly called: boolean }, code: string): boolean {
  return !left || (!called && REFUSED_AT_HANDSHAKE.test(code));
}

export interface PostOptions {
  readonly clock: Clock;
  /** Ends the waiting, whatever it waits for. */
  readonly signal: AbortSignal;
}

/**
 * Sends one request over a connection of its own: whether it can have left this machine is then never in doubt, and a
 * machine asks too seldom for the handshake to matter. The content leaves only after the host has called for it, so a host that
 * turns the machine away, at the handshake or by its status, has surely done nothing. Whatever a host does - answers, hangs up,
 * switches protocols, trickles - ends the waiting, and `signal` does in any case.
 */
export function postTo(
  door: IssuerDoor,
  operation: string,
  body: object,
  { clock, signal }: PostOptions,
): Promise<Result<RawAnswer, DoorFault>> {
  return new Promise((resolve) => {
    const content = Buffer.from(JSON.stringify(body));
    const request = openRequest(door, operation, content.length);
    let left = false;
    let called = false;
    let unasked: Timer | null = null;
    const end = (result: Result<RawAnswer, DoorFault>): void => {
      if (unasked !== null) clock.clearTimeout(unasked);
      signal.removeEventListener('abort', giveUp);
      request.destroy();
      resolve(result);
    };
    const fault = (cause: unknown): void => {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      const detail = cause instanceof Error ? [code, cause.message].filter(Boolean).join(': ') : String(cause);
      const certificate = code === 'CERT_NOT_YET_VALID' ? ({ certificate: 'not-yet-valid' } as const) : {};
      end(fail({ kind: surelyNotHeard({ left, called }, code) ? 'unreachable' : 'no-answer', code, detail, ...certificate }));
    };
    const giveUp = (): void => fault(signal.reason);
    const sendContent = (): void => {
      if (left) return;
      left = true;
      request.end(content);
    };
    request.once('socket', (socket) => {
      socket.once(isSecure(door) ? 'secureConnect' : 'connect', () => {
        unasked = clock.setTimeout(sendContent, UNASKED_AFTER_MS);
      });
    });
    request.once('continue', () => {
      called = true;
      sendContent();
    });
    // An error may follow its end, and one that nobody hears ends the process.
    request.on('error', fault);
    const hungUp = (): void => fault(new Error('the host hung up'));
    request.once('close', hungUp);
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      fault(new Error('the host switched to another protocol'));
    });
    request.once('response', (response) => {
      // From here on the answer itself tells whether it came whole; the content may not even have been wanted.
      request.off('error', fault).on('error', () => undefined);
      request.off('close', hungUp);
      if ((response.statusCode ?? 0) < 200) return fault(new Error(`status ${response.statusCode} is no answer`));
      readAnswer(response).then(end, fault);
    });
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp);
  });
}

const isSecure = (door: IssuerDoor): boolean => door.kind === 'web' && door.url.protocol === 'https:';

function openRequest(door: IssuerDoor, operation: string, length: number): ClientRequest {
  const headers = { 'content-type': 'application/json', 'content-length': length, expect: '100-continue' };
  const common = { method: 'POST', headers, agent: false as const };
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
