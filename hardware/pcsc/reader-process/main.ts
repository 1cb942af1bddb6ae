import type { ReaderCondition } from '../../ports/condition.ts';
import type { PcscMessage } from '../pcscProtocol.ts';
import { servePcsc } from '../servePcsc.ts';
import { createNfcPcsc, type Unfit } from './nfcPcsc.ts';
import { parentChannel } from './parentChannel.ts';
import { signOfLife } from './serviceProbe.ts';

/** What the parent is told before this process ends; it begins another one in any case. */
const CONDITION: Readonly<Record<Unfit, ReaderCondition>> = {
  'no-service': 'reader-service-absent',
  'service-mute': 'reader-hangs',
  'no-library': 'reader-driver-absent',
  'service-lost': 'reader-service-absent',
  'reader-stuck': 'reader-hangs',
};

const channel = parentChannel();
if (channel === null) {
  process.stderr.write('This process serves a parent over an IPC channel; it is not started by hand.\n');
  process.exitCode = 2;
} else {
  const lastWords = (why: Unfit): PcscMessage => ({ event: 'reader-detached', why: CONDITION[why] });
  servePcsc((reader) => createNfcPcsc({ reader, onUnfit: (why) => channel.leave(lastWords(why)) }), channel, signOfLife);
}
