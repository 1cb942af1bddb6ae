import { expect, it } from 'vitest';
import { SimulatedAuxiliaries } from '../lab/devices/auxiliaries/simulatedAuxiliaries.ts';
import type { VisitEvent } from '../machines/flows/visit/visitEvents.ts';
import { recordedLog } from '../tests/support/recordedLog.ts';
import { hearAuxiliaries } from './hearAuxiliaries.ts';

function hearing() {
  const auxiliaries = new SimulatedAuxiliaries();
  const told: VisitEvent[] = [];
  const log = recordedLog();
  return { auxiliaries, told, log, begin: () => hearAuxiliaries(auxiliaries, (event) => told.push(event), log) };
}

it('tells the flows nothing of a machine that is closed and on run', () => {
  const { told, begin } = hearing();
  begin();
  expect(told).toEqual([]);
});

it('tells the flows what stands otherwise when it begins, and each change', () => {
  const { auxiliaries, told, begin } = hearing();
  auxiliaries.turnOperatorSwitch('maintenance');
  auxiliaries.moveDoor('open');
  begin();
  auxiliaries.moveDoor('closed');
  expect(told).toEqual([
    { type: 'OPERATOR.SWITCH', position: 'maintenance' },
    { type: 'DOOR', door: 'open' },
    { type: 'DOOR', door: 'closed' },
  ]);
});

it('tells what is wrong with them, with its code in the log, and that it is over', () => {
  const { auxiliaries, told, log, begin } = hearing();
  auxiliaries.fail({ kind: 'auxiliaries-silent', detail: 'no answer within 200 ms' });
  begin();
  auxiliaries.fail(null);
  expect(told).toEqual([
    { type: 'AUXILIARIES.JUDGED', why: 'auxiliaries-silent' },
    { type: 'AUXILIARIES.JUDGED', why: null },
  ]);
  expect(log.messages).toEqual([
    'something is wrong with key switch, door and lights',
    'nothing is wrong with key switch, door and lights any more',
  ]);
});
