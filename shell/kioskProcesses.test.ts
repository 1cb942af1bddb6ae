import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settle, VirtualClock } from '../lab/devices/virtualClock.ts';
import type { DockCommand, DockState } from '../link/dock.ts';
import type { Intent } from '../machines/view/intent.ts';
import { MAINS_OFF_MS } from '../link/companionLink.ts';
import type { NodeChildOptions } from './childProcess.ts';
import { KioskProcesses } from './kioskProcesses.ts';
import { FakeChild, newest } from './testdata/fakeChild.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';
import { view } from './testdata/views.ts';

const dock: DockState = {
  cards: [{ id: 'a', label: 'An EasyCard', group: 'sound', balance: 120, placed: false }],
  acceptor: { power: 'on', accepts: [100, 500], jammed: false, notesKept: 0 },
  paper: 'full',
  operatorSwitch: 'run',
  door: 'closed',
  network: 'up',
  slips: [{ id: 's1', lines: [{ kind: 'pair', label: 'Added', value: '100' }, { kind: 'rule' }] }],
};

function setUp({ companion, dock: offered = true }: { companion: boolean; dock?: boolean }) {
  const clock = new VirtualClock();
  const log = recordedLog();
  const starts: NodeChildOptions[] = [];
  const children: FakeChild[] = [];
  const fatal: string[] = [];
  let ready = 0;
  const processes = new KioskProcesses({
    nodePath: '/node',
    stationEntry: '/station/main.ts',
    configPath: '/etc/kiosk.json',
    dataDir: '/var/kiosk',
    companion: companion ? { entry: '/bench/main.ts', dock: offered } : null,
    env: { LANG: 'C.UTF-8' },
    clock,
    log,
    onReady: () => {
      ready += 1;
    },
    onFatal: (reason) => fatal.push(reason),
    startChild: (options) => {
      starts.push(options);
      const child = new FakeChild(starts.length);
      children.push(child);
      return child;
    },
  });
  const shown: string[] = [];
  const screen = processes.relay.attach({ send: (frame) => shown.push(frame), isCongested: () => false });
  const frames = (): unknown[] => shown.map((frame): unknown => JSON.parse(frame));
  const presses = (intent: Intent): void => screen.receive(JSON.stringify({ type: 'intent', intent }));
  const commands = (command: DockCommand): void => screen.receive(JSON.stringify({ type: 'dock', command }));
  return { processes, clock, log, starts, children, fatal, frames, presses, commands, readyCount: () => ready };
}

/** Ends every child as soon as it is asked, so that nothing outlives the test. */
async function end(processes: KioskProcesses, children: readonly FakeChild[]): Promise<void> {
  const stopped = processes.stop();
  for (let round = 0; round < children.length; round += 1) {
    for (const child of children) child.dies('exit code 0');
    await settle();
  }
  await stopped;
}

describe('with real parts', () => {
  it('starts the station alone and passes its Views to the screen, and Intents to it', async () => {
    const { processes, starts, children, frames, presses, readyCount } = setUp({ companion: false });
    await processes.start();
    expect(starts).toEqual([
      {
        nodePath: '/node',
        entry: '/station/main.ts',
        args: ['--config', '/etc/kiosk.json', '--data', '/var/kiosk'],
        env: { LANG: 'C.UTF-8' },
      },
    ]);
    const station = newest(children);
    station.says({ type: 'ready' });
    station.says({ type: 'view', view: view(1) });
    expect(frames()).toEqual([{ type: 'station-down' }, { type: 'view', view: view(1) }]);
    expect(readyCount()).toBe(1);
    const intent: Intent = { verb: 'finish', bootId: 'boot-1', seqSeen: 1, nonce: 'n' };
    presses(intent);
    expect(station.sent).toEqual([{ type: 'intent', intent }]);
  });

  it('asks the station for a whole View when a screen comes', async () => {
    const { processes, children } = setUp({ companion: false });
    await processes.start();
    processes.relay.attach({ send: () => {}, isCongested: () => false });
    expect(newest(children).sent).toEqual([{ type: 'screen-attached' }]);
  });

  it('tells the screen when the station dies and shows the View of the next one', async () => {
    const { processes, children, clock, frames } = setUp({ companion: false });
    await processes.start();
    newest(children).says({ type: 'view', view: view(5) });
    newest(children).dies();
    clock.advance(100);
    const reborn = { ...view(1), bootId: 'boot-2' };
    newest(children).says({ type: 'view', view: reborn });
    expect(children).toHaveLength(2);
    expect(frames()).toEqual([
      { type: 'station-down' },
      { type: 'view', view: view(5) },
      { type: 'station-down' },
      { type: 'view', view: reborn },
    ]);
  });

  it('offers no dock', async () => {
    const { processes, children, commands, frames, log } = setUp({ companion: false });
    await processes.start();
    newest(children).says({ type: 'journal', tail: [{ seq: 1, txn: null, kind: 'boot', summary: 'started' }] });
    commands({ do: 'cut-power' });
    expect(frames()).toEqual([{ type: 'station-down' }]);
    expect(newest(children).signals).toEqual([]);
    expect(log.messages).toEqual([expect.stringContaining('no dock is offered')]);
  });

  it('shows a station that hangs as down, and kills it', async () => {
    const { processes, children, clock, frames } = setUp({ companion: false });
    await processes.start();
    newest(children).says({ type: 'ready' });
    newest(children).says({ type: 'view', view: view(5) });
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1_000);
      newest(children).says({ type: 'beat' });
    }
    expect(newest(children).signals).toEqual([]);
    clock.advance(15_000);
    expect(newest(children).signals).toEqual(['SIGKILL']);
    expect(frames().at(-1)).toEqual({ type: 'station-down' });
  });

  it('says why the station cannot run', async () => {
    const { processes, children, fatal, log } = setUp({ companion: false });
    await processes.start();
    newest(children).says({ type: 'fatal', reason: 'the journal is broken' });
    expect(fatal).toEqual(['the journal is broken']);
    expect(log.messages).toEqual(['the station cannot run']);
  });

  it.each([{ type: 'view', view: { seq: 1 } }, { type: 'view' }, { type: 'unknown' }, { type: 'ready', more: 1 }, null])(
    'drops %j from the station',
    async (message) => {
      const { processes, children, frames, log } = setUp({ companion: false });
      await processes.start();
      newest(children).says(message);
      expect(frames()).toEqual([{ type: 'station-down' }]);
      expect(log.messages).toEqual([expect.stringContaining('dropped')]);
    },
  );
});

describe('with a companion that plays the parts', () => {
  async function running() {
    const world = setUp({ companion: true });
    await world.processes.start();
    const bench = newest(world.children);
    bench.says({ type: 'ready' });
    const station = newest(world.children);
    station.says({ type: 'ready' });
    return { ...world, bench, station };
  }

  it('starts the bench first and the station when its parts are there, both in one folder', async () => {
    const { processes, starts, children } = setUp({ companion: true });
    await processes.start();
    expect(starts.map(({ entry }) => entry)).toEqual(['/bench/main.ts']);
    const args = starts[0]?.args ?? [];
    const folder = args.at(-1) ?? '';
    expect(args).toEqual(['--config', '/etc/kiosk.json', '--data', '/var/kiosk', '--bench', folder]);
    expect(existsSync(folder)).toBe(true);
    expect(Buffer.byteLength(`${folder}/auxiliaries.sock`)).toBeLessThanOrEqual(107);
    newest(children).says({ type: 'ready' });
    expect(starts[1]).toMatchObject({ entry: '/station/main.ts', args });
    await end(processes, children);
    expect(existsSync(folder)).toBe(false);
  });

  it('shows the bench and the journal on the dock, and passes its commands on', async () => {
    const { processes, bench, station, frames, commands, children } = await running();
    bench.says({ type: 'state', state: dock });
    station.says({ type: 'journal', tail: [{ seq: 1, txn: null, kind: 'boot', summary: 'started' }] });
    expect(frames().slice(1)).toEqual([
      { type: 'dock', state: dock },
      { type: 'dock-journal', tail: [{ seq: 1, txn: null, kind: 'boot', summary: 'started' }] },
    ]);
    commands({ do: 'insert-note', value: 100 });
    expect(bench.sent).toEqual([{ type: 'command', command: { do: 'insert-note', value: 100 } }]);
    expect(station.sent).toEqual([]);
    await end(processes, children);
  });

  it('shows and takes nothing of the dock where the configuration offers none', async () => {
    const { processes, children, frames, commands, log } = setUp({ companion: true, dock: false });
    await processes.start();
    const companion = newest(children);
    companion.says({ type: 'ready' });
    const station = newest(children);
    companion.says({ type: 'state', state: dock });
    station.says({ type: 'journal', tail: [{ seq: 1, txn: null, kind: 'boot', summary: 'started' }] });
    commands({ do: 'insert-note', value: 100 });
    commands({ do: 'cut-power' });
    expect(frames()).toEqual([{ type: 'station-down' }]);
    expect([companion.sent, station.signals]).toEqual([[], []]);
    expect(log.messages.filter((message) => message.includes('dock'))).toHaveLength(2);
    await end(processes, children);
  });

  it('cuts the power of everything: kills the station, tells the bench, and starts the station when the mains are back', async () => {
    const { processes, bench, station, commands, clock, children } = await running();
    commands({ do: 'cut-power' });
    expect(station.signals).toEqual(['SIGKILL']);
    expect(bench.sent).toEqual([{ type: 'command', command: { do: 'cut-power' } }]);
    station.dies('signal SIGKILL');
    clock.advance(MAINS_OFF_MS - 1);
    expect(children).toHaveLength(2);
    clock.advance(1);
    expect(children).toHaveLength(3);
    await end(processes, children);
  });

  it('starts a dead bench again in the same folder and leaves the station alone', async () => {
    const { processes, bench, clock, starts, children } = await running();
    bench.dies();
    clock.advance(100);
    expect(starts.map(({ entry }) => entry)).toEqual(['/bench/main.ts', '/station/main.ts', '/bench/main.ts']);
    expect(starts[2]).toEqual(starts[0]);
    newest(children).says({ type: 'ready' });
    expect(starts).toHaveLength(3);
    await end(processes, children);
  });

  it('ends the station before its hardware, and removes the folder', async () => {
    const { processes, bench, station, starts } = await running();
    let over = false;
    const stopped = processes.stop().then(() => {
      over = true;
    });
    await settle();
    expect([station.sent, bench.sent]).toEqual([[{ type: 'stop' }], []]);
    station.dies('exit code 0');
    await settle();
    expect(bench.sent).toEqual([{ type: 'stop' }]);
    expect(over).toBe(false);
    bench.dies('exit code 0');
    await stopped;
    expect(existsSync(starts[0]?.args.at(-1) ?? '')).toBe(false);
  });

  it('starts no station any more when it is asked to stop before the bench was ready', async () => {
    const { processes, children, starts } = setUp({ companion: true });
    await processes.start();
    const stopped = processes.stop();
    newest(children).says({ type: 'ready' });
    await settle();
    newest(children).dies('exit code 0');
    await stopped;
    expect(starts).toHaveLength(1);
  });
});
