import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import type { DockCommand, DockState } from '../link/dock.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { View } from '../machines/view/view.ts';
import { createLog } from '../hardware/ports/log.ts';
import { CONGESTION_MS, MAX_FRAMES_PER_SECOND, Relay } from './relay.ts';
import { MAX_FRAME_BYTES, MAX_INTENT_BYTES } from '../link/screenLink.ts';
import { view } from './testdata/views.ts';

const intent: Intent = { verb: 'finish', bootId: 'boot-1', seqSeen: 7, nonce: 'n1' };

class FakeScreen {
  readonly frames: string[] = [];
  congested = false;
  send(frame: string): void {
    this.frames.push(frame);
  }
  isCongested(): boolean {
    return this.congested;
  }
  /** What the screen received, a View by its seq. */
  get received(): unknown[] {
    return this.frames.map((frame) => {
      const message: unknown = JSON.parse(frame);
      if (typeof message !== 'object' || message === null || !('type' in message)) return message;
      // What the relay sends as a View is the object that the test made.
      return message.type === 'view' && 'view' in message ? (message.view as View).seq : message.type;
    });
  }
}

function setUp({ dock = false } = {}) {
  const clock = new VirtualClock();
  const log: string[] = [];
  const intents: Intent[] = [];
  const commands: DockCommand[] = [];
  let attached = 0;
  const relay = new Relay({
    clock,
    log: createLog((line) => log.push(line), clock),
    onIntent: (received) => intents.push(received),
    onScreen: () => {
      attached += 1;
    },
    onDockCommand: dock ? (command) => commands.push(command) : null,
  });
  const screen = new FakeScreen();
  return { clock, log, intents, commands, relay, screen, attachedCount: () => attached };
}

describe('towards the screen', () => {
  it('tells a new screen that the station is down, or shows it the newest View', () => {
    const { relay, screen, attachedCount } = setUp();
    relay.attach(screen);
    expect(screen.received).toEqual(['station-down']);
    relay.showView(view(1));
    relay.showView(view(2));
    const second = new FakeScreen();
    relay.attach(second);
    expect(second.received).toEqual([2]);
    expect(attachedCount()).toBe(2);
  });

  it('passes a View on unchanged', () => {
    const { relay, screen } = setUp();
    relay.attach(screen);
    relay.showView(view(1));
    expect(screen.frames.at(-1)).toBe(JSON.stringify({ type: 'view', view: view(1) }));
  });

  it('sends every View at once: how often there is one is for the station to say', () => {
    const { relay, screen, clock } = setUp();
    relay.attach(screen);
    relay.showView(view(1));
    relay.showView(view(2));
    expect(screen.received).toEqual(['station-down', 1, 2]);
    expect(clock.pending).toBe(0);
  });

  it('holds back while the connection is congested and then sends only the newest', () => {
    const { relay, screen, clock } = setUp();
    relay.attach(screen);
    screen.congested = true;
    for (let seq = 1; seq <= 100; seq += 1) {
      relay.showView(view(seq));
      clock.advance(CONGESTION_MS);
    }
    expect(screen.received).toEqual(['station-down']);
    screen.congested = false;
    clock.advance(CONGESTION_MS);
    expect(screen.received).toEqual(['station-down', 100]);
  });

  it('takes the picture off at once when the station is down, also one that was still waiting', () => {
    const { relay, screen, clock } = setUp();
    relay.attach(screen);
    relay.showView(view(1));
    screen.congested = true;
    relay.showView(view(2));
    relay.stationDown();
    screen.congested = false;
    clock.advance(1_000);
    expect(screen.received).toEqual(['station-down', 1, 'station-down']);
  });

  it('drops a View that is too large and says so', () => {
    const { relay, screen, log } = setUp();
    relay.attach(screen);
    relay.showView({ ...view(1), bootId: 'x'.repeat(9_000) });
    expect(screen.received).toEqual(['station-down']);
    expect(log).toEqual([expect.stringContaining('dropped')]);
  });

  it('sends nothing more to a screen that has left or lost its place', () => {
    const { relay, screen, clock } = setUp();
    const first = relay.attach(screen);
    const second = new FakeScreen();
    const secondSide = relay.attach(second);
    first.detach();
    relay.showView(view(1));
    expect(screen.received).toEqual(['station-down']);
    expect(second.received).toEqual(['station-down', 1]);
    secondSide.detach();
    clock.advance(CONGESTION_MS);
    relay.showView(view(2));
    expect(second.received).toEqual(['station-down', 1]);
  });

  it('shows the dock to screens, those of later too', () => {
    const { relay, screen } = setUp({ dock: true });
    const state: DockState = {
      cards: [],
      acceptor: { power: 'on', accepts: [100], jammed: false, notesKept: 3 },
      paper: 'full',
      operatorSwitch: 'run',
      door: 'closed',
      network: 'up',
      slips: [],
    };
    relay.showDock({ type: 'dock', state });
    relay.showDock({ type: 'dock-journal', tail: [] });
    relay.attach(screen);
    relay.showDock({ type: 'dock-journal', tail: [{ seq: 1, txn: null, kind: 'boot', summary: 'started' }] });
    expect(screen.received).toEqual(['station-down', 'dock', 'dock-journal', 'dock-journal']);
    expect(screen.frames[1]).toBe(JSON.stringify({ type: 'dock', state }));
  });
});

describe('from the screen', () => {
  function attached(options: { dock?: boolean } = {}) {
    const world = setUp(options);
    const side = world.relay.attach(world.screen);
    world.relay.showView(view(7));
    return { ...world, side };
  }

  it('passes an Intent on unchanged', () => {
    const { side, intents, log } = attached();
    const withArgument: Intent = { ...intent, verb: 'choose-language', arg: 'en' };
    side.receive(JSON.stringify({ type: 'intent', intent }));
    side.receive(JSON.stringify({ type: 'intent', intent: withArgument }));
    expect(intents).toEqual([intent, withArgument]);
    expect(log).toEqual([]);
  });

  it.each([
    ['no JSON', 'finish'],
    ['nothing', ''],
    ['another JSON value', '[]'],
    ['an unknown type', JSON.stringify({ type: 'eval', code: '1' })],
    ['an unknown verb', JSON.stringify({ type: 'intent', intent: { ...intent, verb: 'credit-me' } })],
    ['a missing nonce', JSON.stringify({ type: 'intent', intent: { verb: 'finish', bootId: 'boot-1', seqSeen: 7 } })],
    ['an empty nonce', JSON.stringify({ type: 'intent', intent: { ...intent, nonce: '' } })],
    ['a seq that is no whole number', JSON.stringify({ type: 'intent', intent: { ...intent, seqSeen: 1.5 } })],
    ['a seq below zero', JSON.stringify({ type: 'intent', intent: { ...intent, seqSeen: -1 } })],
    ['something more inside', JSON.stringify({ type: 'intent', intent: { ...intent, amount: 500 } })],
    ['something more beside', JSON.stringify({ type: 'intent', intent, again: true })],
    ['an argument that is no text', JSON.stringify({ type: 'intent', intent: { ...intent, arg: 5 } })],
    ['an argument that is too long', JSON.stringify({ type: 'intent', intent: { ...intent, arg: 'x'.repeat(65) } })],
    [
      'too many bytes for an Intent',
      JSON.stringify({
        type: 'intent',
        intent: { ...intent, bootId: '\u0001'.repeat(64), nonce: '\u0001'.repeat(64), arg: '\u0001'.repeat(64) },
      }),
    ],
    ['too many bytes for a frame', JSON.stringify({ type: 'intent', intent }) + ' '.repeat(MAX_FRAME_BYTES)],
    ['a dock command where nothing is simulated', JSON.stringify({ type: 'dock', command: { do: 'remove-card' } })],
  ])('drops %s and says so once', (_what, frame) => {
    const { side, intents, log } = attached();
    side.receive(frame);
    expect(intents).toEqual([]);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('dropped');
  });

  it('counts the bytes of an Intent, not its letters', () => {
    expect(MAX_INTENT_BYTES).toBe(1024);
    const { side, intents } = attached();
    side.receive(JSON.stringify({ type: 'intent', intent: { ...intent, arg: '票'.repeat(64) } }));
    expect(intents).toHaveLength(1);
  });

  it('does not let a page forge log lines', () => {
    const { side, log } = attached();
    side.receive(JSON.stringify({ type: 'intent', intent: { ...intent, ['\nkiosk: all is well']: 1 } }));
    expect(log).toHaveLength(1);
    expect(log.join('')).not.toContain('\n');
  });

  it('does not let a page fill the log', () => {
    const { side, log } = attached();
    for (let count = 0; count < 50; count += 1) side.receive('x');
    expect(log).toHaveLength(1);
  });

  it('does not pass a flood on', () => {
    const { side, intents, clock } = attached();
    for (let count = 0; count < 1_000; count += 1)
      side.receive(JSON.stringify({ type: 'intent', intent: { ...intent, nonce: `n${count}` } }));
    expect(intents).toHaveLength(MAX_FRAMES_PER_SECOND);
    clock.advance(1_000);
    side.receive(JSON.stringify({ type: 'intent', intent }));
    expect(intents).toHaveLength(MAX_FRAMES_PER_SECOND + 1);
  });

  it('gives no new allowance to one that comes again', () => {
    const { relay, side, intents } = attached();
    const frame = JSON.stringify({ type: 'intent', intent });
    for (let count = 0; count < MAX_FRAMES_PER_SECOND; count += 1) side.receive(frame);
    for (let again = 0; again < 20; again += 1) relay.attach(new FakeScreen()).receive(frame);
    expect(intents).toHaveLength(MAX_FRAMES_PER_SECOND);
  });

  it('drops what is pressed on a picture that is no longer there', () => {
    const { relay, side, intents } = attached();
    relay.stationDown();
    side.receive(JSON.stringify({ type: 'intent', intent }));
    expect(intents).toEqual([]);
  });

  it('does not listen to a screen that lost its place', () => {
    const { relay, side, intents } = attached();
    relay.attach(new FakeScreen());
    side.receive(JSON.stringify({ type: 'intent', intent }));
    expect(intents).toEqual([]);
  });

  it('passes dock commands on where the hardware is simulated, checked like everything else', () => {
    const { side, commands, log } = attached({ dock: true });
    side.receive(JSON.stringify({ type: 'dock', command: { do: 'insert-note', value: 500 } }));
    side.receive(JSON.stringify({ type: 'dock', command: { do: 'pull-card-while-writing', block: 99, when: 'after' } }));
    expect(commands).toEqual([{ do: 'insert-note', value: 500 }]);
    expect(log).toHaveLength(1);
  });
});
