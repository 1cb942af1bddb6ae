import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';
import { settle, VirtualClock } from '../virtualClock.ts';
import { createRemoteAuxiliaries, serveAuxiliaries } from './remoteAuxiliaries.ts';
import { SimulatedAuxiliaries } from './simulatedAuxiliaries.ts';

describe('the simulated operator switch', () => {
  it('tells its position at once, and each change once', () => {
    const auxiliaries = new SimulatedAuxiliaries();
    const heard: OperatorSwitch[] = [];
    auxiliaries.onOperatorSwitch((position) => heard.push(position));
    for (const position of ['run', 'maintenance', 'maintenance', 'run'] as const) auxiliaries.turnOperatorSwitch(position);
    expect(heard).toEqual(['run', 'maintenance', 'run']);
    expect(auxiliaries.operatorSwitch).toBe('run');
  });

  it('forgets a listener that has gone', () => {
    const auxiliaries = new SimulatedAuxiliaries();
    const heard: OperatorSwitch[] = [];
    const listener = (position: OperatorSwitch): void => {
      heard.push(position);
    };
    auxiliaries.onOperatorSwitch(listener);
    auxiliaries.offOperatorSwitch(listener);
    auxiliaries.turnOperatorSwitch('maintenance');
    expect(heard).toEqual(['run']);
  });
});

describe('the operator switch of another process', () => {
  let folder: string;
  let path: string;
  const endings: (() => void | Promise<void>)[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kiosk-aux-'));
    path = join(folder, 'auxiliaries.sock');
  });

  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
    await rm(folder, { recursive: true });
  });

  async function serve(auxiliaries: SimulatedAuxiliaries): Promise<void> {
    const server = await serveAuxiliaries(path, auxiliaries);
    endings.push(() => server.close());
  }

  function listen(clock: VirtualClock) {
    const remote = createRemoteAuxiliaries(path, clock);
    endings.push(() => remote.close());
    const heard: OperatorSwitch[] = [];
    let waiting: { count: number; resolve: () => void } | null = null;
    remote.onOperatorSwitch((position) => {
      heard.push(position);
      if (waiting !== null && heard.length >= waiting.count) waiting.resolve();
    });
    const hears = (count: number): Promise<void> =>
      new Promise((resolve) => {
        if (heard.length >= count) resolve();
        else waiting = { count, resolve };
      });
    return { remote, heard, hears };
  }

  it('is told from here', async () => {
    const auxiliaries = new SimulatedAuxiliaries();
    await serve(auxiliaries);
    const { heard, hears } = listen(new VirtualClock());
    await hears(1);
    auxiliaries.turnOperatorSwitch('maintenance');
    await hears(2);
    expect(heard).toEqual(['run', 'maintenance']);
  });

  it('hears the bell that is rung here', async () => {
    const auxiliaries = new SimulatedAuxiliaries();
    await serve(auxiliaries);
    const rung = new Promise<void>((resolve) => auxiliaries.onRing(resolve));
    const { remote, hears } = listen(new VirtualClock());
    await hears(1);
    remote.ringForStaff();
    await rung;
    expect(auxiliaries.rings).toBe(1);
  });

  it('is asked for again when the other process was away', async () => {
    const clock = new VirtualClock();
    const { heard, hears, remote } = listen(clock);
    // The refused connection sets the timer for the next try.
    while (clock.pending === 0) await settle();
    const auxiliaries = new SimulatedAuxiliaries();
    auxiliaries.turnOperatorSwitch('maintenance');
    await serve(auxiliaries);
    clock.advance(250);
    await hears(1);
    expect(heard).toEqual(['maintenance']);
    const late: OperatorSwitch[] = [];
    remote.onOperatorSwitch((position) => late.push(position));
    expect(late).toEqual(['maintenance']);
  });
});
