import { type RefObject, useEffect, useRef } from 'react';

/** A delay that is as long as this is a rest; shorter ones belong to what happens once, like a mark that appears. */
const REST_MS = 10_000;

/**
 * Lets what moves in an element move again and again, with its style sheet's `animation-delay` as the rest between two
 * runs. An endless animation would cost frames while it stands still; one that waits for its delay costs nothing.
 * `of`: what moves; where that changes, other animations are there. The first run begins at once. Where motion is unwanted the style sheet has no animations, and nothing happens.
 */
export function useRounds<Root extends Element>(of: string): RefObject<Root | null> {
  const root = useRef<Root>(null);
  useEffect(() => {
    const runs = root.current?.getAnimations({ subtree: true }).filter(({ effect }) => Number(effect?.getTiming().delay) >= REST_MS) ?? [];
    const listening = new AbortController();
    for (const run of runs) {
      run.currentTime = run.effect?.getTiming().delay ?? 0;
      run.addEventListener('finish', () => run.play(), listening);
    }
    return () => listening.abort();
  }, [of]);
  return root;
}
