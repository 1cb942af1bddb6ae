import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { JsonChannel } from '../../../hardware/pcsc/jsonChannel.ts';

/** Characters of one message at most: an APDU has 261 bytes, so anything longer is a mistake or worse. */
const LONGEST_LINE = 4_096;

/** A channel of newline-delimited JSON over a stream, as a unix-domain socket gives it. */
export function lineChannel(stream: Duplex): JsonChannel {
  const decoder = new StringDecoder('utf8');
  let onMessage: (message: unknown) => void = () => undefined;
  let onClose: (reason: string) => void = () => undefined;
  let rest = '';
  let open = true;

  function end(reason: string): void {
    if (!open) return;
    open = false;
    stream.destroy();
    onClose(reason);
  }

  stream.on('data', (chunk: Buffer) => {
    rest += decoder.write(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!open) return;
      const message = line.length <= LONGEST_LINE ? parse(line) : undefined;
      if (message === undefined) return end('the other side did not send JSON lines');
      onMessage(message);
    }
    if (rest.length > LONGEST_LINE) end('the other side sent a line without end');
  });
  stream.on('error', (error) => end(error.message));
  stream.on('close', () => end('closed'));
  stream.on('end', () => end('closed by the other side'));

  return {
    post(message) {
      if (open) stream.write(`${JSON.stringify(message)}\n`);
    },
    onMessage(listener) {
      onMessage = listener;
    },
    onClose(listener) {
      onClose = listener;
    },
    close: () => end('closed'),
  };
}

/** JSON has no `undefined`, so that stands for "not JSON". */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
