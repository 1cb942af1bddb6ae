import type { Result } from './result.ts';

/** Why a line carries nothing: it never opened, or it was lost. */
export interface LineFault {
  readonly kind: 'line-absent' | 'line-lost';
  readonly detail: string;
}

/**
 * A serial line or anything else that carries bytes both ways. It promises order and nothing more: bytes may be
 * lost, and a dead peer looks like silence. Whoever speaks over it needs a reply time-out of its own.
 */
export interface ByteTransport {
  /** Opens the line. May be called again after a loss. */
  open(): Promise<Result<void, LineFault>>;
  /** Sends `bytes`; says nothing about their arrival. Without an open line they are dropped. */
  write(bytes: Uint8Array): void;
  /** Bytes as they arrive, in any chunks. One listener at a time. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** The line was lost. May be told more than once, or never (a killed pty peer is silent). */
  onLost(listener: (fault: LineFault) => void): void;
  close(): Promise<void>;
}
