import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../hardware/ports/clock.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { postTo } from './issuerDoor.ts';

/** A host that writes bytes, whatever HTTP thinks of them. */
let server: Server | null = null;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
});

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** Every wait is over at once. */
const impatient: Clock = { ...systemClock, setTimeout: (action) => systemClock.setTimeout(action, 0) };

/** @param answer what the host does once it has heard `heard` */
async function ask(heard: string, answer: (socket: Socket) => void, { signal = new AbortController().signal, clock = systemClock } = {}) {
  const host = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const before = text.includes(heard);
      text += String(bytes);
      if (!before && text.includes(heard)) answer(socket);
    });
  });
  server = host;
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  const url = new URL(`http://127.0.0.1:${(host.address() as AddressInfo).port}`);
  return postTo({ kind: 'web', url, certificate: null }, 'lookup', { asks: 'something' }, { clock, signal });
}

/** Says that the host wants the content, and once it is there, `answer`. */
const afterContent = (answer: (socket: Socket) => void) => (socket: Socket) => {
  socket.write(CONTINUE);
  socket.on('data', () => answer(socket));
};

const HEADERS = '\r\n\r\n';

describe('whatever a host does ends the waiting', () => {
  it.each<[string, string]>([
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
    ['switches protocols without a word to which', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['is endlessly long in its headers', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('when it %s', async (_what, answer) => {
    expect(
      await ask(
        HEADERS,
        afterContent((socket) => socket.write(answer)),
      ),
    ).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    // Before it has called for the content it has surely done nothing.
    expect(await ask(HEADERS, (socket) => socket.write(answer))).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.destroy()],
    ['shuts its half of the line', (socket) => socket.end()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
  ])('when it %s', async (_what, answer) => {
    expect(await ask(HEADERS, afterContent(answer))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    expect(await ask(HEADERS, answer)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.destroy()],
    ['shuts its half of the line', (socket) => socket.end()],
  ])('when it %s in the middle of its answer', async (_what, end) => {
    const half = (socket: Socket): void => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half"', () => end(socket));
    };
    expect(await ask(HEADERS, afterContent(half))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
  });

  it.each<[string, string, string]>([
    ['content', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\n{\r\n'],
    ['headers', 'HTTP/1.1 200 OK\r\n', 'x: 1\r\n'],
    ['promises', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('when its %s only trickle, at the deadline', async (_what, begin, drop) => {
    const deadline = new AbortController();
    let drops = 0;
    const trickle = (socket: Socket): void => {
      drops += 1;
      if (drops < 50) socket.write(drop, () => trickle(socket));
      else deadline.abort(new Error('too late'));
    };
    const answer = ask(
      HEADERS,
      afterContent((socket) => socket.write(begin || CONTINUE, () => trickle(socket))),
      { signal: deadline.signal },
    );
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'no-answer', detail: 'too late' } });
  });

  it('when the deadline was over before it began', async () => {
    const answer = ask(HEADERS, () => undefined, { signal: AbortSignal.abort(new Error('too late')) });
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'unreachable', detail: 'too late' } });
  });
});

describe('a host that does not call for the content', () => {
  it('gets it all the same, a moment later', async () => {
    const answer = await ask('"something"', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'), {
      clock: impatient,
    });
    expect(answer).toMatchObject({ ok: true, value: { status: 200, text: '{}' } });
  });

  it('and refuses at once is heard, and got nothing', async () => {
    const answer = await ask(HEADERS, (socket) => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'));
    expect(answer).toMatchObject({ ok: true, value: { status: 403 } });
  });
});
