import { expect, it } from 'vitest';
import type { IssuerReply, IssuerTransport, IssuerFault } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok, type Result } from '../../hardware/ports/result.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { createIssuerLink } from './issuerLink.ts';
import type { RequestOf } from './protocol/operations.ts';

const DRAW: RequestOf<'authorisation'> = {
  key: 'a'.repeat(16),
  machine: 'BL18-03',
  card: '11112222',
  at: '2026-11-20T12:00:00+08:00',
  amount: 500,
  balance: 80,
  sequence: 7,
};
const APPROVED = { outcome: 'approved', authorisation: 'A-1', amount: 500 } as const;

type Exchange = Result<IssuerReply, IssuerFault>;
const reply = (status: number, body: unknown): Exchange => ok({ status, body });
const unreachable: Exchange = fail({ kind: 'unreachable', detail: 'ECONNREFUSED' });
const noAnswer: Exchange = fail({ kind: 'no-answer', detail: 'no answer within 5000 ms' });

/** Asks over a wire that gives these answers in turn, and says what was sent when. */
async function asking(...exchanges: Exchange[]) {
  const clock = new VirtualClock();
  const sent: { operation: string; body: object; atMs: number }[] = [];
  const transport: IssuerTransport = {
    exchange: (operation, body) => {
      sent.push({ operation, body, atMs: clock.monotonicMs() });
      return Promise.resolve(exchanges[sent.length - 1] ?? fail({ kind: 'unreachable', detail: 'asked once too often' }));
    },
  };
  const answer = createIssuerLink({ transport, clock, random: new SeededRandom(1) }).ask('authorisation', DRAW);
  await clock.advanceAsync(60_000);
  return { answer: await answer, sent };
}

it('gives the answer, asking once', async () => {
  const { answer, sent } = await asking(reply(200, APPROVED));
  expect(answer).toEqual(ok(APPROVED));
  expect(sent).toEqual([{ operation: 'authorisation', body: DRAW, atMs: 0 }]);
});

it('repeats the very same request, three times at most, with pauses in between', async () => {
  const { answer, sent } = await asking(noAnswer, noAnswer, reply(200, APPROVED));
  expect(answer).toEqual(ok(APPROVED));
  expect(sent.map(({ body }) => body)).toEqual([DRAW, DRAW, DRAW]);
  const [first, second, third] = sent.map(({ atMs }) => atMs);
  expect(second).toBeGreaterThan(first ?? 0);
  expect(third).toBeGreaterThan(second ?? 0);
});

it('says that nothing was asked only when no try can have arrived', async () => {
  expect((await asking(unreachable, unreachable, unreachable)).answer).toMatchObject({ error: { kind: 'unreachable' } });
  expect((await asking(noAnswer, unreachable, unreachable)).answer).toMatchObject({ error: { kind: 'no-answer' } });
  expect((await asking(unreachable, unreachable, noAnswer)).answer).toMatchObject({ error: { kind: 'no-answer' } });
});

it('does not depend on a transport that keeps its deadline, or that ever answers', async () => {
  const clock = new VirtualClock();
  let tries = 0;
  const mute: IssuerTransport = {
    exchange: () => {
      tries += 1;
      return new Promise(() => undefined);
    },
  };
  const link = createIssuerLink({ transport: mute, clock, random: new SeededRandom(1) });
  // Every errand and every act goes this way: lock list, upload, advice, reversal.
  const asked = [link.ask('authorisation', DRAW), link.ask('lock-list', { machine: 'BL18-03', after: 0 })];
  await clock.advanceAsync(20_000);
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
  expect(tries).toBe(6);
});

it.each([500, 502, 503, 429, 408, 401, 403, 404])('asks again after status %d', async (status) => {
  expect((await asking(reply(status, {}), reply(200, APPROVED))).answer).toEqual(ok(APPROVED));
});

it.each([400, 409, 413, 422])('does not repeat what was refused with status %d', async (status) => {
  const { answer, sent } = await asking(reply(status, { error: 'x' }));
  expect(answer).toMatchObject({ ok: false, error: { kind: 'rejected' } });
  expect(sent).toHaveLength(1);
});

it.each([
  ['of another operation', { outcome: 'known' }],
  ['with a field too many', { ...APPROVED, name: 'Anna' }],
  ['with half a dollar', { ...APPROVED, amount: 500.5 }],
  ['with nothing', null],
])('takes no answer %s for one: the issuer may have done it', async (_what, body) => {
  const wrong = reply(200, body);
  expect((await asking(wrong, wrong, wrong)).answer).toMatchObject({ error: { kind: 'no-answer' } });
});
