import { describe, expect, it } from 'vitest';
import { SimulatedModule } from '../../lab/devices/auxiliaries/simulatedModule.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import type { AuxiliariesFault } from '../ports/auxiliaries.ts';
import { askAuxiliaries } from './askAuxiliaries.ts';
import { type AuxiliaryPoints, ModbusAuxiliaries, MODBUS_LIMITS } from './auxiliaries.ts';

const KEY = { input: 0, alarmAt: 1, opposite: 1 } as const;
const DOOR = { input: 4, alarmAt: 0 } as const;
const POINTS: AuxiliaryPoints = { key: KEY, door: DOOR, bell: 0, trayLight: 1, slotLight: 2 };

/** Long enough for whatever was read to count. */
const SETTLED_MS = MODBUS_LIMITS.restMs + 3 * MODBUS_LIMITS.pollMs;

async function machine(points: AuxiliaryPoints = POINTS) {
  const clock = new VirtualClock();
  const module = new SimulatedModule(7);
  // The key on run, the door closed.
  module.inputs.set(1, true).set(4, true);
  const auxiliaries = new ModbusAuxiliaries({ line: module, clock, unit: 7, points });
  const heard: string[] = [];
  auxiliaries.onOperatorSwitch((position) => heard.push(position));
  auxiliaries.onDoor((door) => heard.push(door));
  const faults: (AuxiliariesFault | null)[] = [];
  auxiliaries.onFault((fault) => faults.push(fault));
  await clock.advanceAsync(SETTLED_MS);
  return { clock, module, auxiliaries, heard, faults, kinds: () => faults.map((fault) => fault?.kind ?? null) };
}

const turnKey = (module: SimulatedModule, on: boolean): void => void module.inputs.set(0, on).set(1, !on);

describe('contacts behind a module', () => {
  it('are told as they stand, and each change once', async () => {
    const { clock, module, heard } = await machine();
    expect(heard).toEqual(['run', 'closed']);
    turnKey(module, true);
    module.inputs.set(4, false);
    await clock.advanceAsync(SETTLED_MS);
    turnKey(module, false);
    await clock.advanceAsync(SETTLED_MS);
    expect(heard).toEqual(['run', 'closed', 'maintenance', 'open', 'run']);
  });

  it('are told to whoever asks later', async () => {
    const { auxiliaries } = await machine();
    const late: string[] = [];
    auxiliaries.onOperatorSwitch((position) => late.push(position));
    auxiliaries.onDoor((door) => late.push(door));
    expect(late).toEqual(['run', 'closed']);
  });

  it('stand still where there are none', async () => {
    const { heard, module } = await machine({ bell: 0 });
    expect(heard).toEqual(['run', 'closed']);
    expect(module.asked).toBe(1);
  });

  it('are not told while they bounce', async () => {
    const { clock, module, heard } = await machine();
    for (let time = 0; time < 6; time += 1) {
      module.inputs.set(4, time % 2 === 1);
      await clock.advanceAsync(MODBUS_LIMITS.pollMs);
    }
    expect(heard).toEqual(['run', 'closed']);
  });
});

describe('a broken wire', () => {
  it('of the key leaves it where it was, and is told until it is mended', async () => {
    const { clock, module, heard, faults } = await machine();
    module.inputs.set(1, false);
    await clock.advanceAsync(SETTLED_MS);
    expect(heard).toEqual(['run', 'closed']);
    module.inputs.set(1, true);
    await clock.advanceAsync(SETTLED_MS);
    expect(faults).toEqual([{ kind: 'contact-broken', detail: 'key switch' }, null]);
  });

  it('of a door makes it an open one', async () => {
    const { clock, module, heard, faults } = await machine({ ...POINTS, door: { ...DOOR, opposite: 5 } });
    module.inputs.set(5, true);
    await clock.advanceAsync(SETTLED_MS);
    expect(heard).toEqual(['run', 'closed', 'open']);
    expect(faults).toEqual([{ kind: 'contact-broken', detail: 'door' }]);
  });

  it('is reported again when a second wire breaks', async () => {
    const { clock, module, faults } = await machine({ ...POINTS, door: { ...DOOR, opposite: 5 } });
    module.inputs.set(1, false);
    await clock.advanceAsync(SETTLED_MS);
    module.inputs.set(5, true);
    await clock.advanceAsync(SETTLED_MS);
    expect(faults.map((fault) => fault?.detail)).toEqual(['key switch', 'key switch, door']);
  });
});

describe('outputs', () => {
  it('are switched when they change, and only then', async () => {
    const { clock, module, auxiliaries } = await machine();
    const begun = module.written.length;
    auxiliaries.light({ tray: true, slot: false });
    await clock.advanceAsync(500);
    auxiliaries.light({ tray: true, slot: true });
    await clock.advanceAsync(500);
    expect(module.written.slice(begun)).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it('are off at first, whatever an earlier process left on', async () => {
    const { module } = await machine();
    expect(module.written).toEqual([
      [0, false],
      [1, false],
      [2, false],
    ]);
  });

  it('are said again when the module was away', async () => {
    const { clock, module, auxiliaries } = await machine();
    auxiliaries.light({ tray: true, slot: false });
    await clock.advanceAsync(500);
    module.unplug();
    module.losePower();
    module.plugIn();
    await clock.advanceAsync(2 * MODBUS_LIMITS.retryMs);
    expect([module.coils.get(1), module.coils.get(2)]).toEqual([true, false]);
  });

  it('that are not wired are not written', async () => {
    const { clock, module, auxiliaries } = await machine({ key: KEY });
    auxiliaries.light({ tray: true, slot: true });
    auxiliaries.ringForStaff();
    await clock.advanceAsync(500);
    expect(module.written).toEqual([]);
  });
});

describe('the bell', () => {
  it('rings its time, from when it is really on', async () => {
    const { clock, module, auxiliaries } = await machine();
    module.mood = 'silent';
    auxiliaries.ringForStaff();
    await clock.advanceAsync(5_000);
    module.mood = 'well';
    await clock.runUntil(() => module.coils.get(0) === true);
    await clock.advanceAsync(MODBUS_LIMITS.ringMs - MODBUS_LIMITS.pollMs);
    expect(module.coils.get(0)).toBe(true);
    await clock.advanceAsync(3 * MODBUS_LIMITS.pollMs);
    expect(module.coils.get(0)).toBe(false);
  });

  it('rings again when it is asked to while it rings', async () => {
    const { clock, module, auxiliaries } = await machine();
    auxiliaries.ringForStaff();
    await clock.advanceAsync(MODBUS_LIMITS.ringMs - 100);
    auxiliaries.ringForStaff();
    await clock.advanceAsync(MODBUS_LIMITS.ringMs - 100);
    expect(module.coils.get(0)).toBe(true);
  });
});

describe('the line', () => {
  it('is opened again by itself; until then the last positions stand', async () => {
    const { clock, module, heard, kinds } = await machine();
    module.unplug();
    await clock.advanceAsync(3 * MODBUS_LIMITS.retryMs);
    turnKey(module, true);
    module.plugIn();
    await clock.advanceAsync(2 * MODBUS_LIMITS.retryMs);
    expect(heard).toEqual(['run', 'closed', 'maintenance']);
    expect(kinds()).toEqual(['auxiliaries-line-absent', null]);
  });

  it.each([
    ['silent', 'auxiliaries-silent'],
    ['garbled', 'auxiliaries-refused'],
    ['refuses', 'auxiliaries-refused'],
  ] as const)('%s: a single time is no news, a lasting one is, and it ends', async (mood, kind) => {
    const { clock, module, kinds } = await machine();
    module.mood = mood;
    const asked = module.asked;
    await clock.runUntil(() => module.asked === asked + 1);
    module.mood = 'well';
    await clock.advanceAsync(1_000);
    expect(kinds()).toEqual([]);
    module.mood = mood;
    await clock.advanceAsync(3_000);
    module.mood = 'well';
    await clock.advanceAsync(1_000);
    expect(kinds()).toEqual([kind, null]);
  });

  it('ignores bytes that answer no question', async () => {
    const { clock, module, heard, kinds } = await machine();
    for (let time = 0; time < 20; time += 1) {
      module.say([0x07, 0x02, 0x01, 0xff, 0x00, 0x00]);
      await clock.advanceAsync(MODBUS_LIMITS.pollMs);
    }
    expect([heard, kinds()]).toEqual([['run', 'closed'], []]);
  });

  it('is left alone after `close`', async () => {
    const { clock, module, auxiliaries } = await machine();
    await auxiliaries.close();
    const asked = module.asked;
    await clock.advanceAsync(5_000);
    expect(module.asked).toBe(asked);
  });
});

describe('asked once, for the doctor', () => {
  const ask = (module: SimulatedModule, points: AuxiliaryPoints = POINTS) => {
    const clock = new VirtualClock();
    return clock.resolve(askAuxiliaries({ line: module, clock, unit: 7, points }));
  };

  it('says where the contacts stand, and touches no output', async () => {
    const module = new SimulatedModule(7);
    module.inputs.set(0, true);
    expect(await ask(module)).toEqual({ ok: true, value: 'key switch on maintenance, door open' });
    module.inputs.set(1, true).set(4, true);
    expect(await ask(module)).toEqual({
      ok: true,
      value: 'key switch with a broken wire: both its inputs say the same, door closed',
    });
    expect(await ask(module, { bell: 0 })).toEqual({ ok: true, value: 'no key switch, no door contact' });
    expect(module.written).toEqual([]);
  });

  it('says why it does not answer', async () => {
    const module = new SimulatedModule(8);
    expect(await ask(module)).toMatchObject({ ok: false, error: { kind: 'auxiliaries-silent' } });
    module.unplug();
    expect(await ask(module)).toMatchObject({ ok: false, error: { kind: 'auxiliaries-line-absent' } });
  });
});
