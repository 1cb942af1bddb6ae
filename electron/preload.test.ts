import { createContext, runInContext, Script } from 'node:vm';
import { expect, it } from 'vitest';
import { bundled } from './testdata/bundled.ts';

/** A port pair that delivers at once. */
class Port {
  peer: Port | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  postMessage(data: unknown): void {
    this.peer?.onmessage?.({ data });
  }
}

class Channel {
  readonly port1 = new Port();
  readonly port2 = new Port();
  constructor() {
    this.port1.peer = this.port2;
    this.port2.peer = this.port1;
  }
}

it('is one CommonJS file that gives the page a port, through the walls between the worlds', async () => {
  const { code } = await bundled({ entry: 'preload.ts', format: 'cjs', file: 'preload.cjs' });
  const page = createContext({ window: {} });
  const required: string[] = [];
  const handedOver: { channel: string; port: Port }[] = [];
  const electron = {
    ipcRenderer: {
      postMessage: (channel: string, _message: null, ports: Port[]) => ports.forEach((port) => handedOver.push({ channel, port })),
    },
    contextBridge: {
      // As Electron does it: the function crosses as text, so that it can use nothing of the preload's world.
      executeInMainWorld: ({ func, args }: { func: (...words: unknown[]) => unknown; args: unknown[] }) => {
        const crossed: unknown = runInContext(`(${func.toString()})`, page);
        if (typeof crossed !== 'function') throw new Error('no function crossed');
        Reflect.apply(crossed, undefined, args);
      },
    },
  };
  const require = (name: string): unknown => {
    required.push(name);
    return name === 'electron' ? electron : undefined;
  };
  new Script(code).runInContext(createContext({ require, MessageChannel: Channel, exports: {}, module: { exports: {} } }));

  expect(required).toEqual(['electron']);
  expect(handedOver.map(({ channel }) => channel)).toEqual(['kiosk-screen']);
  const shellSide = handedOver[0]?.port;
  if (shellSide === undefined) throw new Error('no port was handed over');
  const toShell: unknown[] = [];
  shellSide.onmessage = ({ data }) => toShell.push(data);
  runInContext(
    'window.heard = []; window.kioskPort.onmessage = ({ data }) => window.heard.push(data); window.kioskPort.postMessage("pressed");',
    page,
  );
  shellSide.postMessage('{"type":"station-down"}');
  expect(toShell).toEqual(['pressed']);
  expect(runInContext('JSON.stringify(window.heard)', page)).toBe('["{\\"type\\":\\"station-down\\"}"]');
  expect(runInContext('"use strict"; try { window.kioskPort = null; "replaced" } catch { "kept" }', page)).toBe('kept');
});
