import { connect } from 'node:net';
import type { JsonChannel } from '../../../hardware/pcsc/jsonChannel.ts';
import { lineChannel } from './lineChannel.ts';

/** A channel to a process that serves a simulated reader (`servePcsc`) on a unix-domain socket. */
export function openBenchSocket(path: string): JsonChannel {
  return lineChannel(connect(path));
}
