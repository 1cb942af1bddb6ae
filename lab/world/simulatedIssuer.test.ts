import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../devices/seededRandom.ts';
import { VirtualClock } from '../devices/virtualClock.ts';
import { createIssuerLink } from '../../station/issuer/issuerLink.ts';
import { createSimulatedIssuer } from './simulatedIssuer.ts';
import { WIRE_FAULTS, type WireFault } from './wireFaults.ts';

const CARD = '1111222233334444';
const KEY = 'one-and-only-key';
const about = { machine: 'BL18-03', at: '2026-03-05T14:00:00+08:00', key: KEY };
const draw = { ...about, card: CARD, amount: 500, balance: 80, sequence: 7 };

function setUp() {
  const clock = new VirtualClock();
  const issuer = createSimulatedIssuer(clock, {
    accounts: [{ id: 'anna', funds: 10_000 }],
    cards: [{ number: CARD, product: 'ordinary', registered: true, link: { account: 'anna', enabled: true } }],
  });
  const transport = issuer.openTransport();
  const link = createIssuerLink({ transport, clock, random: new SeededRandom('issuer') });
  const read = (sql: string): unknown => issuer.books.prepare(sql).pluck().get();
  return {
    ...issuer,
    clock,
    transport,
    exchange: (operation: string, body: object) => clock.resolve(transport.exchange(operation, body, 5_000)),
    /** What a machine does: asks, and settles what was approved, or reverses what it does not know. */
    async drawOnce() {
      const answer = await clock.resolve(link.ask('authorisation', draw));
      if (answer.ok) {
        expect(answer.value.outcome).toBe('approved');
        return clock.resolve(link.ask('advice', { ...about, balance: 580, sequence: 8 }));
      }
      return clock.resolve(link.ask('reversal', { ...about, reason: 'no-answer' }));
    },
    funds: () => read('SELECT funds FROM account'),
    act: () => read('SELECT state FROM act'),
    acts: () => read('SELECT count(*) FROM act'),
  };
}

describe('the simulated issuer', () => {
  it('answers as the reference issuer does, in its own time', async () => {
    const { exchange, clock } = setUp();
    const before = clock.monotonicMs();
    expect(await exchange('lookup', { machine: 'BL18-03', card: CARD })).toMatchObject({
      ok: true,
      value: { status: 200, body: { outcome: 'known' } },
    });
    expect(clock.monotonicMs()).toBeGreaterThan(before);
    expect(await exchange('lookup', { machine: 'BL18-03' })).toMatchObject({ ok: true, value: { status: 400 } });
    expect(await exchange('riddle', {})).toMatchObject({ ok: true, value: { status: 404 } });
    await exchange('authorisation', draw);
    expect(await exchange('authorisation', { ...draw, amount: 1_000 })).toMatchObject({ ok: true, value: { status: 409 } });
    expect(clock.pending).toBe(0);
  });

  it.each([null, ...WIRE_FAULTS])('takes an amount once, though a request suffers: %s', async (fault) => {
    const issuer = setUp();
    if (fault !== null) issuer.wire.failNext(fault);
    expect(await issuer.drawOnce()).toEqual({ ok: true, value: { outcome: 'settled' } });
    expect([issuer.funds(), issuer.act(), issuer.acts()]).toEqual([9_500, 'settled', 1]);
  });

  it.each(['request-lost', 'answer-lost', 'late', 'server-error', 'garbage', 'switched'] satisfies WireFault[])(
    'takes nothing when the act never gets through: %s, again and again',
    async (fault) => {
      const issuer = setUp();
      issuer.wire.failRepeatedly(fault, { on: 'authorisation' });
      expect(await issuer.drawOnce()).toMatchObject({ ok: true });
      expect(issuer.funds()).toBe(10_000);
      expect(['reversed', 'barred']).toContain(issuer.act());
    },
  );

  it('takes nothing when the act arrives only after its own reversal', async () => {
    const issuer = setUp();
    issuer.wire.failRepeatedly('overtaken', { on: 'authorisation' });
    expect(await issuer.drawOnce()).toEqual({ ok: true, value: { outcome: 'barred' } });
    await issuer.clock.runUntilIdle();
    expect([issuer.funds(), issuer.act(), issuer.acts()]).toEqual([10_000, 'barred', 1]);
  });

  it('is out of reach with the plug out, and hears nothing', async () => {
    const issuer = setUp();
    issuer.wire.setPlug(false);
    expect(await issuer.exchange('authorisation', draw)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    expect(issuer.acts()).toBe(0);
    issuer.wire.setPlug(true);
    expect(await issuer.exchange('authorisation', draw)).toMatchObject({ ok: true, value: { status: 200 } });
  });

  it('may have done what was on its way when the plug was pulled', async () => {
    const issuer = setUp();
    const asked = issuer.transport.exchange('authorisation', draw, 5_000);
    issuer.wire.setPlug(false);
    expect(await issuer.clock.resolve(asked)).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
    expect(issuer.funds()).toBe(9_500);
  });
});

describe('a script of faults', () => {
  it('strikes where and when it is told, once or until it is cleared', async () => {
    const { wire } = setUp();
    wire.failNext('late', { on: 'advice', after: 1 });
    expect(['lookup', 'advice', 'advice', 'advice'].map((operation) => wire.strike(operation))).toEqual([null, null, 'late', null]);
    wire.failRepeatedly('garbage');
    expect([wire.strike('lookup'), wire.strike('advice')]).toEqual(['garbage', 'garbage']);
    wire.clear();
    expect(wire.strike('lookup')).toBeNull();
  });
});
