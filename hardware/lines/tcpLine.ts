import { createConnection } from 'node:net';
import type { ByteTransport } from '../ports/byteTransport.ts';
import type { Clock } from '../ports/clock.ts';
import { createSocketLine } from './socketLine.ts';

export interface TcpLineOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** Milliseconds for making the connection, looking its name up included; default 3,000 (ours: a device of the same hall). */
  readonly connectMs?: number;
}

/** Milliseconds of silence after which the operating system asks whether the peer still exists (ours). */
const KEEP_ALIVE_MS = 10_000;

/**
 * A TCP connection in place of a serial port. A peer that lost its power says nothing: what was written seems to have
 * gone, and only the operating system's own questions end the connection, after minutes. Small writes leave at once.
 */
export function createTcpLine({ host, port, clock, connectMs = 3_000 }: TcpLineOptions): ByteTransport {
  const dial = () => createConnection({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  return createSocketLine(dial, { clock, ms: connectMs });
}
