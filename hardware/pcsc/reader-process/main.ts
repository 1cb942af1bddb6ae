import { servePcsc } from '../servePcsc.ts';
import { createNfcPcsc, type Unfit } from './nfcPcsc.ts';
import { parentChannel } from './parentChannel.ts';

/** The exit code tells the parent why; it begins another process in any case. */
const EXIT_CODE: Readonly<Record<Unfit, number>> = { 'no-service': 3, 'no-library': 4, 'service-lost': 5, 'reader-stuck': 6 };

const channel = parentChannel();
if (channel === null) {
  process.stderr.write('This process serves a parent over an IPC channel; it is not started by hand.\n');
  process.exitCode = 2;
} else {
  servePcsc((reader) => createNfcPcsc({ reader, onUnfit: (why) => process.exit(EXIT_CODE[why]) }), channel);
}
