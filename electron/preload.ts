import { contextBridge, ipcRenderer } from 'electron';
import { SCREEN_CHANNEL } from './screenPort.ts';

/**
 * Gives the page its one way out: `window.kioskPort`, which looks like a MessagePort that carries JSON text. A real
 * port cannot be handed to the page's world, so it stays here and two functions cross.
 */

type Listener = ((event: { readonly data: string }) => void) | null;

const { port1: own, port2: theirs } = new MessageChannel();
ipcRenderer.postMessage(SCREEN_CHANNEL, null, [theirs]);

const send = (frame: string): void => own.postMessage(String(frame));
const listen = (listener: Listener): void => {
  own.onmessage = ({ data }: MessageEvent<string>) => listener?.({ data });
};

contextBridge.executeInMainWorld({
  // Runs in the page's world: it may use nothing but its arguments.
  func: (post: typeof send, subscribe: typeof listen) => {
    const port = {
      postMessage: post,
      set onmessage(listener: Listener) {
        subscribe(listener);
      },
    };
    Object.defineProperty(window, 'kioskPort', { value: Object.freeze(port) });
  },
  args: [send, listen],
});
