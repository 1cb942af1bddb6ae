import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';
import { feedWatchdog } from './watchdog.ts';

function fed(env: Record<string, string>, why?: string) {
  const clock = new VirtualClock();
  const log = recordedLog();
  const signs: { at: number; socket: string }[] = [];
  feedWatchdog({
    env,
    clock,
    log,
    notify: (socket, failed) => {
      signs.push({ at: clock.monotonicMs(), socket });
      if (why !== undefined) failed(why);
    },
  });
  clock.advance(20_000);
  return { signs, log, pending: clock.pending };
}

describe('the watchdog', () => {
  it('is fed four times in the time it waits', () => {
    const { signs } = fed({ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '20000000' });
    expect(signs.map(({ at }) => at)).toEqual([0, 5_000, 10_000, 15_000, 20_000]);
    expect(signs[0]?.socket).toBe('/run/systemd/notify');
  });

  it.each([
    ['without a service manager', {}],
    ['by a unit without a watchdog', { NOTIFY_SOCKET: '/run/systemd/notify' }],
    ['with a time that is none', { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: 'soon' }],
  ])('is left alone when started %s', (_how, env: Record<string, string>) => {
    expect(fed(env)).toMatchObject({ signs: [], pending: 0 });
  });

  it('is fed on when a sign could not be given, which is said', () => {
    const { signs, log } = fed({ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '20000000' }, 'exit code 1');
    expect(signs).toHaveLength(5);
    expect(log.messages).toHaveLength(5);
  });
});
