import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Random } from '../hardware/ports/random.ts';
import type { Log } from '../hardware/ports/log.ts';
import { ENTRANCE_PATH, entranceFile } from './entrancePage.ts';
import { outOfServiceFile, outOfServicePath } from './outOfServicePage.ts';
import type { Relay } from './relay.ts';
import { ScreenAccess } from './screenAccess.ts';
import { REPLACED, SCREEN_PATH } from '../link/screenChannel.ts';
import { MAX_FRAME_BYTES } from '../link/screenLink.ts';
import type { WebFile } from './webFiles.ts';
import { readWebFile } from './webFiles.ts';
import { webHeaders } from './webHeaders.ts';

/** Bytes that may wait in a connection before the screen counts as congested: a few Views. */
const CONGESTED_BYTES = 32_768;

/** A browser opens six connections to a host, and one for the screen: room for a reload, and an upper limit for everybody else. */
const MOST_CONNECTIONS = 24;

/** A browser on this machine says what it wants within milliseconds; a connection that does not is closed. Milliseconds (ours). */
const IDLE_MS = 10_000;

/** A client that trickles is never idle: a whole request has half that time, checked ten times. */
const limitsFrom = (idleMs: number): ServerOptions => ({
  headersTimeout: idleMs / 2,
  requestTimeout: idleMs / 2,
  keepAliveTimeout: idleMs / 2,
  connectionsCheckingInterval: idleMs / 10,
});

export interface LoopbackServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built renderer. */
  readonly root: string;
  readonly relay: Pick<Relay, 'attach'>;
  readonly random: Random;
  readonly log: Log;
  /** Milliseconds after which a connection that says nothing is ended; default 10,000. */
  readonly idleMs?: number;
}

/**
 * Serves the renderer to one browser on this machine, and to nobody else: it listens on 127.0.0.1, and a request
 * needs the cookie that {@link ScreenAccess} gives for the one-time token. Host and Origin are checked because a
 * foreign page in the same browser, or a foreign name that resolves to 127.0.0.1, could otherwise reach it.
 */
export class LoopbackServer {
  readonly #http: Server;
  readonly #options: LoopbackServerOptions;
  readonly #host: string;
  readonly #access: ScreenAccess;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, clientTracking: true });
  #screen: WebSocket | null = null;

  /** Starts to listen. @throws Error when the port is taken. */
  static async start(options: LoopbackServerOptions): Promise<LoopbackServer> {
    const idleMs = options.idleMs ?? IDLE_MS;
    const http = createServer(limitsFrom(idleMs));
    http.maxConnections = MOST_CONNECTIONS;
    // One that says nothing holds a place all the same.
    http.on('connection', (socket) => socket.setTimeout(idleMs, () => socket.destroy()));
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(options.port, '127.0.0.1', resolve);
    });
    // A listening TCP server has an AddressInfo; only a pipe's address is a string.
    return new LoopbackServer(options, http, (http.address() as AddressInfo).port);
  }

  private constructor(options: LoopbackServerOptions, http: Server, port: number) {
    this.#options = options;
    this.#http = http;
    this.#host = `127.0.0.1:${port}`;
    this.#access = new ScreenAccess(options.random, port);
    http.on('request', (request, response) => {
      this.#answer(request, response).catch((cause: unknown) => {
        this.#options.log.write('screen.request-failed', { why: String(cause) });
        response.destroy();
      });
    });
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  /** Where a browser becomes the screen; null once that has happened. */
  get address(): string | null {
    return this.#access.token === null ? null : `${this.origin}/?token=${this.#access.token}`;
  }

  /** The same for a browser that comes from another page, of this machine's disk say: the cookie is for one that comes from here. */
  get entrance(): string | null {
    return this.#access.token === null ? null : `${this.origin}${ENTRANCE_PATH}#${this.#access.token}`;
  }

  /** Takes the screen off and stops listening. */
  close(): Promise<void> {
    for (const connection of this.#sockets.clients) connection.terminate();
    return new Promise((resolve) => {
      this.#http.close(() => resolve());
      this.#http.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A fragment of a connection that breaks off is not an error.
    response.on('error', () => {});
    if (request.headers.host !== this.#host) return refuse(response, 403, `This server answers to ${this.origin} only.`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'Only GET and HEAD are answered here.');
    }
    const url = urlOf(request, this.origin);
    if (url === null) return refuse(response, 400, 'This is not a valid address.');
    const entrance = entranceFile(url.pathname);
    if (entrance !== undefined) return send(request, response, 200, entrance);
    const token = url.searchParams.get('token');
    if (token !== null) return this.#exchange(request, response, token);
    if (!this.#access.isScreen(request.headers.cookie)) {
      return refuse(
        response,
        403,
        'This kiosk has its screen already, or this is not it. Start the kiosk again and use the address it prints.',
      );
    }
    return this.#serve(request, response, url.pathname);
  }

  #exchange(request: IncomingMessage, response: ServerResponse, token: string): void {
    const cookie = request.method === 'GET' ? this.#access.exchange(token) : null;
    if (cookie === null) {
      this.#options.log.write('screen.token-refused');
      return refuse(response, 403, 'This address is wrong or was used before. Start the kiosk again and use the address it prints.');
    }
    response.writeHead(303, { ...webHeaders("'self'"), 'Set-Cookie': cookie, Location: '/', 'Cache-Control': 'no-store' });
    response.end();
  }

  async #serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = (await readWebFile(this.#options.root, path)) ?? outOfServiceFile(path);
    if (file !== undefined) return send(request, response, 200, file);
    const substitute = path === '/' ? outOfServiceFile(outOfServicePath) : undefined;
    if (substitute === undefined) return refuse(response, 404, 'There is nothing at this address.');
    this.#options.log.write('screen.not-built', { folder: this.#options.root });
    return send(request, response, 503, substitute);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const allowed =
      request.headers.host === this.#host &&
      request.headers.origin === this.origin &&
      urlOf(request, this.origin)?.pathname === SCREEN_PATH &&
      this.#access.isScreen(request.headers.cookie);
    if (!allowed) {
      this.#options.log.write('screen.connection-refused');
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    // The screen itself may be silent for as long as nobody touches it.
    if (socket instanceof Socket) socket.setTimeout(0);
    this.#sockets.handleUpgrade(request, socket, head, (connection) => this.#connect(connection));
  }

  #connect(connection: WebSocket): void {
    this.#screen?.close(REPLACED, 'another screen has taken this place');
    this.#screen = connection;
    const side = this.#options.relay.attach({
      send: (frame) => connection.send(frame, () => {}),
      isCongested: () => connection.bufferedAmount > CONGESTED_BYTES,
    });
    connection.on('message', (data, isBinary) => {
      // A server's socket gives whole messages as a Buffer unless its binaryType says otherwise.
      if (isBinary || !Buffer.isBuffer(data)) connection.close(1003, 'text only');
      else side.receive(data.toString());
    });
    connection.on('error', (error) => this.#options.log.write('screen.connection-failed', { why: error.message }));
    connection.on('close', () => {
      side.detach();
      if (this.#screen === connection) this.#screen = null;
    });
  }
}

function urlOf(request: IncomingMessage, origin: string): URL | null {
  // An absolute-form or authority-form target (a proxy's request) is no address of ours.
  return request.url?.startsWith('/') && !request.url.startsWith('//') ? URL.parse(request.url, origin) : null;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { ...webHeaders("'self'"), 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${reason}\n`);
}

function send(request: IncomingMessage, response: ServerResponse, status: number, file: WebFile): void {
  response.writeHead(status, {
    ...webHeaders("'self'"),
    'Content-Type': file.type,
    'Content-Length': file.bytes.byteLength,
    'Cache-Control': file.hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}
