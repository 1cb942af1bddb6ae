import { beforeEach, describe, expect, it, vi } from 'vitest';
import { REPLACED } from '../../link/screenChannel.ts';
import { openSocketWire, RETRY_DELAYS_MS, screenAddress } from './socketWire.ts';

/** As much of a WebSocket as the wire uses, moved by hand. */
class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: string[] = [];

  send(frame: string): void {
    this.sent.push(frame);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  close(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const sockets: FakeSocket[] = [];
const timers: { readonly delayMs: number; readonly action: () => void }[] = [];
const browser = {
  after: (delayMs: number, action: () => void) => void timers.push({ delayMs, action }),
  openSocket: () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    // The wire uses nothing of a WebSocket that the fake lacks.
    return socket as unknown as WebSocket;
  },
};
const received = vi.fn();
const lost = vi.fn();

/** The socket that was opened last. */
function newest(): FakeSocket {
  const last = sockets.at(-1);
  if (last === undefined) throw new Error('no socket was opened');
  return last;
}

/** Lets the one waiting timer ring and says how long it waited. */
function ring(): number {
  const [timer] = timers.splice(0);
  if (timer === undefined) throw new Error('nothing waits');
  timer.action();
  return timer.delayMs;
}

beforeEach(() => {
  sockets.length = 0;
  timers.length = 0;
  vi.clearAllMocks();
});

describe('the socket wire', () => {
  it('passes on frames and drops what is none', () => {
    openSocketWire('ws://kiosk/screen', browser, { received, lost });
    newest().open();
    newest().onmessage?.({ data: '{"type":"station-down"}' });
    newest().onmessage?.({ data: '}' });
    expect(received.mock.calls).toEqual([[{ type: 'station-down' }]]);
    expect(lost).not.toHaveBeenCalled();
  });

  it('sends while it is open, and drops a touch while it is not', () => {
    const wire = openSocketWire('ws://kiosk/screen', browser, { received, lost });
    wire.send({ type: 'dock', command: { do: 'remove-card' } });
    newest().open();
    wire.send({ type: 'dock', command: { do: 'cut-power' } });
    newest().close();
    wire.send({ type: 'dock', command: { do: 'clear-jam' } });
    expect(newest().sent).toEqual(['{"type":"dock","command":{"do":"cut-power"}}']);
  });

  it('tells that the way is lost and comes back, waiting longer each time, as long as it takes', () => {
    openSocketWire('ws://kiosk/screen', browser, { received, lost });
    const waits = [...RETRY_DELAYS_MS, RETRY_DELAYS_MS.at(-1)].map((expected) => {
      newest().close();
      return [ring(), expected];
    });
    for (const [waited, expected] of waits) expect(waited).toBe(expected);
    expect(lost).toHaveBeenCalledTimes(waits.length);
    expect(sockets).toHaveLength(waits.length + 1);
  });

  it('begins with the short wait again once it was open', () => {
    openSocketWire('ws://kiosk/screen', browser, { received, lost });
    newest().close();
    ring();
    newest().close();
    ring();
    newest().open();
    newest().close();
    expect(ring()).toBe(RETRY_DELAYS_MS[0]);
  });

  it('stays away when another page has taken its place', () => {
    openSocketWire('ws://kiosk/screen', browser, { received, lost });
    newest().open();
    newest().close(REPLACED);
    expect(lost).toHaveBeenCalledTimes(1);
    expect(timers).toEqual([]);
  });
});

it('finds the shell that served the page', () => {
  expect(screenAddress({ protocol: 'http:', host: '127.0.0.1:4711' })).toBe('ws://127.0.0.1:4711/screen');
  expect(screenAddress({ protocol: 'https:', host: 'kiosk' })).toBe('wss://kiosk/screen');
});
