import { openPortWire } from './link/portWire.ts';
import { openScreenLink } from './link/screenLink.ts';
import { openSocketWire, screenAddress } from './link/socketWire.ts';
import { lockPage } from './system/lockPage.ts';
import { createDockStore } from './store/dockStore.ts';
import { createViewStore } from './store/viewStore.ts';
import { browser } from './system/browser.ts';

lockPage(window);

// The station speaks while what draws its words is still being read.
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

// The page's first picture waits for no screen and no style of one.
const { show } = await import('./app/show.tsx');
show(place, { views, dock, link });
