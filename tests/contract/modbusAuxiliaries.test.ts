import { afterEach, beforeEach, describe, it } from 'vitest';
import { createSerialLine } from '../../hardware/lines/serialLine.ts';
import { type AuxiliaryPoints, ModbusAuxiliaries } from '../../hardware/modbus/auxiliaries.ts';
import type { AuxiliariesFault } from '../../hardware/ports/auxiliaries.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { SimulatedModule } from '../../lab/devices/auxiliaries/simulatedModule.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { ModbusModuleOnPty } from '../support/modbusModuleOnPty.ts';
import { untilReally } from '../support/untilReally.ts';

const UNIT = 7;
const POINTS: AuxiliaryPoints = {
  key: { input: 0, alarmAt: 1, opposite: 1 },
  door: { input: 4, alarmAt: 0 },
  bell: 0,
  trayLight: 1,
  slotLight: 2,
};

/** A module at the far end of a line, and time to go with it. */
interface Bench {
  readonly auxiliaries: ModbusAuxiliaries;
  setInput(input: number, on: boolean): void;
  coil(place: number): boolean | undefined;
  fallSilent(): void;
  speakAgain(): void;
  until(condition: () => boolean): Promise<void>;
  end(): Promise<void>;
}

const memoryBench = (points: AuxiliaryPoints): Promise<Bench> => {
  const clock = new VirtualClock();
  const module = new SimulatedModule(UNIT);
  const auxiliaries = new ModbusAuxiliaries({ line: module, clock, unit: UNIT, points });
  return Promise.resolve({
    auxiliaries,
    setInput: (input, on) => void module.inputs.set(input, on),
    coil: (place) => module.coils.get(place),
    fallSilent: () => void (module.mood = 'silent'),
    speakAgain: () => void (module.mood = 'well'),
    async until(condition) {
      if (!(await clock.runUntil(condition))) throw new Error('it never came to that');
    },
    end: () => auxiliaries.close(),
  });
};

const ptyBench = async (points: AuxiliaryPoints): Promise<Bench> => {
  const module = await ModbusModuleOnPty.start(UNIT);
  const line = createSerialLine({ path: module.pty.hostEnd, baudRate: 19_200, stopBits: 2 });
  const auxiliaries = new ModbusAuxiliaries({ line, clock: systemClock, unit: UNIT, points });
  return {
    auxiliaries,
    setInput: (input, on) => module.setInput(input, on),
    coil: (place) => module.coils.get(place),
    fallSilent: () => module.freeze(),
    speakAgain: () => module.wake(),
    until: (condition) => untilReally(condition),
    async end() {
      await auxiliaries.close();
      await module.end();
    },
  };
};

describe.each([
  ['a simulated module', memoryBench],
  ['pymodbus on a serial line', ptyBench],
])('small parts behind %s', (_, start) => {
  let bench: Bench;
  let heard: string[];
  let faults: (AuxiliariesFault | null)[];

  const begin = async (points: AuxiliaryPoints = POINTS): Promise<void> => {
    bench = await start(points);
    heard = [];
    faults = [];
    // The key on run, the door closed.
    bench.setInput(1, true);
    bench.setInput(4, true);
    bench.auxiliaries.onOperatorSwitch((position) => heard.push(position));
    bench.auxiliaries.onDoor((door) => heard.push(door));
    bench.auxiliaries.onFault((fault) => faults.push(fault));
  };

  beforeEach(() => begin());
  afterEach(() => bench.end());

  it('tell key and door', async () => {
    await bench.until(() => heard.includes('run') && heard.at(-1) === 'closed');
    bench.setInput(1, false);
    bench.setInput(0, true);
    await bench.until(() => heard.at(-1) === 'maintenance');
    bench.setInput(4, false);
    await bench.until(() => heard.at(-1) === 'open');
  });

  it('light the way and ring', async () => {
    bench.auxiliaries.light({ tray: true, slot: false });
    bench.auxiliaries.ringForStaff();
    await bench.until(() => bench.coil(1) === true && bench.coil(2) === false && bench.coil(0) === true);
    await bench.until(() => bench.coil(0) === false);
  });

  it('are missed while they are silent, and heard of as they stand afterwards', async () => {
    await bench.until(() => heard.includes('closed'));
    bench.fallSilent();
    await bench.until(() => faults.at(-1)?.kind === 'auxiliaries-silent');
    bench.speakAgain();
    await bench.until(() => faults.at(-1) === null);
    bench.setInput(4, false);
    await bench.until(() => heard.at(-1) === 'open');
  });

  it('notice a broken wire', async () => {
    await bench.until(() => heard.includes('run'));
    bench.setInput(1, false);
    await bench.until(() => faults.at(-1)?.kind === 'contact-broken');
    bench.setInput(1, true);
    await bench.until(() => faults.at(-1) === null);
  });

  it('that the module does not have are told', async () => {
    await bench.end();
    await begin({ ...POINTS, bell: 200 });
    await bench.until(() => faults.at(-1)?.kind === 'auxiliaries-refused');
  });
});
