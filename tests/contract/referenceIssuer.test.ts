import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttpTransport } from '../../station/issuer/httpTransport.ts';
import { createIssuerLink, type IssuerLink } from '../../station/issuer/issuerLink.ts';
import type { Seed } from '../../lab/issuer/seed.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { IssuerProcess } from '../support/issuerProcess.ts';

const CARD = '1111222233334444';
const SEED: Seed = {
  accounts: [{ id: 'anna', funds: 10_000 }],
  cards: [{ number: CARD, product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } }],
};
const about = { machine: 'BL18-03', at: '2026-11-20T12:00:00+08:00' };
const draw = (key: string) => ({ ...about, key, card: CARD, amount: 500, balance: 80, sequence: 7 });
const reverse = (key: string) => ({ ...about, key, reason: 'no-answer' as const });
const KEY = 'one-and-only-key';

let issuer: IssuerProcess;
const proxies: Server[] = [];

beforeEach(() => {
  issuer = new IssuerProcess(SEED);
});

afterEach(async () => {
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    proxy.close();
  }
  await issuer.dispose();
});

const linkTo = (address: URL): IssuerLink =>
  createIssuerLink({
    transport: createHttpTransport(() => ({ kind: 'web', url: address, certificate: null }), systemClock),
    clock: systemClock,
    random: systemRandom,
  });

/** A wire that hears the issuer's answer and then does something else with it than hand it on. */
async function wireThat(address: URL, instead: (answer: string, count: number) => Promise<string | null>): Promise<URL> {
  let count = 0;
  const proxy = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      count += 1;
      const number = count;
      fetch(new URL(request.url ?? '/', address), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      })
        .then(async (answer) => instead(await answer.text(), number))
        .then(
          (text) => (text === null ? response.destroy() : response.end(text)),
          () => response.destroy(),
        );
    });
  });
  proxies.push(proxy);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
}

async function usedToday(link: IssuerLink): Promise<unknown> {
  const known = await link.ask('lookup', { machine: 'BL18-03', card: CARD });
  return known.ok && known.value.outcome === 'known' ? known.value.link?.usedToday : known;
}

it('answers over HTTP', async () => {
  const address = await issuer.start();
  expect(await linkTo(address).ask('authorisation', draw(KEY))).toMatchObject({ ok: true, value: { outcome: 'approved', amount: 500 } });
});

it('does once what is asked again because the answer was lost', async () => {
  const address = await issuer.start();
  const lossy = await wireThat(address, (answer, count) => Promise.resolve(count === 1 ? null : answer));
  expect(await linkTo(lossy).ask('authorisation', draw(KEY))).toMatchObject({ ok: true, value: { outcome: 'approved' } });
  expect(await usedToday(linkTo(address))).toBe(500);
});

it('remembers what it did when it is killed between doing it and answering', async () => {
  const address = await issuer.start();
  const deadly = await wireThat(address, async () => {
    await issuer.end('SIGKILL');
    return null;
  });
  expect(await linkTo(deadly).ask('authorisation', draw(KEY))).toMatchObject({ ok: false, error: { kind: 'no-answer' } });

  const again = linkTo(await issuer.start());
  expect(await usedToday(again)).toBe(500);
  expect(await again.ask('reversal', reverse(KEY))).toEqual({ ok: true, value: { outcome: 'reversed' } });
  expect(await usedToday(again)).toBe(0);
});

it('refuses what comes after its reversal, also after it was restarted', async () => {
  const first = await issuer.start();
  expect(await linkTo(first).ask('reversal', reverse(KEY))).toEqual({ ok: true, value: { outcome: 'barred' } });
  await issuer.end('SIGKILL');
  const again = linkTo(await issuer.start());
  expect(await again.ask('authorisation', draw(KEY))).toEqual({ ok: true, value: { outcome: 'refused', code: 'reversed' } });
});

it('is known not to have heard what could not reach it', async () => {
  const address = await issuer.start();
  await issuer.end('SIGKILL');
  expect(await linkTo(address).ask('authorisation', draw(KEY))).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
});

it('may have done what it did not answer in time', async () => {
  const address = await issuer.start();
  const silent = await wireThat(address, () => new Promise(() => undefined));
  const answer = await createHttpTransport(() => ({ kind: 'web', url: silent, certificate: null }), systemClock).exchange(
    'authorisation',
    draw(KEY),
    300,
  );
  expect(answer).toEqual({ ok: false, error: { kind: 'no-answer', detail: 'no answer within 300 ms' } });
  expect(await usedToday(linkTo(address))).toBe(500);
});

it('takes an answer without end for none', async () => {
  const address = await issuer.start();
  const endless = await wireThat(address, () => Promise.resolve('x'.repeat(300_000)));
  expect(
    await createHttpTransport(() => ({ kind: 'web', url: endless, certificate: null }), systemClock).exchange(
      'lookup',
      { machine: 'BL18-03', card: CARD },
      5000,
    ),
  ).toEqual({
    ok: false,
    error: { kind: 'no-answer', detail: 'the answer is too long' },
  });
});

it('has its books for itself: a second one does not touch them', async () => {
  const address = await issuer.start();
  expect(await issuer.startTwice()).toEqual([1, null]);
  expect(await linkTo(address).ask('authorisation', draw(KEY))).toMatchObject({ ok: true, value: { outcome: 'approved' } });
});

it('ends when it is asked to', async () => {
  await issuer.start();
  expect(await issuer.end('SIGTERM')).toEqual([0, null]);
});

it('listens on this machine alone, has no credentials to ask for, and takes no word that would open it further', async () => {
  const address = await issuer.start();
  expect(address.hostname).toBe('127.0.0.1');
  const others = Object.values(networkInterfaces()).flatMap((one = []) =>
    one.filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  for (const { address: beyond } of others) {
    const asked = new URL(address);
    asked.hostname = beyond;
    await expect(fetch(asked, { signal: AbortSignal.timeout(5_000) })).rejects.toThrow('fetch failed');
  }
  for (const word of ['--host', '--address', '--listen']) expect(issuer.refuses([word, '0.0.0.0'])).toContain(`Unknown option '${word}'`);
});
