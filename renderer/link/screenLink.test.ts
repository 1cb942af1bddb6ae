import { describe, expect, it, vi } from 'vitest';
import type { ToScreen } from '../../link/screenLink.ts';
import { dockFixture, dockJournalFixture } from '../fixtures/dock.ts';
import { fixtureView } from '../fixtures/views.ts';
import { createDockStore } from '../store/dockStore.ts';
import { createViewStore } from '../store/viewStore.ts';
import { openScreenLink } from './screenLink.ts';
import type { WireEvents } from './wire.ts';

function linked() {
  const views = createViewStore();
  const dock = createDockStore();
  const send = vi.fn();
  let events: WireEvents | undefined;
  let nonces = 0;
  const link = openScreenLink({
    openWire: (given) => {
      events = given;
      return { send };
    },
    views,
    dock,
    browser: { nonce: () => `nonce-${(nonces += 1)}` },
  });
  const receive = (message: ToScreen): void => events?.received(message);
  return { views, dock, send, link, receive, lose: () => events?.lost() };
}

describe('the screen link', () => {
  it('shows what it receives', () => {
    const { views, dock, receive } = linked();
    const view = fixtureView('balance', 'en');
    receive({ type: 'view', view });
    receive({ type: 'dock', state: dockFixture });
    receive({ type: 'dock-journal', tail: dockJournalFixture });
    expect(views.getSnapshot()).toEqual({ view, down: false, site: view.chrome });
    expect(dock.getSnapshot()).toEqual({ state: dockFixture, journal: dockJournalFixture });
  });

  it('shows the out-of-service picture when the station is down or the way is lost', () => {
    const { views, receive, lose } = linked();
    receive({ type: 'station-down' });
    expect(views.getSnapshot().down).toBe(true);
    receive({ type: 'view', view: fixtureView('attract', 'en') });
    expect(views.getSnapshot().down).toBe(false);
    lose();
    expect(views.getSnapshot().down).toBe(true);
  });

  it('sends a touch with the picture that was looked at and a fresh nonce', () => {
    const { send, link } = linked();
    const view = { ...fixtureView('attract', 'en'), bootId: 'boot-7', seq: 41 };
    const label = { id: 'language.name' } as const;
    link.press(view, { verb: 'choose-language', arg: 'en', label, emphasis: 'quiet' });
    link.press(view, { verb: 'finish', label, emphasis: 'secondary' });
    expect(send.mock.calls).toEqual([
      [{ type: 'intent', intent: { verb: 'choose-language', arg: 'en', bootId: 'boot-7', seqSeen: 41, nonce: 'nonce-1' } }],
      [{ type: 'intent', intent: { verb: 'finish', bootId: 'boot-7', seqSeen: 41, nonce: 'nonce-2' } }],
    ]);
  });

  it('sends what the dock wants', () => {
    const { send, link } = linked();
    link.command({ do: 'insert-note', value: 500 });
    expect(send).toHaveBeenCalledExactlyOnceWith({ type: 'dock', command: { do: 'insert-note', value: 500 } });
  });
});
