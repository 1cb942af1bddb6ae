import { describe, expect, it } from 'vitest';
import type { IssuerReply } from '../hardware/ports/issuerTransport.ts';
import { fail, ok } from '../hardware/ports/result.ts';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { ClockWatch } from './clockWatch.ts';
import { createLog } from '../hardware/ports/log.ts';

const NOON = Date.parse('2026-03-05T12:00:00+08:00');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A machine whose clock says `wallMs`; everything that was judged since. */
function watching(wallMs: number, lastRightMs: number | null = null) {
  const clock = new VirtualClock({ wallMs });
  const judged: string[] = [];
  let confirmed = 0;
  const watch = new ClockWatch({
    clock,
    log: createLog(() => undefined, clock),
    lastRightMs: () => lastRightMs,
    onJudged: (judgement) => judged.push(judgement),
    onConfirmed: () => {
      confirmed += 1;
    },
  });
  watch.start();
  return {
    clock,
    judged,
    watch,
    confirmed: () => confirmed,
    /** The issuer's certificate has not begun yet, says this machine's clock. */
    hearTooEarly: async (): Promise<void> => {
      const fault = { kind: 'unreachable', detail: 'CERT_NOT_YET_VALID', certificate: 'not-yet-valid' } as const;
      await watch.overhear({ exchange: () => Promise.resolve(fail(fault)) }).exchange('lock-list', {}, 1_000);
    },
    /** The issuer answers something, and says what time it is there. */
    hear: async (hostMs?: number): Promise<void> => {
      const reply: IssuerReply = { status: 200, body: {}, ...(hostMs === undefined ? {} : { hostMs }) };
      const overheard = watch.overhear({ exchange: () => Promise.resolve(ok(reply)) });
      expect(await overheard.exchange('lock-list', {}, 1_000)).toEqual(ok(reply));
    },
  };
}

describe('the clock of the machine (R-000-04)', () => {
  it('is right while nothing speaks against it', async () => {
    const { judged, hear, clock } = watching(NOON);
    await hear();
    await hear(NOON + 5 * MINUTE);
    clock.advance(60 * MINUTE);
    await hear(NOON + 55 * MINUTE);
    expect(judged).toEqual([]);
  });

  it.each([
    ['behind', 5 * MINUTE + 1],
    ['ahead of', -5 * MINUTE - 1],
  ])('is wrong when it is %s the clock of the issuer by more than five minutes', async (_, apartMs) => {
    const { judged, hear } = watching(NOON);
    await hear(NOON + apartMs);
    expect(judged).toEqual(['wrong']);
    await hear(NOON);
    expect(judged).toEqual(['wrong', 'right']);
  });

  it('is wrong before this software was made, which an empty battery looks like', () => {
    expect(watching(Date.parse('2000-01-01T00:00:00+08:00')).judged).toEqual(['wrong']);
    expect(watching(Date.parse('2024-01-01T00:00:00+08:00')).judged).toEqual([]);
  });

  it('is right within a minute after somebody has set it, whether the issuer is there or not', async () => {
    const { judged, hear, clock } = watching(NOON);
    clock.jumpWall(-24 * 60 * MINUTE);
    await hear(NOON);
    expect(judged).toEqual(['wrong']);
    clock.advance(10 * MINUTE);
    clock.jumpWall(24 * 60 * MINUTE);
    clock.advance(MINUTE);
    expect(judged).toEqual(['wrong', 'right']);
  });

  it('is not looked at any more once the station has stopped', () => {
    const { judged, watch, clock } = watching(NOON);
    watch.stop();
    clock.jumpWall(-10_000 * 24 * 60 * MINUTE);
    clock.advance(60 * MINUTE);
    expect(judged).toEqual([]);
  });

  it('stays right through an hour of sleep, in which the clock that only grows stands still', async () => {
    const { clock, judged, hear } = watching(NOON, NOON - DAY);
    await hear(NOON);
    clock.jumpWall(60 * MINUTE);
    clock.advance(5 * MINUTE);
    expect(judged).toEqual([]);
    await hear(NOON + 65 * MINUTE);
    expect(judged).toEqual([]);
  });

  it('is found out by the issuer’s next answer where it was set on and did not sleep', async () => {
    const { clock, judged, hear } = watching(NOON, NOON - DAY);
    await hear(NOON);
    clock.jumpWall(60 * MINUTE);
    clock.advance(MINUTE);
    await hear(NOON + MINUTE);
    expect(judged).toEqual(['wrong']);
  });

  it.each([
    ['an hour before the last record', -60 * MINUTE, ['wrong']],
    ['two minutes before the last record', -2 * MINUTE, ['wrong']],
    ['put back by a few seconds', -5_000, []],
    ['29 days after it', 29 * DAY, []],
    ['31 days after it', 31 * DAY, ['wrong']],
    ['two years after it', 730 * DAY, ['wrong']],
  ])('is judged by the last record of the journal until the issuer is heard: %s', async (_, afterMs, expected) => {
    const { judged, hear, confirmed } = watching(NOON + afterMs, NOON);
    expect(judged).toEqual(expected);
    await hear(NOON + afterMs);
    expect(judged).toEqual(expected.length === 0 ? [] : ['wrong', 'right']);
    // What is on record no longer speaks against it at the next start.
    expect(confirmed()).toBe(expected.length);
  });

  it.each([
    ['two years on', 730 * DAY],
    ['an hour back', -60 * MINUTE],
  ])('is looked at when it is asked for, not only every minute: set %s', (_, jumpMs) => {
    const { clock, judged, watch } = watching(NOON, NOON - DAY);
    clock.jumpWall(jumpMs);
    expect(watch.judge()).toBe('wrong');
    expect(watch.bestMs()).toBe(NOON);
    clock.jumpWall(-jumpMs);
    expect(watch.judge()).toBe('right');
    expect(judged).toEqual(['wrong', 'right']);
  });

  it('is wrong two years on, whatever the issuer said before', async () => {
    const { clock, judged, hear, watch } = watching(NOON, NOON - DAY);
    await hear(NOON);
    clock.jumpWall(730 * DAY);
    clock.advance(MINUTE);
    expect(judged).toEqual(['wrong']);
    expect(watch.bestMs()).toBe(NOON + MINUTE);
  });

  it('does not grow wrong by standing still for months', () => {
    const { clock, judged } = watching(NOON, NOON);
    clock.advance(90 * DAY);
    expect(judged).toEqual([]);
  });

  it('is slow where the issuer’s certificate has not begun, until somebody sets it on or the issuer is heard', async () => {
    const { clock, judged, hear, hearTooEarly } = watching(NOON, NOON);
    await hearTooEarly();
    clock.advance(10 * MINUTE);
    expect(judged).toEqual(['wrong']);
    clock.jumpWall(20 * DAY);
    clock.advance(MINUTE);
    expect(judged).toEqual(['wrong', 'right']);
    await hearTooEarly();
    await hear(NOON + 20 * DAY + 11 * MINUTE);
    expect(judged).toEqual(['wrong', 'right', 'wrong', 'right']);
  });
});
