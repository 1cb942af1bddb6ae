import { lazy, Suspense, useLayoutEffect } from 'react';
import type { ScreenLink } from '../link/screenLink.ts';
import type { RestingPointers } from '../press/restingPointers.ts';
import { StationDown } from '../screens/StationDown.tsx';
import { ViewScreen } from '../screens/ViewScreen.tsx';
import type { DockStore } from '../store/dockStore.ts';
import { useSelected } from '../store/useSelected.ts';
import type { ScreenState, ViewStore } from '../store/viewStore.ts';
import { Boundary } from './Boundary.tsx';

// A chunk of its own: only a simulated configuration ever asks for it.
const Dock = lazy(() => import('../dock/Dock.tsx'));

export interface AppProps {
  readonly views: ViewStore;
  readonly dock: DockStore;
  readonly link: ScreenLink;
  readonly pointers: RestingPointers;
}

function whole(state: ScreenState): ScreenState {
  return state;
}

/** The passenger's screen: the newest View, or the out-of-service picture; nothing before the first word from the shell. */
function Screen({ views, link, pointers }: Omit<AppProps, 'dock'>) {
  const { view, down, site } = useSelected(views, whole);
  const language = view?.chrome.language;
  useLayoutEffect(() => {
    if (language !== undefined) document.documentElement.lang = language;
  }, [language]);
  if (down) return <StationDown site={site} />;
  if (view === null) return null;
  return (
    <Boundary of={view}>
      <ViewScreen view={view} press={(control) => link.press(view, control)} pointers={pointers} />
    </Boundary>
  );
}

export function App({ views, dock, link, pointers }: AppProps) {
  const simulated = useSelected(dock, ({ state }) => state !== null);
  return (
    <>
      <Screen views={views} link={link} pointers={pointers} />
      {simulated && (
        <Suspense fallback={null}>
          <Dock dock={dock} command={link.command} />
        </Suspense>
      )}
    </>
  );
}
