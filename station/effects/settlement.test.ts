import { ledgerOf } from '../journal/testing.ts';
import { describe, expect, it } from 'vitest';
import { dollars } from '../../hardware/ports/dollars.ts';
import type { IssuerReply, IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { type TransactionId, transactionId } from '../../machines/flows/transactionId.ts';
import { createIssuerLink } from '../issuer/issuerLink.ts';
import { actStandingOf } from '../journal/actLedger.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { type ActBench, actBench } from '../../lab/world/actBench.ts';
import { actKey } from './identifiers.ts';
import { FIRST_PAUSE_MS, LAST_PAUSE_MS, Settlement } from './settlement.ts';

const OLDER = transactionId('T000000001');
const NEWER = transactionId('T000000002');

/** Puts an act on record that the issuer approved and whose card was given up. */
function released({ deps, order }: ActBench, id: TransactionId): void {
  const { card, details, balance, sequence, consent } = order('autoload', { act: 'autoload', amount: dollars(500) });
  const key = actKey('BL18-03', id);
  deps.journal.append('act.intent', id, {
    card: deps.seal.sealCard(card),
    order: details,
    balance,
    sequence,
    consent,
    currency: 'TWD',
    key,
  });
  deps.journal.append('act.answer', id, { outcome: 'approved', approval: { act: 'autoload', amount: dollars(500) } });
  deps.journal.append('act.released', id, { reason: 'given-up', detail: '' });
}

interface Wire extends IssuerTransport {
  readonly sent: { readonly operation: string; readonly body: object; readonly atMs: number }[];
  reply: 'unreachable' | IssuerReply;
}

function settling(...ids: TransactionId[]) {
  const bench = actBench();
  const { clock } = bench.deps;
  const wire: Wire = {
    sent: [],
    reply: { status: 200, body: { outcome: 'reversed' } },
    exchange(operation, body) {
      this.sent.push({ operation, body, atMs: clock.monotonicMs() });
      return Promise.resolve(this.reply === 'unreachable' ? fail({ kind: 'unreachable', detail: 'no way' }) : ok(this.reply));
    },
  };
  const settlement = new Settlement(bench.deps, createIssuerLink({ transport: wire, clock, random: bench.deps.random }));
  for (const id of ids) released(bench, id);
  const standings = (): string[] => ledgerOf(bench.store.rows).acts.asked.map(actStandingOf);
  return { ...bench, wire, settlement, standings, pass: (ms: number) => bench.cards.clock.advanceAsync(ms) };
}

describe('telling the issuer', () => {
  it('goes oldest first, each once, with the key of its act', async () => {
    const { wire, settlement, pass, standings } = settling(OLDER, NEWER);
    settlement.wake();
    settlement.wake();
    await pass(60_000);
    expect(wire.sent).toMatchObject([
      { operation: 'reversal', body: { key: 'kiosk-BL18-03-T000000001', machine: 'BL18-03', reason: 'given-up' } },
      { operation: 'reversal', body: { key: 'kiosk-BL18-03-T000000002' } },
    ]);
    expect(standings()).toEqual(['closed', 'closed']);
  });

  it('pauses longer and longer while the issuer is away, and never longer than the last pause', async () => {
    const { wire, settlement, pass, standings } = settling(OLDER, NEWER);
    wire.reply = 'unreachable';
    settlement.wake();
    await pass(4 * 3_600_000);
    // Only the oldest was tried; its tries of one round stand close together.
    expect(new Set(wire.sent.map(({ body }) => JSON.stringify({ ...body, at: '' }))).size).toBe(1);
    const pauses = wire.sent.slice(1).map(({ atMs }, index) => atMs - (wire.sent[index]?.atMs ?? 0));
    const long = pauses.filter((ms) => ms >= FIRST_PAUSE_MS / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(LAST_PAUSE_MS);
    expect(Math.max(...pauses)).toBeGreaterThanOrEqual(LAST_PAUSE_MS / 2);
    expect(long.slice(0, 5)).toEqual(long.slice(0, 5).toSorted((a, b) => a - b));
    wire.reply = { status: 200, body: { outcome: 'reversed' } };
    await pass(LAST_PAUSE_MS + 1_000);
    expect(standings()).toEqual(['closed', 'closed']);
  });

  it('waits no longer once the issuer is heard on other business, or something new is due', async () => {
    for (const hear of ['heard', 'wake'] as const) {
      const { wire, settlement, pass, standings } = settling(OLDER);
      wire.reply = 'unreachable';
      settlement.wake();
      await pass(3_600_000);
      wire.reply = { status: 200, body: { outcome: 'barred' } };
      settlement[hear]();
      await pass(10);
      expect(standings()).toEqual(['closed']);
    }
  });

  it('is not held up by one act that gets no answer', async () => {
    const { wire, settlement, pass, standings } = settling(OLDER, NEWER);
    wire.exchange = (_, body) => {
      const stuck = JSON.stringify(body).includes(OLDER);
      return Promise.resolve(stuck ? ok({ status: 500, body: {} }) : ok({ status: 200, body: { outcome: 'reversed' } }));
    };
    settlement.wake();
    await pass(60_000);
    expect(standings()).toEqual(['reversal-due', 'closed']);
  });

  it('goes on past a door that is shut for a while: a reversal given up would leave the passenger without the money', async () => {
    const { wire, settlement, pass, standings, store } = settling(OLDER);
    const known = wire.reply;
    wire.reply = { status: 403, body: {} };
    settlement.wake();
    await pass(3_600_000);
    expect(standings()).toEqual(['reversal-due']);
    wire.reply = known;
    await pass(3_600_000);
    expect(standings()).toEqual(['closed']);
    expect(store.rows.filter(({ kind }) => kind === 'case')).toEqual([]);
  });

  it.each([
    ['disagrees', { status: 200, body: { outcome: 'settled' } }, { cause: 'issuer-disagrees', detail: 'settled' }],
    ['does not take it', { status: 409, body: {} }, { cause: 'issuer-rejected', detail: 'status 409' }],
  ])('that %s makes a case, once, and is told no more', async (_, reply, expected) => {
    const { wire, settlement, pass, standings, store } = settling(OLDER);
    wire.reply = reply;
    for (let again = 0; again < 2; again += 1) {
      settlement.wake();
      await pass(3_600_000);
    }
    expect(standings()).toEqual(['closed']);
    expect(wire.sent).toHaveLength(1);
    expect(store.rows.filter(({ kind }) => kind === 'case').map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([expected]);
  });

  it('ends with the station, and with a journal that cannot say that it was told', async () => {
    const stopped = settling(OLDER);
    stopped.settlement.wake();
    stopped.settlement.stop();
    await stopped.pass(3_600_000);
    expect(stopped.standings()).toEqual(['reversal-due']);

    const { settlement, pass, store, told, wire } = settling(OLDER, NEWER);
    store.failNext = new Error('EIO');
    settlement.wake();
    await pass(3_600_000);
    expect(told).toEqual([{ type: 'JOURNAL.FAILED' }]);
    expect(wire.sent).toHaveLength(1);
  });

  it('that was configured away is missed where somebody can bring it back', () => {
    const bench = actBench();
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line), bench.deps.clock);
    const settlement = new Settlement({ ...bench.deps, log }, null);
    settlement.wake();
    expect(lines).toEqual([]);
    released(bench, OLDER);
    settlement.wake();
    expect(lines).toEqual([expect.stringMatching(/ warn issuer[.]not-configured .* transactions="T000000001"$/)]);
  });
});
