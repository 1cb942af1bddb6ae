import type { View } from '../../machines/view/view.ts';

/** What the passenger's screen is drawn from. */
export interface ScreenState {
  /** The newest picture; null before the first and while the station is down. */
  readonly view: View | null;
  /** The station or the way to it is gone: only the static out-of-service picture is true. */
  readonly down: boolean;
  /** Where the machine stands and whom to call, from the last picture: still true while the station is down. */
  readonly site: View['chrome'] | null;
}

export interface ViewStore {
  readonly getSnapshot: () => ScreenState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes a View; one that is not newer than the last of the same boot is dropped. */
  readonly accept: (view: View) => void;
  /** The station or the way to it is gone. Forgets the View: the next one counts, whatever its number. */
  readonly goDown: () => void;
}

/** Holds one View and tells who listens. */
export function createViewStore(): ViewStore {
  let state: ScreenState = { view: null, down: false, site: null };
  const listeners = new Set<() => void>();
  const become = (next: ScreenState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    accept(view) {
      const last = state.view;
      if (last !== null && last.bootId === view.bootId && view.seq <= last.seq) return;
      become({ view, down: false, site: view.chrome });
    },
    goDown() {
      if (!state.down) become({ view: null, down: true, site: state.site });
    },
  };
}
