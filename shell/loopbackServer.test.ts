import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../hardware/system/systemClock.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SeededRandom } from '../lab/devices/seededRandom.ts';
import { REPLACED } from '../link/screenChannel.ts';
import { LoopbackServer } from './loopbackServer.ts';
import type { Screen } from './relay.ts';
import { MAX_FRAME_BYTES } from '../link/screenLink.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let folder: string;
let server: LoopbackServer;
let log: ReturnType<typeof recordedLog>;
let attached: Screen[];
let received: string[];
let detached: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiosk-web-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.html'), 'secret');
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><p>renderer');
  await writeFile(join(folder, 'renderer', 'assets', 'main-Ab3_x-9Z.js'), 'export {};');
  await writeFile(join(folder, 'renderer', 'main.sh'), 'echo');
  await symlink(join(folder, 'secret.html'), join(folder, 'renderer', 'link.html'));
  log = recordedLog();
  attached = [];
  received = [];
  detached = 0;
  server = await LoopbackServer.start({
    port: 0,
    root: join(folder, 'renderer'),
    random: new SeededRandom('loopback'),
    log,
    relay: {
      attach: (screen) => {
        attached.push(screen);
        screen.send('hello');
        return {
          receive: (frame) => received.push(frame),
          detach: () => {
            detached += 1;
          },
        };
      },
    },
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** One request exactly as given: `fetch` would tidy path and Host up. */
function ask(path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(server.origin, { path, method, headers, agent: false }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        body += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function pathOf(address: string | null): string {
  if (address === null) throw new Error('no address any more');
  return address.slice(server.origin.length);
}

/** Exchanges the token and answers the `Cookie` header of the screen. */
async function becomeScreen(): Promise<string> {
  const { headers } = await ask(pathOf(server.address));
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** Opens the screen's channel; resolves when it stands, or with the status that refused it. */
function open(headers: Record<string, string>, path = '/screen'): Promise<WebSocket | number> {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, { headers, handshakeTimeout: 5_000 });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

async function openScreen(cookie: string): Promise<WebSocket> {
  const socket = await open({ cookie, origin: server.origin });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));

describe('the one-time token', () => {
  it('is exchanged for a cookie that no script can read and no other site can send', async () => {
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/);
    const { status, headers } = await ask(pathOf(server.address));
    expect(status).toBe(303);
    expect(headers['location']).toBe('/');
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^kiosk-screen-\d+=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)]);
  });

  it('lets the page be loaded, and loaded again', async () => {
    const cookie = await becomeScreen();
    for (let load = 0; load < 3; load += 1) {
      const { status, body } = await ask('/', { headers: { cookie: `other=1; ${cookie}` } });
      expect([status, body]).toEqual([200, '<!doctype html><p>renderer']);
    }
  });

  it('is good for one exchange: a second client is refused', async () => {
    const path = pathOf(server.address);
    await becomeScreen();
    const again = await ask(path);
    expect(again.status).toBe(403);
    expect(again.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('used before');
    expect(server.address).toBe(null);
  });

  it('is not spoilt by a wrong one', async () => {
    for (const path of ['/?token=', '/?token=0', `/?token=${'0'.repeat(64)}`]) {
      const { status, headers } = await ask(path);
      expect(status).toBe(403);
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await ask(pathOf(server.address), { method: 'HEAD' })).status).toBe(403);
    expect((await ask(pathOf(server.address))).status).toBe(303);
  });

  it('is needed for everything: without a cookie, or with a wrong one, nothing is served', async () => {
    const cookie = await becomeScreen();
    for (const path of ['/', '/assets/main-Ab3_x-9Z.js', '/out-of-service.html', '/nothing']) {
      expect((await ask(path)).status).toBe(403);
      expect((await ask(path, { headers: { cookie: `${cookie.slice(0, -1)}x` } })).status).toBe(403);
      expect((await ask(path, { headers: { cookie: `${cookie}0` } })).status).toBe(403);
    }
  });
});

describe('requests', () => {
  it.each(['localhost', 'kiosk.example', '127.0.0.1', '127.0.0.1:1'])('to another name are refused: %j', async (host) => {
    const { status } = await ask(pathOf(server.address), { headers: { host } });
    expect(status).toBe(403);
    expect(server.address).not.toBe(null);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('with %s are refused', async (method) => {
    const cookie = await becomeScreen();
    const { status, headers } = await ask('/', { method, headers: { cookie } });
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('carry the whole policy in their answer, whatever the answer is', async () => {
    const refused = await ask('/');
    const exchanged = await ask(pathOf(server.address));
    const cookie = String(exchanged.headers['set-cookie']).split(';')[0] ?? '';
    const served = await ask('/', { headers: { cookie } });
    const missing = await ask('/nothing.js', { headers: { cookie } });
    expect([refused.status, exchanged.status, served.status, missing.status]).toEqual([403, 303, 200, 404]);
    for (const { headers } of [refused, exchanged, served, missing]) {
      expect(headers).toMatchObject({
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('may cache files with a hash in their name, and nothing else', async () => {
    const cookie = await becomeScreen();
    const script = await ask('/assets/main-Ab3_x-9Z.js', { headers: { cookie } });
    expect(script).toMatchObject({
      status: 200,
      body: 'export {};',
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable' },
    });
    expect((await ask('/', { headers: { cookie } })).headers['cache-control']).toBe('no-cache');
  });

  it('with HEAD get the headers alone', async () => {
    const cookie = await becomeScreen();
    const { status, headers, body } = await ask('/', { method: 'HEAD', headers: { cookie } });
    expect([status, headers['content-length'], body]).toEqual([200, '26', '']);
  });

  it.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '//etc/passwd',
    '/link.html',
    '/main.sh',
    '/%',
    '/%00.html',
    '/assets',
  ])('cannot leave the folder nor fetch what is no web file: %s', async (path) => {
    const cookie = await becomeScreen();
    const { status, body } = await ask(path, { headers: { cookie } });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });

  it('get the out-of-service page while the renderer is not built', async () => {
    const cookie = await becomeScreen();
    await rm(join(folder, 'renderer', 'index.html'));
    const page = await ask('/', { headers: { cookie } });
    expect(page.status).toBe(503);
    expect(page.body).toContain('暫停服務');
    expect(page.body).toContain('Out of service');
    expect((await ask('/out-of-service.css', { headers: { cookie } })).headers['content-type']).toBe('text/css; charset=utf-8');
    expect(log.messages).toEqual([expect.stringContaining('not built')]);
  });

  it('reach it on the loopback interface only', async () => {
    const port = Number(new URL(server.origin).port);
    const refused = new Promise<string | undefined>((resolve) => {
      // 127.0.0.2 is this machine too; a server that listens on every address would answer there.
      const socket = connect(port, '127.0.0.2', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(await refused).toBe('ECONNREFUSED');
  });
});

describe('the channel of the screen', () => {
  it('carries frames both ways', async () => {
    const socket = await openScreen(await becomeScreen());
    const greeting = new Promise<string>((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
    // The server greets while the handshake ends; the frame may be there before or after `open`.
    attached[0]?.send('again');
    expect(['hello', 'again']).toContain(await greeting);
    socket.send('pressed');
    socket.close();
    await closeCode(socket);
    expect(received).toEqual(['pressed']);
  });

  it('is refused without the cookie, from another origin, by another name and on another path', async () => {
    const cookie = await becomeScreen();
    const origin = server.origin;
    expect(await open({ origin })).toBe(403);
    expect(await open({ cookie: `${cookie}0`, origin })).toBe(403);
    expect(await open({ cookie })).toBe(403);
    expect(await open({ cookie, origin: 'http://kiosk.example' })).toBe(403);
    expect(await open({ cookie, origin: 'null' })).toBe(403);
    expect(await open({ cookie, origin, host: 'kiosk.example' })).toBe(403);
    expect(await open({ cookie, origin }, '/other')).toBe(403);
    expect(attached).toEqual([]);
    expect(log.messages).toHaveLength(7);
  });

  it('is held by one screen: a later one takes the place of the earlier', async () => {
    const cookie = await becomeScreen();
    const first = await openScreen(cookie);
    const closed = closeCode(first);
    const second = await openScreen(cookie);
    expect(await closed).toBe(REPLACED);
    expect(attached).toHaveLength(2);
    expect(second.readyState).toBe(WebSocket.OPEN);
  });

  it('is cut when a frame is too large or binary', async () => {
    const cookie = await becomeScreen();
    const large = await openScreen(cookie);
    large.send('x'.repeat(MAX_FRAME_BYTES + 1));
    expect(await closeCode(large)).toBe(1009);
    const binary = await openScreen(cookie);
    binary.send(Buffer.from('pressed'));
    expect(await closeCode(binary)).toBe(1003);
    expect(received).toEqual([]);
    expect(detached).toBeGreaterThanOrEqual(1);
  });

  it('ends with the server', async () => {
    const socket = await openScreen(await becomeScreen());
    const closed = closeCode(socket);
    await server.close();
    await closed;
    expect(detached).toBe(1);
  });
});

describe('connections that do nothing', () => {
  const dial = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };

  it('are few at most: those beyond are shut at once, and the screen stays', async () => {
    const cookie = await becomeScreen();
    const screen = await openScreen(cookie);
    const idle = await Promise.all(Array.from({ length: 40 }, dial));
    // The kernel lets them in; the server hangs up on those that are too many.
    const answers: string[] = [];
    const beyond = idle.slice(-10).map(async (socket) => {
      socket.on('data', (bytes) => answers.push(String(bytes)));
      if (!socket.destroyed) await once(socket, 'close');
    });
    await Promise.all(beyond);
    // A connection that was let in and sent nothing gets 408 (Request Timeout) when its time is over.
    expect(answers).toEqual([]);
    expect(screen.readyState).toBe(WebSocket.OPEN);
    for (const socket of idle) socket.destroy();
    screen.terminate();
  });

  describe('or nearly nothing', () => {
    beforeEach(async () => {
      await server.close();
      server = await LoopbackServer.start({
        port: 0,
        root: folder,
        random: new SeededRandom(1),
        log,
        relay: { attach: () => nobody },
        idleMs: 100,
      });
    });

    const START = 'GET / HTTP/1.1\r\nHost: ';

    it.each<[string, (socket: Socket) => void]>([
      ['say nothing', () => undefined],
      ['begin a request and stop', (socket) => socket.write(START)],
      ['close their half at once, and listen', (socket) => socket.end()],
      ['close their half within a request', (socket) => socket.end(START)],
    ])('are ended after a while when they %s', async (_, behave) => {
      const socket = await dial();
      socket.resume();
      behave(socket);
      await once(socket, 'close');
    });

    it('are ended however often they say one more byte', async () => {
      const socket = await dial();
      const answered: string[] = [];
      socket.on('data', (bytes) => answered.push(String(bytes)));
      socket.write(START);
      const trickle = (): void => {
        if (socket.destroyed) return;
        socket.write('x');
        systemClock.setTimeout(trickle, 10);
      };
      trickle();
      await once(socket, 'close');
      expect(answered.join('')).toContain('408');
    });

    it('but not the screen, which may be silent for as long as nobody touches it', async () => {
      const screen = await openScreen(await becomeScreen());
      const idle = await dial();
      idle.resume();
      // Dialled later, and gone by its time.
      await once(idle, 'close');
      expect(screen.readyState).toBe(WebSocket.OPEN);
      screen.terminate();
    });
  });
});

const nobody = { receive: () => undefined, detach: () => undefined };
