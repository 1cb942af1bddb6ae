import { and, assign } from 'xstate';
import { notesCounted } from './staffContext.ts';
import { chose, type StaffSetup } from './staffSetup.ts';
import { asking, backTo, granted, keyOf } from './staffSteps.ts';

/** A box that was taken out is counted, blind: what it should have held is told afterwards. */
export function countPages(staff: StaffSetup) {
  return {
    /** Boxes that wait for their count. */
    boxes: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          { guard: 'choosesOwnBox', actions: ['stay', { type: 'notice', params: 'needs-another-person' }] },
          {
            guard: 'choosesBox',
            target: 'counting',
            actions: ['stay', assign({ counting: ({ event }) => Number(event.choice), counts: [] })],
          },
          { guard: and([chose('last-count'), 'hasCounted']), target: 'counted', actions: 'stay' },
        ],
        CANCEL: backTo('today'),
      },
    }),
    /** One value of notes after the other. */
    counting: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': keyOf('count'),
        'STAFF.CHOOSE': [
          {
            guard: and([chose('enter'), ({ context }) => context.typed !== '', 'lastNote']),
            target: 'confirmingCount',
            actions: ['stay', 'rememberCount'],
          },
          {
            guard: and([chose('enter'), ({ context }) => context.typed !== '']),
            target: 'counting',
            reenter: true,
            actions: ['stay', 'rememberCount'],
          },
        ],
        CANCEL: { target: 'boxes', actions: ['stay', assign({ counting: null, counts: [] })] },
      },
    }),
    confirmingCount: staff.createStateConfig({
      on: {
        CONFIRM: { target: 'recordingCount', actions: 'stay' },
        CANCEL: { target: 'counting', actions: ['stay', assign({ counts: [] })] },
      },
    }),
    recordingCount: asking(staff, ({ ticket, person, context }) => ({
      do: 'staff-count',
      ticket,
      person,
      exchange: context.counting ?? 0,
      notes: notesCounted(context),
    })),
    /** What came of the count: told only now. */
    counted: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': granted('print', 'count', 'printingCount', ({ today }) => (today?.lastCount ?? null) !== null),
        CANCEL: backTo('today'),
      },
    }),
    printingCount: asking(staff, ({ ticket, person }) => ({ do: 'staff-print', ticket, person, what: 'count' }), 'counted'),
  };
}
