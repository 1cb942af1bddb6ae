import { expect, it, vi } from 'vitest';
import { dockFixture, dockJournalFixture } from '../fixtures/dock.ts';
import { createDockStore } from './dockStore.ts';

it('keeps the newest state and the newest tail side by side', () => {
  const dock = createDockStore();
  const listener = vi.fn();
  dock.subscribe(listener);
  expect(dock.getSnapshot()).toEqual({ state: null, journal: [] });
  dock.acceptJournal(dockJournalFixture);
  dock.acceptState(dockFixture);
  expect(dock.getSnapshot()).toEqual({ state: dockFixture, journal: dockJournalFixture });
  expect(listener).toHaveBeenCalledTimes(2);
});
