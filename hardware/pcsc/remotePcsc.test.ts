import { describe, expect, it } from 'vitest';
import { fromHex } from '../ports/hex.ts';
import type { PcscEvent } from '../ports/pcsc.ts';
import { createInMemoryPcsc } from '../../lab/devices/card/inMemoryPcsc.ts';
import { preparedCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { GET_UID } from './apdu.ts';
import type { JsonChannel } from './jsonChannel.ts';
import { PCSC_LIMITS } from './pcscLimits.ts';
import { createRemotePcsc } from './remotePcsc.ts';
import { servePcsc } from './servePcsc.ts';

/** Two ends of a channel in one process, JSON in between; the test can make the far one hang, lie or die. */
class Wire {
  hung = false;
  closed = false;
  /** Connections fail like this. */
  refuses: 'in-use' | 'forbidden' | null = null;
  readonly near: JsonChannel;
  readonly far: JsonChannel;
  readonly #listeners: Record<'near' | 'far', (message: unknown) => void> = { near: () => undefined, far: () => undefined };
  readonly #closers: ((reason: string) => void)[] = [];

  constructor() {
    this.near = this.#end('near', 'far');
    this.far = this.#end('far', 'near');
  }

  /** The far side says this. */
  say(message: unknown): void {
    if (!this.closed && !this.hung) this.#listeners.near(message);
  }

  close(reason: string): void {
    if (this.closed) return;
    this.closed = true;
    for (const closer of this.#closers) closer(reason);
  }

  #end(own: 'near' | 'far', other: 'near' | 'far'): JsonChannel {
    return {
      post: (message) => {
        const text = JSON.stringify(message);
        const request = JSON.parse(text) as { readonly id: number; readonly do?: string };
        if (own === 'near' && request.do === 'connect' && this.refuses !== null) {
          this.say({ id: request.id, ok: false, kind: this.refuses, detail: 'refused' });
        } else if (!this.closed && !this.hung) this.#listeners[other](request);
      },
      onMessage: (listener) => {
        this.#listeners[own] = listener;
      },
      onClose: (listener) => this.#closers.push(listener),
      close: () => this.close('closed'),
    };
  }
}

function setUp(options: { readonly reader?: string; readonly serve?: false | 'without a reader' } = {}) {
  const clock = new VirtualClock();
  const reader = new SimulatedReader({ clock });
  const wires: Wire[] = [];
  const wanted: (string | undefined)[] = [];
  const open = (): JsonChannel => {
    const wire = new Wire();
    wires.push(wire);
    const serves = (name: string | undefined): ReturnType<typeof createInMemoryPcsc> => {
      wanted.push(name);
      return createInMemoryPcsc(reader, { clock });
    };
    if (options.serve === undefined) servePcsc(serves, wire.far);
    if (options.serve === 'without a reader') answerEverything(wire);
    return wire.near;
  };
  const pcsc = createRemotePcsc({ clock, open, ...(options.reader === undefined ? {} : { reader: options.reader }) });
  const events: PcscEvent['type'][] = [];
  const reasons: string[] = [];
  pcsc.onEvent((event) => {
    events.push(event.type);
    if (event.type === 'reader-detached') reasons.push(event.why);
  });
  pcsc.start();
  const wire = (): Wire => wires.at(-1) ?? new Wire();
  return { clock, reader, wires, wire, wanted, pcsc, events, reasons };
}

/** The far side gives a short answer to whatever it is asked, and tells of no reader. */
function answerEverything(wire: Wire): void {
  wire.far.onMessage((message) => {
    if (typeof message === 'object' && message !== null && 'id' in message) wire.far.post({ id: message.id, ok: true });
  });
}

const card = (): SimulatedCard => new SimulatedCard(preparedCards(Date.UTC(2026, 2, 5))[0]?.image ?? new Uint8Array());

describe('a PC/SC reader in another process', () => {
  it('is the same reader', async () => {
    const { clock, reader, wanted, pcsc, events } = setUp({ reader: 'ACS' });
    reader.place(card());
    await clock.advanceAsync(10);
    expect(wanted).toEqual(['ACS']);
    expect(events).toEqual(['reader-attached', 'card-present']);
    expect(await clock.resolve(pcsc.connect())).toEqual({ ok: true });
    expect(await clock.resolve(pcsc.transmit(GET_UID))).toEqual({ ok: true, value: fromHex('08a000019000') });
    await clock.resolve(pcsc.disconnect());
    expect(await clock.resolve(pcsc.transmit(GET_UID))).toMatchObject({ ok: false, error: { kind: 'not-connected' } });
    reader.remove();
    expect(await clock.resolve(pcsc.connect())).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    await clock.advanceAsync(10);
    expect(events.slice(2)).toEqual(['card-absent']);
  });

  it('sends several commands at once, and they end with the first that is answered by no', async () => {
    const { clock, reader, wire, pcsc } = setUp();
    reader.place(card());
    await clock.advanceAsync(10);
    await clock.resolve(pcsc.connect());
    const readClosed = fromHex('ffb0000810');
    expect(await clock.resolve(pcsc.transmitAll([GET_UID, GET_UID, readClosed, GET_UID]))).toEqual({
      ok: true,
      value: [fromHex('08a000019000'), fromHex('08a000019000'), fromHex('6300')],
    });
    reader.remove();
    expect(await clock.resolve(pcsc.transmitAll([GET_UID, GET_UID]))).toMatchObject({ ok: false });
    const hanging = pcsc.transmitAll([GET_UID, GET_UID]);
    wire().hung = true;
    await clock.advanceAsync(0);
    expect(wire().closed).toBe(false);
    expect(await clock.resolve(hanging)).toMatchObject({ ok: false });
  });

  it.each([
    ['none at all', {}],
    ['more than were asked for', { apdus: ['9000', '9000', '9000'] }],
    ['half a status word', { apdus: ['9000', '90'] }],
  ])('does not believe answers to several commands: %s', async (_, reply) => {
    const { clock, wire, pcsc } = setUp({ serve: false });
    const asked = pcsc.transmitAll([GET_UID, GET_UID]);
    // The start was the first.
    wire().say({ id: 2, ok: true, ...reply });
    expect(await clock.resolve(asked)).toMatchObject({ ok: false, error: { kind: 'card-lost' } });
  });

  it('says why there is no reader, each reason once, and asks ever more slowly', async () => {
    const { clock, wire, wires, reasons } = setUp({ serve: false });
    const give = (why: string): void => {
      wire().say({ event: 'reader-detached', why });
      wire().close('exit 1');
    };
    give('reader-service-absent');
    const begun = (): number => wires.length;
    await clock.advanceAsync(PCSC_LIMITS.restartMs);
    expect(begun()).toBe(2);
    give('reader-service-absent');
    await clock.advanceAsync(2 * PCSC_LIMITS.restartMs);
    give('reader-driver-absent');
    expect(reasons).toEqual(['reader-service-absent', 'reader-driver-absent']);
    // Whoever keeps us waiting for ever costs a process per deadline, and no more.
    const before = begun();
    await clock.advanceAsync(60_000);
    expect(begun() - before).toBeLessThanOrEqual(60_000 / PCSC_LIMITS.longestRestartMs);
    expect(begun() - before).toBeGreaterThan(3);
    expect(reasons).toEqual(['reader-service-absent', 'reader-driver-absent', 'reader-hangs']);
  });

  it('that lives and shows no reader has none of that name', async () => {
    const { clock, wire, reasons } = setUp({ serve: 'without a reader' });
    await clock.advanceAsync(PCSC_LIMITS.pingEveryMs - 1);
    expect(reasons).toEqual([]);
    await clock.advanceAsync(60_000);
    expect(reasons).toEqual(['reader-absent']);
    wire().say({ event: 'reader-attached', reader: 'ACS' });
    wire().hung = true;
    await clock.advanceAsync(PCSC_LIMITS.pingEveryMs + PCSC_LIMITS.pingMs);
    expect(reasons).toEqual(['reader-absent', 'reader-hangs']);
  });

  it('that never says a word counts as hanging', async () => {
    const { clock, reasons } = setUp({ serve: false });
    await clock.advanceAsync(PCSC_LIMITS.startMs);
    expect(reasons).toEqual(['reader-hangs']);
  });

  it('does not know what became of a command when the process dies', async () => {
    const { clock, reader, wire, wires, pcsc, events } = setUp();
    reader.place(card());
    await clock.advanceAsync(10);
    await clock.resolve(pcsc.connect());
    reader.faults.failNext('mute');
    const transmitted = pcsc.transmit(GET_UID);
    await clock.advanceAsync(1);
    wire().close('exit 1');
    expect(await transmitted).toMatchObject({ ok: false, error: { kind: 'no-service' } });
    expect(events.slice(2)).toEqual(['card-absent', 'reader-detached']);
    await clock.advanceAsync(PCSC_LIMITS.restartMs);
    expect(wires).toHaveLength(2);
    await clock.advanceAsync(10);
    expect(events.slice(4)).toEqual(['reader-attached', 'card-present']);
  });

  it('gives a command up at its deadline, and the process with it', async () => {
    const { clock, reader, wires, wire, pcsc, events } = setUp();
    reader.place(card());
    await clock.advanceAsync(10);
    await clock.resolve(pcsc.connect());
    wire().hung = true;
    const before = clock.monotonicMs();
    expect(await clock.resolve(pcsc.transmit(GET_UID))).toMatchObject({ ok: false, error: { kind: 'timed-out' } });
    expect(clock.monotonicMs() - before).toBe(PCSC_LIMITS.transmitMs);
    expect(wires[0]?.closed).toBe(true);
    expect(events.slice(-2)).toEqual(['card-absent', 'reader-detached']);
    expect(await clock.resolve(pcsc.connect())).toMatchObject({ ok: false, error: { kind: 'no-service' } });
  });

  it('notices a process that hangs while nobody asks', async () => {
    const { clock, wires, wire, events } = setUp();
    await clock.advanceAsync(60_000);
    expect(wires).toHaveLength(1);
    wire().hung = true;
    await clock.advanceAsync(PCSC_LIMITS.pingEveryMs + PCSC_LIMITS.pingMs);
    expect(wires[0]?.closed).toBe(true);
    expect(events).toEqual(['reader-attached', 'reader-detached']);
    await clock.advanceAsync(1_000);
    expect(events.at(-1)).toBe('reader-attached');
  });

  it('gives up a process that does not even start', async () => {
    const { clock, wires, events } = setUp({ serve: false });
    await clock.advanceAsync(PCSC_LIMITS.startMs);
    expect(wires[0]?.closed).toBe(true);
    expect(events).toEqual(['reader-detached']);
  });

  it('begins anew more and more slowly while nothing comes of it, and at once after success', async () => {
    const { clock, wires, wire, events } = setUp();
    await clock.advanceAsync(1);
    expect(events).toEqual(['reader-attached']);
    const pauses: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      const count = wires.length;
      const died = clock.monotonicMs();
      wire().close('exit 3');
      await clock.runUntil(() => wires.length > count);
      pauses.push(clock.monotonicMs() - died);
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(events).toEqual(['reader-attached', 'reader-detached']);
    await clock.advanceAsync(1);
    wire().close('exit 3');
    const count = wires.length;
    const died = clock.monotonicMs();
    await clock.runUntil(() => wires.length > count);
    expect(clock.monotonicMs() - died).toBe(250);
  });

  it.each([
    ['nonsense', 'card'],
    ['an event of another kind', { event: 'card-stolen' }],
    ['an answer nobody asked for', { id: 99, ok: true }],
    ['bytes that are none', { event: 'card-present', atr: 'xyz' }],
  ])('trusts no process that says %s', async (_what, message) => {
    const { clock, wires, wire } = setUp();
    await clock.advanceAsync(10);
    wire().say(message);
    expect(wires[0]?.closed).toBe(true);
  });

  it('takes an answer without status word for silence', async () => {
    const { clock, wire, pcsc } = setUp({ serve: false });
    const transmitted = pcsc.transmit(GET_UID);
    wire().say({ id: 2, ok: true, apdu: '90' });
    expect(await clock.resolve(transmitted)).toMatchObject({ ok: false, error: { kind: 'card-lost' } });
  });

  it('rests when it was stopped', async () => {
    const { clock, wires, pcsc } = setUp();
    await clock.advanceAsync(10);
    await pcsc.stop();
    // Nothing keeps a process alive that is done with the reader.
    expect(clock.pending).toBe(0);
    await clock.advanceAsync(60_000);
    expect(wires).toHaveLength(1);
    expect(wires[0]?.closed).toBe(true);
  });
});

describe('the side that serves a reader', () => {
  it('hangs up on who does not speak its language, and lets the reader go', async () => {
    const clock = new VirtualClock();
    const wire = new Wire();
    let stopped = 0;
    const port = createInMemoryPcsc(new SimulatedReader({ clock }), { clock });
    servePcsc(() => ({ ...port, stop: async () => void (stopped += 1) }), wire.far);
    wire.near.post({ id: 1, do: 'start' });
    wire.near.post({ id: 2, do: 'format', disk: '/' });
    expect(wire.closed).toBe(true);
    expect(stopped).toBe(1);
  });

  it('gives a sign of life only when what it depends on has given one', async () => {
    const wire = new Wire();
    const answers: unknown[] = [];
    wire.near.onMessage((message) => answers.push(message));
    const { promise: service, resolve: goesOn } = Promise.withResolvers<void>();
    const clock = new VirtualClock();
    servePcsc(
      () => createInMemoryPcsc(new SimulatedReader({ clock }), { clock }),
      wire.far,
      () => service,
    );
    wire.near.post({ id: 1, do: 'ping' });
    await clock.advanceAsync(60_000);
    expect(answers).toEqual([]);
    goesOn();
    await clock.advanceAsync(0);
    expect(answers).toEqual([{ id: 1, ok: true }]);
  });

  it('hangs up when what it depends on is of no use any more', async () => {
    const wire = new Wire();
    const clock = new VirtualClock();
    const none = (): Promise<never> => Promise.reject(new Error('nobody is let in'));
    servePcsc(() => createInMemoryPcsc(new SimulatedReader({ clock }), { clock }), wire.far, none);
    wire.near.post({ id: 1, do: 'ping' });
    await clock.advanceAsync(0);
    expect(wire.closed).toBe(true);
  });

  it('does nothing for a kiosk that has not started the reader', async () => {
    const wire = new Wire();
    const answers: unknown[] = [];
    wire.near.onMessage((message) => answers.push(message));
    servePcsc(() => {
      throw new Error('opened without being asked');
    }, wire.far);
    wire.near.post({ id: 1, do: 'connect' });
    wire.near.post({ id: 2, do: 'transmit', apdu: 'ffca000000' });
    await new VirtualClock().advanceAsync(0);
    expect(answers).toMatchObject([
      { id: 1, ok: false, kind: 'not-connected' },
      { id: 2, ok: false, kind: 'not-connected' },
    ]);
  });
});

describe('a reader that is there and cannot be used', () => {
  it.each([
    ['in-use', 'reader-in-use'],
    ['forbidden', 'reader-forbidden'],
  ] as const)('is told of when it is %s, and is there again when it no longer is, with the card that lies there', async (kind, why) => {
    const { clock, reader, wire, pcsc, events, reasons } = setUp();
    reader.place(card());
    await clock.advanceAsync(10);
    wire().refuses = kind;
    // Once is no news: a process of our own that was just ended may hold it yet.
    expect(await clock.resolve(pcsc.connect())).toMatchObject({ ok: false, error: { kind } });
    expect(reasons).toEqual([]);
    expect(await clock.resolve(pcsc.connect())).toMatchObject({ ok: false, error: { kind } });
    expect([events.slice(-2), reasons]).toEqual([['card-absent', 'reader-detached'], [why]]);
    reader.remove();
    reader.place(card());
    await clock.advanceAsync(30_000);
    expect(reasons).toEqual([why]);
    wire().refuses = null;
    await clock.advanceAsync(PCSC_LIMITS.pingEveryMs + 10);
    expect(events.slice(-2)).toEqual(['reader-attached', 'card-present']);
    expect(await clock.resolve(pcsc.connect())).toEqual({ ok: true });
  });
});

describe('a reader that is missing', () => {
  it('is looked for by a new process, soon after it left and then now and then', async () => {
    const { clock, wires, wire, reasons } = setUp();
    await clock.advanceAsync(10);
    wire().say({ event: 'reader-detached', why: 'reader-absent' });
    await clock.advanceAsync(2 * PCSC_LIMITS.pingEveryMs + PCSC_LIMITS.restartMs + 100);
    expect([wires.length, reasons]).toEqual([2, ['reader-absent']]);
  });

  it('does not keep the machine busy while it never comes', async () => {
    const { clock, wires, reasons } = setUp({ serve: 'without a reader' });
    await clock.advanceAsync(600_000);
    expect(wires.length).toBeLessThanOrEqual(20);
    expect(wires.length).toBeGreaterThanOrEqual(15);
    expect(reasons).toEqual(['reader-absent']);
  });
});
