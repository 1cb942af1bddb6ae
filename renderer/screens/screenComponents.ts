import type { ComponentType } from 'react';
import type { ScreenName } from '../../machines/view/screens.ts';
import { AttractScreen } from './AttractScreen.tsx';
import type { ScreenProps } from './screenProps.ts';

export type Screens = Readonly<Record<ScreenName, ComponentType<ScreenProps>>>;

/** The machine waits: what a page begins with. */
let arrived: Readonly<Partial<Screens>> = { attract: AttractScreen };
let coming: Promise<Screens> | null = null;

/** All screens; what fails to come is asked for anew by the next caller. */
export function fetchScreens(): Promise<Screens> {
  coming ??= import('./allScreens.ts').then(
    ({ allScreens }) => (arrived = allScreens),
    (cause: unknown) => {
      coming = null;
      throw cause;
    },
  );
  return coming;
}

/** What draws a screen; null while that is still to come. */
export function componentOf(name: ScreenName): ComponentType<ScreenProps> | null {
  return arrived[name] ?? null;
}
