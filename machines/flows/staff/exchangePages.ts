import { and, assign } from 'xstate';
import type { ExchangeStep } from '../staff.ts';
import type { StaffContext } from './staffContext.ts';
import { chose, type StaffSetup } from './staffSetup.ts';
import { asking, backTo, granted, keyOf } from './staffSteps.ts';

const boxIsIn = ({ today }: StaffContext): boolean => (today?.exchange?.next ?? null) !== null;

/** The cash box is exchanged: taken out, another put in, statements printed, closed. Each step is on record before the next. */
export function exchangePages(staff: StaffSetup) {
  const step = (of: (context: StaffContext) => ExchangeStep) =>
    asking(staff, ({ ticket, person, context }) => ({ do: 'staff-exchange', ticket, person, step: of(context) }));
  return {
    /** What stands on the box that is to be taken out, and on its seal. */
    boxSerial: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('label'),
        'STAFF.CHOOSE': {
          guard: and([chose('enter'), 'labelIsWhole']),
          target: 'boxSeal',
          actions: ['stay', assign({ boxSerial: ({ context }) => context.typed })],
        },
        CANCEL: { target: 'today', actions: 'stay' },
      },
    }),
    boxSeal: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('label'),
        'STAFF.CHOOSE': {
          guard: and([chose('enter'), 'labelIsWhole']),
          target: 'confirmingOut',
          actions: ['stay', assign({ boxSeal: ({ context }) => context.typed })],
        },
        CANCEL: { target: 'boxSerial', actions: 'stay' },
      },
    }),
    confirmingOut: staff.createStateConfig({
      on: {
        CONFIRM: { target: 'takingOut', actions: 'stay' },
        CANCEL: { target: 'boxSerial', actions: 'stay' },
      },
    }),
    takingOut: step(({ boxSerial, boxSeal }) => ({ do: 'out', serial: boxSerial, seal: boxSeal })),
    /** An exchange that is not over. */
    exchange: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          ...granted('new-box', 'exchange', 'newBox', (context) => !boxIsIn(context)),
          ...granted('print', 'exchange', 'printing', boxIsIn),
          ...granted('close', 'exchange', 'closing', boxIsIn),
        ],
        CANCEL: backTo('today'),
      },
    }),
    newBox: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('label'),
        'STAFF.CHOOSE': { guard: and([chose('enter'), 'labelIsWhole']), target: 'puttingIn', actions: 'stay' },
        CANCEL: { target: 'exchange', actions: 'stay' },
      },
    }),
    puttingIn: step(({ typed }) => ({ do: 'in', serial: typed })),
    printing: step(() => ({ do: 'print' })),
    closing: step(() => ({ do: 'close' })),
  };
}
