import { and } from 'xstate';
import type { ServiceChange } from '../serviceState.ts';
import type { StaffContext } from './staffContext.ts';
import { chose, type StaffSetup } from './staffSetup.ts';
import { asking, backTo, keyOf } from './staffSteps.ts';

/** What the machine offers: notes or none, and the day of planned work. */
export function servicePages(staff: StaffSetup) {
  const change = (of: (context: StaffContext) => ServiceChange) =>
    asking(staff, ({ ticket, person, context }) => ({ do: 'staff-service', ticket, person, change: of(context) }));
  return {
    service: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          { guard: and([chose('notes-off'), 'notesTaken']), target: 'notesOff', actions: 'stay' },
          { guard: and([chose('notes-on'), 'notesNotTaken']), target: 'notesOn', actions: 'stay' },
          { guard: chose('plan-work'), target: 'workDay', actions: 'stay' },
          { guard: and([chose('no-work'), 'workPlanned']), target: 'withoutWork', actions: 'stay' },
        ],
        CANCEL: backTo('today'),
      },
    }),
    notesOff: change(() => ({ set: 'notes', to: 'not-taken' })),
    notesOn: change(() => ({ set: 'notes', to: 'taken' })),
    withoutWork: change(() => ({ set: 'no-work' })),
    /** Month and day. */
    workDay: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('day'),
        'STAFF.CHOOSE': { guard: and([chose('enter'), 'dayIsWhole']), target: 'planningWork', actions: 'stay' },
        CANCEL: { target: 'service', actions: 'stay' },
      },
    }),
    planningWork: change(({ typed }) => ({ set: 'work', monthDay: typed })),
  };
}
