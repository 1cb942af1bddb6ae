import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../lab/devices/virtualClock.ts';
import { systemClock } from '../hardware/system/systemClock.ts';
import { startNodeChild } from './childProcess.ts';
import { DEATHS_WINDOW_MS, FIRST_RESTART_MS, SLOWEST_RESTART_MS, Supervisor } from './supervisor.ts';
import { FakeChild, newest } from './testdata/fakeChild.ts';
import { sentenceOf } from '../hardware/ports/log.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';

const obedientChild = fileURLToPath(new URL('./testdata/obedientChild.mjs', import.meta.url));

interface Message {
  readonly type: string;
}

function isMessage(raw: unknown): raw is Message {
  return typeof raw === 'object' && raw !== null && 'type' in raw && typeof raw.type === 'string';
}

function setUp(spawnFails: () => boolean = () => false) {
  const clock = new VirtualClock();
  const children: FakeChild[] = [];
  const reported: string[] = [];
  const log = recordedLog();
  const supervisor = new Supervisor<Message>({
    name: 'station',
    spawn: () => {
      if (spawnFails()) throw new Error('EAGAIN');
      const child = new FakeChild(1000 + children.length);
      children.push(child);
      return child;
    },
    parse: (raw) => (isMessage(raw) ? raw : null),
    stopBounds: { askedMs: 2_000, terminatedMs: 500 },
    silence: { startingMs: 120_000, runningMs: 15_000 },
    clock,
    log,
    onMessage: (message) => reported.push(message.type),
    onUp: () => reported.push('UP'),
    onDown: () => reported.push('DOWN'),
  });
  return { clock, children, reported, log, supervisor };
}

describe('a supervisor', () => {
  it('starts its child once, tells when it is ready and passes its messages on', () => {
    const { supervisor, children, reported } = setUp();
    supervisor.start();
    supervisor.start();
    expect(children).toHaveLength(1);
    expect(supervisor.pid).toBe(1000);
    newest(children).says({ type: 'ready' });
    newest(children).says({ type: 'view' });
    expect(reported).toEqual(['UP', 'ready', 'view']);
  });

  it('drops what is no message and says so', () => {
    const { supervisor, children, reported, log } = setUp();
    supervisor.start();
    newest(children).says('hello');
    expect(reported).toEqual([]);
    expect(log.messages).toEqual([expect.stringContaining('dropped')]);
  });

  it('starts a dead child again at once, the next time after twice as long', () => {
    const { supervisor, children, clock, reported } = setUp();
    supervisor.start();
    newest(children).dies();
    expect(reported).toEqual(['DOWN']);
    clock.advance(FIRST_RESTART_MS - 1);
    expect(children).toHaveLength(1);
    clock.advance(1);
    expect(children).toHaveLength(2);
    newest(children).dies();
    clock.advance(2 * FIRST_RESTART_MS - 1);
    expect(children).toHaveLength(2);
    clock.advance(1);
    expect(children).toHaveLength(3);
  });

  it('goes on at the slowest pace after three deaths in a minute, and never gives up', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    for (let death = 0; death < 2; death += 1) {
      newest(children).dies();
      clock.advance(1_000);
    }
    expect(children).toHaveLength(3);
    for (let death = 3; death < 50; death += 1) {
      newest(children).dies();
      clock.advance(SLOWEST_RESTART_MS - 1);
      expect(children).toHaveLength(death);
      clock.advance(1);
      expect(children).toHaveLength(death + 1);
    }
  });

  it('forgets deaths that are a minute old', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    newest(children).dies();
    clock.advance(1_000);
    newest(children).dies();
    clock.advance(DEATHS_WINDOW_MS);
    newest(children).dies();
    clock.advance(FIRST_RESTART_MS);
    expect(children).toHaveLength(4);
  });

  it('does not hurry when the child says that it cannot run', () => {
    const { supervisor, children, clock, reported } = setUp();
    supervisor.start();
    newest(children).says({ type: 'fatal', reason: 'no configuration' });
    newest(children).dies();
    clock.advance(SLOWEST_RESTART_MS - 1);
    expect(children).toHaveLength(1);
    clock.advance(1);
    expect(children).toHaveLength(2);
    expect(reported).toEqual(['fatal', 'DOWN']);
  });

  it('tries again when the system refuses to start a process', () => {
    let refusals = 2;
    const { supervisor, children, clock, log } = setUp(() => refusals-- > 0);
    supervisor.start();
    clock.advance(2 * SLOWEST_RESTART_MS);
    expect(children).toHaveLength(1);
    expect(log.messages).toEqual(['station could not be started', 'station could not be started']);
  });

  it('cuts the power: kills, waits as long as the mains are away, and does not count it as a death', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    for (let cut = 1; cut <= 5; cut += 1) {
      supervisor.cutPower(1_000);
      expect(newest(children).signals).toEqual(['SIGKILL']);
      newest(children).dies('signal SIGKILL');
      clock.advance(999);
      expect(children).toHaveLength(cut);
      clock.advance(1);
      expect(children).toHaveLength(cut + 1);
    }
    newest(children).dies();
    clock.advance(FIRST_RESTART_MS);
    expect(children).toHaveLength(7);
  });

  it('hands messages to the child that runs, and to no other', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.send({ type: 'early' });
    supervisor.start();
    supervisor.send({ type: 'first' });
    newest(children).dies();
    supervisor.send({ type: 'nobody there' });
    clock.advance(FIRST_RESTART_MS);
    supervisor.send({ type: 'second' });
    expect(children.map((child) => child.sent)).toEqual([[{ type: 'first' }], [{ type: 'second' }]]);
  });
});

describe('a child that hangs', () => {
  it('is taken off the screen, killed, and started again after its death', () => {
    const { supervisor, children, clock, reported, log } = setUp();
    supervisor.start();
    newest(children).says({ type: 'ready' });
    clock.advance(14_999);
    expect(newest(children).signals).toEqual([]);
    clock.advance(1);
    expect(newest(children).signals).toEqual(['SIGKILL']);
    expect(reported).toEqual(['UP', 'ready', 'DOWN']);
    newest(children).says({ type: 'view' });
    newest(children).dies('signal SIGKILL');
    expect(reported).toEqual(['UP', 'ready', 'DOWN']);
    clock.advance(FIRST_RESTART_MS);
    expect(children).toHaveLength(2);
    expect(log.messages).toContain('station hangs; killing it');
  });

  it('is let live as long as it says anything at all', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    newest(children).says({ type: 'ready' });
    for (let second = 0; second < 600; second += 1) {
      clock.advance(1_000);
      newest(children).says({ type: 'beat' });
    }
    expect(newest(children).signals).toEqual([]);
  });

  it('has more time until it is ready for the first time, each time it is started', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    for (let start = 1; start <= 2; start += 1) {
      newest(children).says({ type: 'beat' });
      clock.advance(119_999);
      expect(newest(children).signals).toEqual([]);
      clock.advance(1);
      expect(newest(children).signals).toEqual(['SIGKILL']);
      newest(children).dies('signal SIGKILL');
      clock.advance(start * FIRST_RESTART_MS);
    }
    expect(children).toHaveLength(3);
  });

  it('counts as a death like any other: the third in a minute slows the restarts down', () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    for (let hang = 0; hang < 3; hang += 1) {
      newest(children).says({ type: 'ready' });
      clock.advance(15_000);
      newest(children).dies('signal SIGKILL');
      if (hang < 2) clock.advance(1_000);
    }
    expect(children).toHaveLength(3);
    clock.advance(SLOWEST_RESTART_MS - 1);
    expect(children).toHaveLength(3);
    clock.advance(1);
    expect(children).toHaveLength(4);
  });

  it('is not waited for by its watch when it has died or been stopped', async () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    newest(children).dies();
    expect(clock.pending).toBe(1);
    clock.advance(FIRST_RESTART_MS);
    const stopped = supervisor.stop();
    newest(children).dies('exit code 0');
    await stopped;
    expect(clock.pending).toBe(0);
  });

  it('can be stopped, although it is only waiting to die', async () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    clock.advance(120_000);
    const stopped = supervisor.stop();
    newest(children).dies('signal SIGKILL');
    await stopped;
    clock.advance(60_000);
    expect(children).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('asks, and needs no force when the child ends', async () => {
    const { supervisor, children, clock, reported } = setUp();
    supervisor.start();
    const stopped = supervisor.stop();
    expect(newest(children).sent).toEqual([{ type: 'stop' }]);
    clock.advance(1_999);
    newest(children).dies('exit code 0');
    await stopped;
    expect(newest(children).signals).toEqual([]);
    expect(clock.pending).toBe(0);
    clock.advance(60_000);
    expect(children).toHaveLength(1);
    expect(reported).toEqual(['DOWN']);
  });

  it('sends SIGTERM and then SIGKILL to a child that does not end', async () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    const stopped = supervisor.stop();
    clock.advance(2_000);
    expect(newest(children).signals).toEqual(['SIGTERM']);
    clock.advance(499);
    expect(newest(children).signals).toEqual(['SIGTERM']);
    clock.advance(1);
    expect(newest(children).signals).toEqual(['SIGTERM', 'SIGKILL']);
    newest(children).dies('signal SIGKILL');
    await stopped;
    expect(clock.pending).toBe(0);
  });

  it('asks once, however often it is called', async () => {
    const { supervisor, children } = setUp();
    supervisor.start();
    const both = [supervisor.stop(), supervisor.stop()];
    expect(newest(children).sent).toEqual([{ type: 'stop' }]);
    newest(children).dies();
    await Promise.all(both);
    await supervisor.stop();
  });

  it('does not start the child again that was waiting to be', async () => {
    const { supervisor, children, clock } = setUp();
    supervisor.start();
    newest(children).dies();
    await supervisor.stop();
    clock.advance(60_000);
    expect(children).toHaveLength(1);
  });
});

it('kills a real process whose event loop is stuck, and starts another', async () => {
  const clock = new VirtualClock();
  const events: string[] = [];
  let tell: () => void = () => {};
  const happened = async (event: string, times: number): Promise<void> => {
    while (events.filter((name) => name === event).length < times) {
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  };
  const keep = (event: string): void => {
    events.push(event);
    tell();
  };
  const supervisor = new Supervisor<Message>({
    name: 'child',
    spawn: () => startNodeChild({ nodePath: process.execPath, entry: obedientChild, args: [], env: {} }),
    parse: (raw) => (isMessage(raw) ? raw : null),
    stopBounds: { askedMs: 10_000, terminatedMs: 1_000 },
    silence: { startingMs: 120_000, runningMs: 15_000 },
    clock,
    log: { write: (...event) => keep(sentenceOf(...event)) },
    onMessage: ({ type }) => keep(type),
    onUp: () => {},
    onDown: () => keep('down'),
  });

  supervisor.start();
  await happened('ready', 1);
  supervisor.send({ type: 'hang' });
  await happened('hanging', 1);
  clock.advance(15_000);
  await happened('child ended and is started again', 1);
  clock.advance(FIRST_RESTART_MS);
  await happened('ready', 2);
  await supervisor.stop();
  expect(events).toEqual(['ready', 'hanging', 'child hangs; killing it', 'down', 'child ended and is started again', 'ready', 'down']);
});

it('keeps a real process running, with an environment built from nothing, and ends it', async () => {
  const heard: unknown[] = [];
  const waiting: { until: (message: unknown) => boolean; resolve: () => void }[] = [];
  const hears = (until: (message: unknown) => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (heard.some(until)) resolve();
      else waiting.push({ until, resolve });
    });
  const supervisor = new Supervisor<Message>({
    name: 'child',
    spawn: () =>
      startNodeChild({
        nodePath: process.execPath,
        entry: obedientChild,
        args: ['--config', 'here'],
        env: { LANG: 'C.UTF-8' },
      }),
    parse: (raw) => (isMessage(raw) ? raw : null),
    stopBounds: { askedMs: 10_000, terminatedMs: 1_000 },
    silence: null,
    clock: systemClock,
    log: recordedLog(),
    onMessage: (message) => {
      heard.push(message);
      for (const { until, resolve } of waiting) if (until(message)) resolve();
    },
    onUp: () => {},
    onDown: () => heard.push('down'),
  });
  const countReady = (): number => heard.filter((message) => isMessage(message) && message.type === 'ready').length;

  supervisor.start();
  await hears((message) => isMessage(message) && message.type === 'ready');
  const first = supervisor.pid;
  // Node itself adds its channel's variables for the child and takes them out again.
  expect(heard).toEqual([{ type: 'ready', args: ['--config', 'here'], env: ['LANG'] }]);
  supervisor.send({ type: 'crash' });
  await hears(() => countReady() === 2);
  expect(supervisor.pid).not.toBe(first);
  supervisor.send({ type: 'question' });
  await hears((message) => isMessage(message) && message.type === 'echo');
  await supervisor.stop();
  expect(heard.at(-1)).toBe('down');
  expect(supervisor.pid).toBe(null);
});
