import type { Result } from './result.ts';

/** Why there is no answer. */
export interface IssuerFault {
  readonly kind: /** Nothing left this machine: the issuer has not heard of it. */
    | 'unreachable'
    /** It was sent, or may have been: the issuer may have done it. */
    | 'no-answer';
  readonly detail: string;
  /** The host shows a certificate whose first day has not come by this machine's clock: nothing left this machine. */
  readonly certificate?: 'not-yet-valid';
}

/** What came back, whatever it means. */
export interface IssuerReply {
  /** As in HTTP: 200 is an answer, 400, 409, 413 and 422 a request that will never be taken, everything else one that may be repeated. */
  readonly status: number;
  /** From outside: to be checked by the operation's schema. */
  readonly body: unknown;
  /** The host's own clock as it answered, milliseconds since 1970-01-01 UTC; left out: it does not tell. */
  readonly hostMs?: number;
}

/** Carries one request to the issuer's host and its answer back. It never throws and never repeats a request. */
export interface IssuerTransport {
  /**
   * @param operation a name of the issuer's protocol.
   * @param body plain data (JSON).
   * @param deadlineMs after so many milliseconds the answer no longer counts: `no-answer`.
   */
  exchange(operation: string, body: object, deadlineMs: number): Promise<Result<IssuerReply, IssuerFault>>;
}
