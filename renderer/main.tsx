import './theme/base.css';
import './theme/tokens.css';
import './theme/fonts.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { openPortWire } from './link/portWire.ts';
import { openScreenLink } from './link/screenLink.ts';
import { openSocketWire, screenAddress } from './link/socketWire.ts';
import { watchPointers } from './press/restingPointers.ts';
import { lockPage } from './system/lockPage.ts';
import { createDockStore } from './store/dockStore.ts';
import { createViewStore } from './store/viewStore.ts';
import { browser } from './system/browser.ts';

lockPage(window);

const views = createViewStore();
const dock = createDockStore();
const port = window.kioskPort;
const link = openScreenLink({
  openWire: (events) => (port === undefined ? openSocketWire(screenAddress(location), browser, events) : openPortWire(port, events)),
  views,
  dock,
  browser,
});

const place = document.getElementById('kiosk');
if (place === null) throw new Error('index.html has no place for the kiosk');
createRoot(place).render(<App views={views} dock={dock} link={link} pointers={watchPointers(window)} />);
