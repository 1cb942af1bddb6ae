import { readFrame, type Wire, type WireEvents } from './wire.ts';

/** What the window's preload offers: like a MessagePort. Absent in a plain browser. */
export interface KioskPort {
  postMessage(frame: string): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

declare global {
  interface Window {
    readonly kioskPort?: KioskPort;
  }
}

/** The way through the window's own port. It lives as long as the page, so it is never lost. */
export function openPortWire(port: KioskPort, events: WireEvents): Wire {
  // The port stands for a MessagePort: assigning `onmessage` starts it.
  port.onmessage = ({ data }) => {
    const message = readFrame(data);
    if (message !== null) events.received(message);
  };
  return { send: (message) => port.postMessage(JSON.stringify(message)) };
}
