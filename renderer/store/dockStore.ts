import type { DockJournalRecord, DockState } from '../../link/dock.ts';

/** What the development dock is drawn from. */
export interface DockPicture {
  /** Null outside simulated configurations: there is no dock then. */
  readonly state: DockState | null;
  readonly journal: readonly DockJournalRecord[];
}

export interface DockStore {
  readonly getSnapshot: () => DockPicture;
  readonly subscribe: (listener: () => void) => () => void;
  readonly acceptState: (state: DockState) => void;
  readonly acceptJournal: (tail: readonly DockJournalRecord[]) => void;
}

/** Apart from the View's store: what happens in the dock never redraws the passenger's screen. */
export function createDockStore(): DockStore {
  let picture: DockPicture = { state: null, journal: [] };
  const listeners = new Set<() => void>();
  const become = (next: DockPicture): void => {
    picture = next;
    for (const listener of listeners) listener();
  };
  return {
    getSnapshot: () => picture,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acceptState: (state) => become({ ...picture, state }),
    acceptJournal: (journal) => become({ ...picture, journal }),
  };
}
