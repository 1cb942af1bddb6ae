import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { PAGE_SILENCE_MS } from './pageWatch.ts';
import { FakeEvent } from './testdata/fakeElectron.ts';
import { openShell } from './testdata/openShell.ts';

async function open() {
  const clock = new VirtualClock();
  const { electron } = await openShell({ clock, rendererRoot: import.meta.dirname });
  const { contents } = electron;
  return {
    clock,
    contents,
    isLoaded: () => contents.emit('did-finish-load'),
    isGone: () => contents.emit('render-process-gone', new FakeEvent(), { reason: 'killed', exitCode: 9 }),
  };
}

describe('the watch over the page', () => {
  it('leaves a page alone that answers', async () => {
    const { clock, contents, isLoaded } = await open();
    isLoaded();
    await clock.advanceAsync(600_000);
    expect(contents.crashes).toBe(0);
  });

  it('ends the process of a page that does not answer any more, once', async () => {
    const { clock, contents, isLoaded } = await open();
    isLoaded();
    await clock.advanceAsync(60_000);
    contents.answers = false;
    await clock.advanceAsync(PAGE_SILENCE_MS - 1_000);
    expect(contents.crashes).toBe(0);
    await clock.advanceAsync(60_000);
    expect(contents.crashes).toBe(1);
  });

  it('watches the page that comes next', async () => {
    const { clock, contents, isLoaded, isGone } = await open();
    isLoaded();
    contents.answers = false;
    await clock.advanceAsync(PAGE_SILENCE_MS);
    isGone();
    contents.answers = true;
    isLoaded();
    await clock.advanceAsync(60_000);
    expect(contents.crashes).toBe(1);
    contents.answers = false;
    await clock.advanceAsync(2 * PAGE_SILENCE_MS);
    expect(contents.crashes).toBe(2);
  });

  it('does not wait for an answer of a page that is gone', async () => {
    const { clock, contents, isLoaded, isGone } = await open();
    isLoaded();
    contents.answers = false;
    isGone();
    await clock.advanceAsync(2 * PAGE_SILENCE_MS);
    expect(contents.crashes).toBe(0);
  });

  it('asks nothing of a window that was closed', async () => {
    const { clock, contents, isLoaded } = await open();
    isLoaded();
    await clock.advanceAsync(5_000);
    contents.destroyed = true;
    await clock.advanceAsync(60_000);
    expect([contents.crashes, clock.pending]).toEqual([0, 0]);
  });
});
