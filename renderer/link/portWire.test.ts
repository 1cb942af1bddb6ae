import { expect, it, vi } from 'vitest';
import { type KioskPort, openPortWire } from './portWire.ts';

it('carries frames both ways over the port of the window', () => {
  const postMessage = vi.fn();
  const port: KioskPort = { postMessage, onmessage: null };
  const received = vi.fn();
  const wire = openPortWire(port, { received, lost: vi.fn() });
  port.onmessage?.({ data: '{"type":"station-down"}' });
  port.onmessage?.({ data: 'garbage' });
  expect(received.mock.calls).toEqual([[{ type: 'station-down' }]]);
  wire.send({ type: 'dock', command: { do: 'remove-card' } });
  expect(postMessage).toHaveBeenCalledExactlyOnceWith('{"type":"dock","command":{"do":"remove-card"}}');
});
