import { and, assign } from 'xstate';
import { type StaffPerson } from '../staff.ts';
import { COUNT_DIGITS, notesCounted } from './staffContext.ts';
import { chose, mayDo, type StaffSetup } from './staffSetup.ts';

/** A box that was taken out is counted, blind: what it should have held is told afterwards. */
export function countPages(staff: StaffSetup) {
  return {
    /** Boxes that wait for their count. */
    boxes: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          {
            guard: 'choosesBox',
            target: 'counting',
            actions: ['stay', assign({ counting: ({ event }) => Number(event.choice), counts: [] })],
          },
          { guard: and([chose('last-count'), 'hasCounted']), target: 'counted', actions: 'stay' },
        ],
        CANCEL: { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
      },
    }),
    /** One value of notes after the other. */
    counting: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: COUNT_DIGITS }]), actions: ['stay', 'type'] },
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
    recordingCount: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-count',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            exchange: context.counting ?? 0,
            notes: notesCounted(context),
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
    /** What came of the count: told only now. */
    counted: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          { guard: and([chose('print'), 'hasCounted', mayDo('count')]), target: 'printingCount', actions: 'stay' },
          { guard: and([chose('print'), 'hasCounted']), actions: ['stay', { type: 'refuse', params: 'count' }] },
        ],
        CANCEL: { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
      },
    }),
    printingCount: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-print',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            what: 'count',
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'counted', actions: 'tellEnd' } },
    }),
  };
}
