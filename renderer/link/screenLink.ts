import type { DockCommand } from '../../link/dock.ts';
import type { ToScreen } from '../../link/screenLink.ts';
import type { Control, View } from '../../machines/view/view.ts';
import type { DockStore } from '../store/dockStore.ts';
import type { ViewStore } from '../store/viewStore.ts';
import type { Browser } from '../system/browser.ts';
import type { Wire, WireEvents } from './wire.ts';

/** What the page can tell the station and, in simulated configurations, the simulated parts. */
export interface ScreenLink {
  /** The passenger pressed a control of `view`: the picture that was drawn, which need not be the newest. */
  readonly press: (view: View, control: Control) => void;
  readonly command: (command: DockCommand) => void;
}

export interface ScreenLinkOptions {
  readonly openWire: (events: WireEvents) => Wire;
  readonly views: ViewStore;
  readonly dock: DockStore;
  readonly browser: Pick<Browser, 'nonce'>;
}

/** Carries Views to the store, and touches to the station. */
export function openScreenLink({ openWire, views, dock, browser }: ScreenLinkOptions): ScreenLink {
  const received = (message: ToScreen): void => {
    switch (message.type) {
      case 'view':
        views.accept(message.view);
        break;
      case 'station-down':
        views.goDown();
        break;
      case 'dock':
        dock.acceptState(message.state);
        break;
      case 'dock-journal':
        dock.acceptJournal(message.tail);
        break;
    }
  };
  const wire = openWire({ received, lost: views.goDown });
  return {
    press({ bootId, seq }, { verb, arg }) {
      wire.send({
        type: 'intent',
        intent: { verb, ...(arg === undefined ? {} : { arg }), bootId, seqSeen: seq, nonce: browser.nonce() },
      });
    },
    command: (command) => wire.send({ type: 'dock', command }),
  };
}
