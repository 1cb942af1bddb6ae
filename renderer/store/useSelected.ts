import { useRef, useSyncExternalStore } from 'react';

/** Something that holds a state and tells when it changed. */
export interface Store<State> {
  readonly getSnapshot: () => State;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Equal, or objects of the same shape whose fields are equal. */
export function shallowEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const leftEntries = Object.entries(left);
  const rightFields = new Map(Object.entries(right));
  return (
    leftEntries.length === rightFields.size &&
    leftEntries.every(([key, value]) => rightFields.has(key) && Object.is(value, rightFields.get(key)))
  );
}

/** A part of a store's state; the component is drawn anew only when that part changed (compared one level deep). */
export function useSelected<State, Part>(store: Store<State>, select: (state: State) => Part): Part {
  const last = useRef<{ readonly part: Part } | null>(null);
  const getPart = (): Part => {
    const part = select(store.getSnapshot());
    if (last.current === null || !shallowEqual(last.current.part, part)) last.current = { part };
    return last.current.part;
  };
  return useSyncExternalStore(store.subscribe, getPart, getPart);
}
