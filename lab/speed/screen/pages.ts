import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { type WebSocket, WebSocketServer } from 'ws';
import { SCREEN_PATH } from '../../../link/screenChannel.ts';
import type { FromScreen } from '../../../link/screenLink.ts';
import { readWebFile } from '../../../shell/webFiles.ts';
import { webHeaders } from '../../../shell/webHeaders.ts';
import { beside } from '../program.ts';
import { StandInStation } from './standInStation.ts';

/** The built screen of this working copy. */
const SCREEN = beside('../../dist/renderer');

/** A server with the kiosk's screen at `/`, fed by a stand-in for its station, and with the bare pages beside it. */
export interface Pages {
  readonly origin: string;
  readonly station: StandInStation;
  close(): void;
}

export async function servePages(): Promise<Pages> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-pages-'));
  // The style sheet that stands in the page itself: shell, colours and fonts.
  const [, sheet] = /<link rel="stylesheet"[^>]* href="\/([^"]+)"/.exec(readFileSync(join(SCREEN, 'index.html'), 'utf8')) ?? [];
  if (sheet === undefined) throw new Error('the built page links no style sheet');
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      target: 'chrome140',
      lib: { entry: beside('baselines/reactPage.mjs'), formats: ['es'], fileName: 'reactPage' },
    },
  });
  const bare: Readonly<Record<string, string>> = {
    '/static': beside('baselines/staticPage.html'),
    '/react': beside('baselines/reactPage.html'),
    '/swapPage.js': beside('baselines/swapPage.mjs'),
    '/reactPage.js': join(folder, 'reactPage.js'),
  };
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = bare[pathname];
    if (file !== undefined) {
      response.setHeader('Content-Type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(readFileSync(file));
      return;
    }
    readWebFile(SCREEN, pathname === '/kiosk.css' ? `/${sheet}` : pathname).then(
      (found) => {
        if (found === null) return response.writeHead(404).end();
        return response.writeHead(200, { ...webHeaders("'self'"), 'Content-Type': found.type }).end(found.bytes);
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  let screen: WebSocket | null = null;
  const station = new StandInStation((view) => screen?.send(JSON.stringify({ type: 'view', view })));
  new WebSocketServer({ server: http, path: SCREEN_PATH }).on('connection', (socket) => {
    screen = socket;
    socket.send(JSON.stringify({ type: 'view', view: station.view() }));
    socket.on('message', (data) => {
      // A server's socket gives whole messages as a Buffer unless its binaryType says otherwise.
      if (!Buffer.isBuffer(data)) return;
      const message = JSON.parse(data.toString()) as FromScreen; // the page is our own
      if (message.type === 'intent') station.press(message.intent);
    });
  });
  return {
    // A listening TCP server has an AddressInfo; only a pipe's address is a string.
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    station,
    close: () => {
      http.close();
      http.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
}
