import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { type Opening, openShell } from './testdata/openShell.ts';

async function open(opening: Partial<Opening> = {}) {
  const clock = new VirtualClock();
  return { clock, ...(await openShell({ clock, rendererRoot: import.meta.dirname, ...opening })) };
}

describe('the window', () => {
  it('starts the station and shows the page when it can be seen', async () => {
    const { calls, electron } = await open();
    expect(calls).toEqual(['start']);
    expect(electron.loaded).toEqual(['app://kiosk/']);
    expect(electron.calls).not.toContainEqual(['show']);
    electron.window?.emit('ready-to-show');
    expect(electron.calls).toContainEqual(['show']);
  });

  it('leaves the place to a kiosk that runs already', async () => {
    const { calls, electron } = await open({ isFirst: false });
    expect(electron.calls.at(-1)).toEqual(['quit']);
    expect([calls, electron.loaded, electron.options]).toEqual([[], [], null]);
  });

  it('ends only after the station has ended', async () => {
    const { electron, calls, stopped } = await open();
    electron.app.emit('window-all-closed');
    expect(electron.calls.at(-1)).toEqual(['quit']);
    let refused = 0;
    const event = { preventDefault: () => (refused += 1) };
    electron.app.emit('before-quit', event);
    electron.app.emit('before-quit', event);
    expect([refused, calls]).toEqual([2, ['start', 'stop']]);
    expect(electron.calls.map(([name]) => name)).not.toContain('exit');
    stopped.resolve();
    await stopped.promise;
    expect(electron.calls.at(-1)).toEqual(['exit', 0]);
  });
});
