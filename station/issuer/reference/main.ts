import '../../nodeVersion.ts';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { systemClock } from '../../system/systemClock.ts';
import { openBooks } from './books.ts';
import { createIssuerHost } from './host.ts';
import { seedSchema, sow } from './seed.ts';
import { createIssuerServer } from './server.ts';

/**
 * The reference issuer as a process of its own: `--books FILE [--seed FILE] [--port N]`. It listens on 127.0.0.1 only,
 * prints one line of JSON with its address when it is ready, and may be killed at any moment.
 */
const { values } = parseArgs({ options: { books: { type: 'string' }, seed: { type: 'string' }, port: { type: 'string', default: '0' } } });
const port = Number(values.port);
if (values.books === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write('usage: issuer --books FILE [--seed FILE] [--port N]\n');
  process.exit(2);
}
const books = openBooks(values.books);
if (values.seed !== undefined) sow(books, seedSchema.parse(JSON.parse(readFileSync(values.seed, 'utf8'))));

const app = createIssuerServer(createIssuerHost(books, systemClock), (cause) => {
  process.stderr.write(`issuer: ${cause.stack ?? cause.message}\n`);
});
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, ({ port: bound }) => {
  process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${bound}` })}\n`);
});

const stop = (): void => {
  server.close(() => {
    books.close();
    process.exit(0);
  });
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by a kiosk: it ends with it.
process.on('disconnect', stop);
