import { describe, expect, it } from 'vitest';
import type { IssuerReply } from '../hardware/ports/issuerTransport.ts';
import { ok } from '../hardware/ports/result.ts';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { ClockWatch } from './clockWatch.ts';
import { createLog } from '../hardware/ports/log.ts';

const NOON = Date.parse('2026-03-05T12:00:00+08:00');
const MINUTE = 60_000;

/** A machine whose clock says `wallMs`; everything that was judged since. */
function watching(wallMs: number) {
  const clock = new VirtualClock({ wallMs });
  const judged: string[] = [];
  const watch = new ClockWatch({ clock, log: createLog(() => undefined, clock), onJudged: (judgement) => judged.push(judgement) });
  watch.start();
  return {
    clock,
    judged,
    watch,
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
});
