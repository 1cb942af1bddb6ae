import type { View } from '../../machines/view/view.ts';
import type { Told } from './program.ts';

/** The View that a station has told. Both are of one build, so nothing is checked here. */
export function viewOf({ view }: Told): Partial<View> {
  return typeof view === 'object' && view !== null ? view : {};
}

/** Whether a station tells one of these screens. */
export const screenIs =
  (...names: string[]) =>
  (told: Told): boolean =>
    names.includes(String(viewOf(told).screen));
