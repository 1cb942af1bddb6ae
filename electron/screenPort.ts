import type { IpcMainEvent, MessagePortMain, WebContents } from 'electron';
import type { Relay } from '../shell/relay.ts';
import { APP_ORIGIN } from './lockdown.ts';

/** The one message that the preload sends: it brings the port over which everything else goes. */
export const SCREEN_CHANNEL = 'kiosk-screen';

/**
 * Takes the port of a page that has just loaded and ties it to the relay; the page before loses its place. Anything
 * that is not the main frame of the passenger's window, at the app's own address, is turned away.
 */
export function takeScreenPort(
  event: IpcMainEvent,
  window: Pick<WebContents, 'mainFrame'>,
  relay: Pick<Relay, 'attach'>,
  before: MessagePortMain | null,
): MessagePortMain | null {
  const [port] = event.ports;
  const frame = event.senderFrame;
  const isScreen = frame !== null && frame === window.mainFrame && frame.url.startsWith(`${APP_ORIGIN}/`) && event.ports.length === 1;
  if (port === undefined || !isScreen) {
    for (const stranger of event.ports) stranger.close();
    return before;
  }
  before?.close();
  // A port tells nothing about frames that wait; a page that hangs is reloaded instead.
  const side = relay.attach({ send: (text) => port.postMessage(text), isCongested: () => false });
  port.on('message', ({ data }) => {
    if (typeof data === 'string') side.receive(data);
  });
  port.on('close', () => side.detach());
  port.start();
  return port;
}
