import { fromHex, toHex } from '../ports/hex.ts';
import type { PcscEvent, PcscFault, PcscPort } from '../ports/pcsc.ts';
import type { Result } from '../ports/result.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { parsePcscRequest, type PcscMessage, type PcscRequest } from './pcscProtocol.ts';

/** Makes the port for a reader of this name (or beginning of a name; undefined: the first reader). */
export type OpenPort = (reader: string | undefined) => PcscPort;

/**
 * The far side of `remotePcsc`: answers its requests with a PC/SC port of this process. A request that cannot be
 * understood ends the channel: the two sides are not of one build.
 * @param alive a sign of life is given when this resolves: what this process depends on may hang while it does not; when
 *   it fails, the channel is closed
 */
export function servePcsc(openPort: OpenPort, channel: JsonChannel, alive: () => Promise<unknown> = () => Promise.resolve()): void {
  let port: PcscPort | null = null;
  const post = (message: PcscMessage): void => channel.post(message);

  async function serve(request: PcscRequest): Promise<PcscMessage> {
    const { id } = request;
    if (request.do === 'ping') {
      await alive();
      return { id, ok: true };
    }
    if (request.do === 'start') {
      if (port === null) {
        port = openPort(request.reader);
        port.onEvent((event) => post(eventMessage(event)));
        port.start();
      }
      return { id, ok: true };
    }
    if (port === null) return { id, ok: false, kind: 'not-connected', detail: 'not started' };
    switch (request.do) {
      case 'connect':
        return answer(id, await port.connect());
      case 'transmit': {
        const transmitted = await port.transmit(fromHex(request.apdu));
        return transmitted.ok ? { id, ok: true, apdu: toHex(transmitted.value) } : answer(id, transmitted);
      }
      case 'transmit-all': {
        const transmitted = await port.transmitAll(request.apdus.map(fromHex));
        return transmitted.ok ? { id, ok: true, apdus: transmitted.value.map(toHex) } : answer(id, transmitted);
      }
      case 'disconnect':
        await port.disconnect();
        return { id, ok: true };
    }
  }

  channel.onMessage((message) => {
    const request = parsePcscRequest(message);
    if (request === null) return channel.close();
    serve(request).then(post, () => channel.close());
  });
  channel.onClose(() => {
    const ending = port?.stop();
    // Nobody is left to hear of a failure to let go.
    ending?.catch(() => undefined);
  });
}

function answer(id: number, result: Result<unknown, PcscFault>): PcscMessage {
  return result.ok ? { id, ok: true } : { id, ok: false, kind: result.error.kind, detail: result.error.detail.slice(0, 500) };
}

function eventMessage(event: PcscEvent): PcscMessage {
  switch (event.type) {
    case 'reader-attached':
      return { event: event.type, reader: event.reader.slice(0, 128) };
    case 'card-present':
      return { event: event.type, atr: toHex(event.atr) };
    case 'reader-detached':
      return { event: event.type, why: event.why };
    case 'card-absent':
      return { event: event.type };
  }
}
