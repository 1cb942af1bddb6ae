import { and, assign, not } from 'xstate';
import { type StaffPerson } from '../staff.ts';
import { LABEL_DIGITS } from './staffContext.ts';
import { chose, mayDo, type StaffSetup } from './staffSetup.ts';

/** The cash box is exchanged: taken out, another put in, statements printed, closed. Each step is on record before the next. */
export function exchangePages(staff: StaffSetup) {
  return {
    /** What stands on the box that is to be taken out, and on its seal. */
    boxSerial: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': { guard: and(['isCharacter', { type: 'fits', params: LABEL_DIGITS.most }]), actions: ['stay', 'type'] },
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
        'STAFF.KEY': { guard: and(['isCharacter', { type: 'fits', params: LABEL_DIGITS.most }]), actions: ['stay', 'type'] },
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
    takingOut: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-exchange',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            step: { do: 'out', serial: context.boxSerial, seal: context.boxSeal },
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
    /** An exchange that is not over. */
    exchange: staff.createStateConfig({
      on: {
        'STAFF.CHOOSE': [
          { guard: and([chose('new-box'), not('boxIsIn'), mayDo('exchange')]), target: 'newBox', actions: 'stay' },
          { guard: and([chose('print'), 'boxIsIn', mayDo('exchange')]), target: 'printing', actions: 'stay' },
          { guard: and([chose('close'), 'boxIsIn', mayDo('exchange')]), target: 'closing', actions: 'stay' },
          { guard: and([chose('new-box'), not('boxIsIn')]), actions: ['stay', { type: 'refuse', params: 'exchange' }] },
          {
            guard: and([({ event }) => event.choice === 'print' || event.choice === 'close', 'boxIsIn']),
            actions: ['stay', { type: 'refuse', params: 'exchange' }],
          },
        ],
        CANCEL: { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
      },
    }),
    newBox: staff.createStateConfig({
      entry: 'forgetTyped',
      on: {
        'STAFF.KEY': { guard: and(['isCharacter', { type: 'fits', params: LABEL_DIGITS.most }]), actions: ['stay', 'type'] },
        'STAFF.CHOOSE': {
          guard: and([chose('enter'), 'labelIsWhole']),
          target: 'puttingIn',
          actions: ['stay'],
        },
        CANCEL: { target: 'exchange', actions: 'stay' },
      },
    }),
    puttingIn: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-exchange',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            step: { do: 'in', serial: context.typed },
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
    printing: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-exchange',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            step: { do: 'print' },
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
    closing: staff.createStateConfig({
      entry: [
        'askNext',
        {
          type: 'perform',
          params: ({ context }) => ({
            do: 'staff-exchange',
            person: context.person as StaffPerson,
            ticket: context.ticket,
            step: { do: 'close' },
          }),
        },
      ],
      on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
    }),
  };
}
