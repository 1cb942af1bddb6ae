import type { NFC } from 'nfc-pcsc';
import type { ReaderListMessage } from '../listReaders.ts';
import { parentChannel } from './parentChannel.ts';
import { askSocket, serviceSocket } from './serviceProbe.ts';

/** Tells the parent the names of all readers, connects to none, and waits to be ended: it has no deadlines of its own. */
async function list(post: (message: ReaderListMessage) => void): Promise<void> {
  const service = await askSocket(serviceSocket());
  if (service === 'mute') return post({ unfit: 'mute', detail: 'it takes nobody in' });
  if (service !== 'answers') return post({ unfit: 'no-service', detail: `its socket is ${service}` });
  let Library: typeof NFC;
  try {
    ({ NFC: Library } = await import('nfc-pcsc'));
  } catch (cause) {
    return post({ unfit: 'no-library', detail: String(cause) });
  }
  const nfc = new Library();
  nfc.on('error', (error) => post({ unfit: 'service-lost', detail: error.message }));
  nfc.on('reader', (found) => {
    found.on('error', () => undefined);
    found.autoProcessing = false;
    // This listener of the library would connect to a card that lies there.
    found.reader.removeAllListeners('status');
    post({ reader: found.name });
  });
  post({ listening: true });
}

const channel = parentChannel();
if (channel === null) {
  process.stderr.write('This process serves a parent over an IPC channel; it is not started by hand.\n');
  process.exitCode = 2;
} else {
  await list((message) => channel.post(message));
}
