import { REPLACED, SCREEN_PATH } from '../../link/screenChannel.ts';
import type { Browser } from '../system/browser.ts';
import { readFrame, type Wire, type WireEvents } from './wire.ts';

/** Waiting times before the next try, milliseconds: the shell is on this machine, so it is soon back or not at all. */
export const RETRY_DELAYS_MS = [250, 500, 1000, 2000, 4000] as const;

/** `WebSocket.OPEN`, which is no global where the tests run. */
const OPEN = 1;

/** The way through the loopback server's WebSocket; opened anew, with growing pauses, whenever it is lost. */
export function openSocketWire(url: string, browser: Pick<Browser, 'after' | 'openSocket'>, events: WireEvents): Wire {
  let socket: WebSocket;
  let failures = 0;

  const connect = (): void => {
    socket = browser.openSocket(url);
    socket.onopen = () => {
      failures = 0;
    };
    socket.onmessage = ({ data }) => {
      const message = readFrame(data);
      if (message !== null) events.received(message);
    };
    socket.onclose = ({ code }) => {
      events.lost();
      if (code === REPLACED) return;
      browser.after(RETRY_DELAYS_MS[Math.min(failures, RETRY_DELAYS_MS.length - 1)] ?? 0, connect);
      failures += 1;
    };
  };

  connect();
  return {
    send(message) {
      if (socket.readyState === OPEN) socket.send(JSON.stringify(message));
    },
  };
}

/** Address of the shell that served this page. */
export function screenAddress({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${SCREEN_PATH}`;
}
