import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo, ListenOptions } from 'node:net';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { holdFile } from '../../station/heldFile.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { openBooks } from './books.ts';
import { createIssuerHost } from './host.ts';
import { seedSchema, sow } from './seed.ts';
import { createIssuerServer } from './server.ts';

/** The command line of the reference issuer is wrong, or its books cannot be had. */
export class IssuerError extends Error {}

/**
 * Makes this process the reference issuer: `--books FILE [--seed FILE] [--centre-key FILE] [--port N | --socket PATH]`.
 * `--centre-key`: a private Ed25519 key (PEM), by which it signs what it keeps of the machines' journals. It listens on 127.0.0.1 or
 * on a unix socket, never beyond this machine, and may be killed at any moment. Started by hand it prints one line of JSON
 * with its address when it is ready; a program that started it is told `ready`, and ends it with `stop`.
 * @throws IssuerError when it cannot begin
 */
export function runIssuer(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      books: { type: 'string' },
      seed: { type: 'string' },
      'centre-key': { type: 'string' },
      port: { type: 'string', default: '0' },
      socket: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (values.books === undefined || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new IssuerError('usage: issuer --books FILE [--seed FILE] [--centre-key FILE] [--port N | --socket PATH]');
  mkdirSync(dirname(values.books), { recursive: true, mode: 0o700 });
  const lock = holdFile(`${values.books}.lock`);
  if (lock === null) throw new IssuerError(`issuer: ${values.books} is in use by another issuer`);
  const books = openBooks(values.books);
  if (values.seed !== undefined) sow(books, seedSchema.parse(JSON.parse(readFileSync(values.seed, 'utf8'))));

  const centreKey = values['centre-key'] === undefined ? undefined : createPrivateKey(readFileSync(values['centre-key']));
  const app = createIssuerServer(createIssuerHost(books, systemClock, centreKey), (cause) => {
    process.stderr.write(`issuer: ${cause.stack ?? cause.message}\n`);
  });
  const server = createAdaptorServer({ fetch: app.fetch });

  const stop = (): void => {
    server.close(() => {
      books.close();
      lock.release();
      process.exit(0);
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started by another program: it ends when it is told, and with it.
  process.on('message', stop);
  process.on('disconnect', stop);

  // A socket that a killed process has left behind would keep the next one out.
  if (values.socket !== undefined) rmSync(values.socket, { force: true });
  const place: ListenOptions = values.socket === undefined ? { host: '127.0.0.1', port } : { path: values.socket };
  server.listen(place, () => {
    if (process.connected) process.send?.({ type: 'ready' }, undefined, {}, () => undefined);
    else process.stdout.write(`${JSON.stringify({ address: addressOf(server.address()) })}\n`);
  });
}

function addressOf(address: AddressInfo | string | null): string {
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : address;
}
