import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { CALM_MS, RELOAD_MS } from './pageKeeper.ts';
import { FakeEvent } from './testdata/fakeElectron.ts';
import { openShell } from './testdata/openShell.ts';

const PAGE = 'app://kiosk/';
const LAST_RESORT = 'app://kiosk/out-of-service.html';

async function open() {
  const clock = new VirtualClock();
  const { electron } = await openShell({ clock, rendererRoot: import.meta.dirname });
  const loadedSince = (): string[] => electron.loaded.splice(0);
  loadedSince();
  return {
    clock,
    electron,
    loadedSince,
    fails: (code: number, why: string, url: string, isMainFrame = true) =>
      electron.contents.emit('did-fail-load', new FakeEvent(), code, why, url, isMainFrame, 1, 1),
    dies: () => electron.contents.emit('render-process-gone', new FakeEvent(), { reason: 'crashed', exitCode: 5 }),
  };
}

describe('the page', () => {
  it('is loaded again at once when its process is gone', async () => {
    const { clock, loadedSince, dies } = await open();
    dies();
    expect(loadedSince()).toEqual([PAGE]);
    clock.advance(CALM_MS);
    dies();
    expect(loadedSince()).toEqual([PAGE]);
    expect(clock.pending).toBe(0);
  });

  it('gives way to the page of last resort when it dies again and again', async () => {
    const { clock, loadedSince, dies } = await open();
    dies();
    loadedSince();
    for (let death = 0; death < 5; death += 1) {
      dies();
      expect(loadedSince()).toEqual([LAST_RESORT]);
      clock.advance(RELOAD_MS - 1);
      expect(loadedSince()).toEqual([]);
      clock.advance(1);
      expect(loadedSince()).toEqual([PAGE]);
    }
  });

  it('gives way to it when it cannot be loaded, and is tried again', async () => {
    const { clock, loadedSince, fails } = await open();
    fails(-6, 'ERR_FILE_NOT_FOUND', PAGE);
    expect(loadedSince()).toEqual([LAST_RESORT]);
    clock.advance(RELOAD_MS);
    expect(loadedSince()).toEqual([PAGE]);
  });

  it('is tried once, however often it failed meanwhile', async () => {
    const { clock, loadedSince, fails, dies } = await open();
    fails(-6, 'ERR_FILE_NOT_FOUND', PAGE);
    fails(-6, 'ERR_FILE_NOT_FOUND', PAGE);
    dies();
    dies();
    loadedSince();
    clock.advance(RELOAD_MS);
    expect(loadedSince()).toEqual([PAGE]);
    expect(clock.pending).toBe(0);
  });

  it('is left alone when a load was only replaced, a part of it is missing, or the page of last resort fails', async () => {
    const { clock, loadedSince, fails } = await open();
    fails(-3, '', PAGE);
    fails(-6, 'ERR_FILE_NOT_FOUND', `${PAGE}x.png`, false);
    fails(-2, 'ERR_FAILED', LAST_RESORT);
    expect(loadedSince()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('loses its process when it hangs, which then brings the next one', async () => {
    const { electron, loadedSince, dies } = await open();
    electron.contents.emit('unresponsive');
    expect(electron.contents.crashes).toBe(1);
    dies();
    expect(loadedSince()).toEqual([PAGE]);
  });

  it('is not loaded into a window that is gone', async () => {
    const { electron, loadedSince, dies } = await open();
    electron.isDestroyed = true;
    dies();
    expect(loadedSince()).toEqual([]);
  });
});
