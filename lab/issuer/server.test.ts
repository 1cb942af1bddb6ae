import { expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../station/issuer/protocol/operations.ts';
import { openBooks } from './books.ts';
import { createIssuerHost, type IssuerHost } from './host.ts';
import { sow } from './seed.ts';
import { createIssuerServer } from './server.ts';
import { key, MACHINE } from './testing.ts';

const defects: Error[] = [];
const serverOver = (host: IssuerHost) => createIssuerServer(host, (cause) => defects.push(cause));

function server() {
  const books = openBooks(':memory:');
  sow(books, {
    accounts: [{ id: 'anna', funds: 1000 }],
    cards: [{ number: '11112222', product: 'ordinary', adjustments: [{ id: 'x', amount: 5 }] }],
  });
  return serverOver(createIssuerHost(books, { wallMs: () => Date.UTC(2026, 10, 20) }));
}

const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const collect = {
  key: key('a'),
  machine: MACHINE,
  at: '2026-11-20T08:00:00+08:00',
  card: '11112222',
  adjustments: ['x'],
  balance: 1,
  sequence: 1,
};

it('answers a request', async () => {
  const answer = await server().request('/v1/lookup', post({ machine: MACHINE, card: '11112222' }));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ outcome: 'known', registered: false, link: null });
});

it.each([
  ['nothing', ''],
  ['no JSON', '{"machine":'],
  ['a field too many', { machine: MACHINE, card: '11112222', name: 'Anna' }],
  ['a card that is no number', { machine: MACHINE, card: "1' OR '1'='1" }],
  ['a list', []],
])('says what is wrong with %s and changes nothing', async (_what, body) => {
  const answer = await server().request('/v1/lookup', post(body));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: expect.stringMatching(/./) });
});

it('refuses a body that does not say it is JSON', async () => {
  const answer = await server().request('/v1/lookup', { method: 'POST', body: JSON.stringify({ machine: MACHINE, card: '11112222' }) });
  expect(answer.status).toBe(415);
});

it('refuses a key that stands for another request', async () => {
  const app = server();
  expect((await app.request('/v1/collection', post(collect))).status).toBe(200);
  const other = await app.request('/v1/collection', post({ ...collect, balance: 2 }));
  expect(other.status).toBe(409);
});

it('knows no other place', async () => {
  expect((await server().request('/v1/money', post({}))).status).toBe(404);
});

it('tells of a defect and gives nothing of it away', async () => {
  const broken = serverOver({
    handle: () => {
      throw new Error('disk I/O error at /var/lib/issuer');
    },
  });
  const answer = await broken.request('/v1/lookup', post({ machine: MACHINE, card: '11112222' }));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('disk');
  expect(defects.map(({ message }) => message)).toEqual(['disk I/O error at /var/lib/issuer']);
});

it('describes every operation', async () => {
  const description: unknown = await (await server().request('/openapi.json')).json();
  expect(description).toHaveProperty('paths');
  for (const name of OPERATION_NAMES) expect(description).toHaveProperty(['paths', `/v1/${name}`, 'post', 'requestBody']);
  const schema = ['paths', '/v1/authorisation', 'post', 'requestBody', 'content', 'application/json', 'schema', 'required'];
  expect(description).toHaveProperty(schema, expect.arrayContaining(['key', 'card', 'amount']));
});
