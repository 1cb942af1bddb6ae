import { createElement } from 'react';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { dockFixture } from '../fixtures/dock.ts';
import { fixtureView } from '../fixtures/views.ts';
import { noPointers } from '../press/restingPointers.ts';
import { StationDown } from '../screens/StationDown.tsx';
import { createDockStore } from '../store/dockStore.ts';
import { createViewStore } from '../store/viewStore.ts';
import { fetchScreens } from '../screens/screenComponents.ts';
import { App } from './App.tsx';
import { Boundary } from './Boundary.tsx';

await fetchScreens();

function app() {
  const views = createViewStore();
  const dock = createDockStore();
  const link = { press: () => undefined, command: () => undefined };
  const element = createElement(App, { views, dock, link, pointers: noPointers });
  return { views, dock, element, draw: () => renderToStaticMarkup(element) };
}

describe('the app', () => {
  it('leaves the static page alone until there is something to say', () => {
    expect(app().draw()).toBe('');
  });

  it('draws the View, and the out-of-service picture while the station is down', () => {
    const { views, draw } = app();
    views.accept(fixtureView('balance', 'en'));
    expect(draw()).toContain('data-screen="balance"');
    views.goDown();
    expect(draw()).toContain('data-screen="station-down"');
    views.accept(fixtureView('attract', 'zh-Hant'));
    expect(draw()).toContain('data-screen="attract"');
  });

  it('does not load the dock before it is told that there is one', () => {
    const { dock, element } = app();
    expect(renderToString(element)).toBe('');
    dock.acceptState(dockFixture);
    // A lazy chunk that is on its way leaves the mark of its Suspense boundary.
    expect(renderToString(element)).toMatch(/^<!--\$/);
  });
});

describe('the boundary', () => {
  it('shows the out-of-service picture for what could not be drawn', () => {
    const { chrome } = fixtureView('attract', 'en');
    const boundary = new Boundary({ of: { chrome }, children: 'picture' });
    expect(boundary.render()).toBe('picture');
    boundary.state = Boundary.getDerivedStateFromError();
    expect(boundary.render()).toEqual(createElement(StationDown, { site: chrome }));
  });
});
