import { describe, expect, it, vi } from 'vitest';
import type { View } from '../../machines/view/view.ts';
import { fixtureView } from '../fixtures/views.ts';
import { createViewStore } from './viewStore.ts';

function view(bootId: string, seq: number): View {
  return { ...fixtureView('attract', 'en'), bootId, seq };
}

describe('the view store', () => {
  it('has nothing to show before the first word', () => {
    expect(createViewStore().getSnapshot()).toEqual({ view: null, down: false, site: null });
  });

  it('takes newer Views of the same boot and drops older ones and repeats', () => {
    const store = createViewStore();
    const listener = vi.fn();
    store.subscribe(listener);
    store.accept(view('boot-1', 5));
    store.accept(view('boot-1', 4));
    store.accept(view('boot-1', 5));
    expect(store.getSnapshot().view?.seq).toBe(5);
    expect(listener).toHaveBeenCalledTimes(1);
    store.accept(view('boot-1', 6));
    expect(store.getSnapshot().view?.seq).toBe(6);
  });

  it('takes a restarted station, which counts from the beginning again', () => {
    const store = createViewStore();
    store.accept(view('boot-1', 900));
    store.accept(view('boot-2', 1));
    expect(store.getSnapshot().view).toMatchObject({ bootId: 'boot-2', seq: 1 });
  });

  it('forgets the picture when the station is down, so that the very same View shows again afterwards', () => {
    const store = createViewStore();
    store.accept(view('boot-1', 5));
    store.goDown();
    expect(store.getSnapshot()).toMatchObject({ view: null, down: true, site: { machine: 'TPE-0042', station: '臺北車站' } });
    store.accept(view('boot-1', 5));
    expect(store.getSnapshot()).toMatchObject({ view: { seq: 5 }, down: false });
  });

  it('tells listeners once that the station is down, and no more after they left', () => {
    const store = createViewStore();
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.goDown();
    store.goDown();
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    store.accept(view('boot-1', 1));
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
