import { and, assign, type SnapshotFrom } from 'xstate';
import type { Perform } from '../effects.ts';
import { ignored } from '../ignored.ts';
import { nobodyIn } from './staffContext.ts';
import { chose, staffSetup } from './staffSetup.ts';
import { ask, granted, keyOf } from './staffSteps.ts';
import { pinPages } from './pinPages.ts';
import { exchangePages } from './exchangePages.ts';
import { countPages } from './countPages.ts';
import { dayPages } from './dayPages.ts';
import { servicePages } from './servicePages.ts';
import { casePages } from './casePages.ts';
import { foundPages } from './foundPages.ts';

/**
 * The staff at a machine that serves nobody: who they are, and what they do. Key switch or door brought them here; a staff card
 * and a PIN let them in. Everything that they do is the station's to write down; what they may do stands in `staff.ts`.
 */
export function createStaffMachine(perform: Perform) {
  const staff = staffSetup(perform);
  return staff.createMachine({
    id: 'staff',
    context: ({ input }) => ({ ...nobodyIn, ticket: 0, notice: null, waitMs: 0, closing: false, ...input }),
    initial: 'beginning',
    on: {
      'CARD.PLACED': { actions: 'rememberCard' },
      'CARD.REMOVED': { actions: 'rememberCard' },
      'STAFF.CLOSE': { actions: assign({ closing: true }) },
      'STAFF.REOPEN': { actions: assign({ closing: false }) },
      // Of a question that nobody waits for any more.
      'STAFF.CARD': ignored,
      'STAFF.NOT-ENTERED': ignored,
      'STAFF.TODAY': ignored,
      'STAFF.DONE': ignored,
      'STAFF.STATED': ignored,
      'STAFF.IDLE': ignored,
      // Whoever was let in when nobody waited for it any more is not in.
      'STAFF.ENTERED': {
        actions: { type: 'perform', params: ({ event }) => ({ do: 'staff-leave', person: event.person, why: 'closed' }) },
      },
    },
    states: {
      beginning: { tags: 'outside', always: [{ guard: 'cardPresent', target: 'reading' }, { target: 'resting' }] },
      /** The machine is closed, and waits for a staff card. */
      resting: {
        tags: 'outside',
        always: { guard: 'closing', target: 'ended' },
        entry: 'forgetPerson',
        on: { 'CARD.PLACED': { target: 'reading', actions: ['rememberCard', { type: 'notice', params: null }] } },
      },
      reading: {
        tags: 'outside',
        entry: ask(({ ticket }) => ({ do: 'staff-identify', ticket })),
        always: { guard: 'closing', target: 'ended' },
        on: {
          'CARD.REMOVED': { target: 'resting', actions: 'rememberCard' },
          'STAFF.CARD': [
            // Whoever's card it is: that it is nobody's is not told.
            { guard: and(['answersNow', ({ event }) => event.readable]), target: 'typingPin' },
            { guard: 'answersNow', target: 'resting', actions: { type: 'notice', params: 'card-unreadable' } },
          ],
        },
      },
      typingPin: {
        entry: 'forgetTyped',
        always: { guard: 'closing', target: 'ended' },
        after: { pin: 'resting' },
        on: {
          'CARD.REMOVED': { target: 'resting', actions: 'rememberCard' },
          'STAFF.KEY': { guard: keyOf('pin').guard, actions: 'type' },
          'STAFF.CHOOSE': { guard: and([chose('enter'), 'pinIsWhole']), target: 'checkingPin' },
          CANCEL: 'resting',
        },
      },
      checkingPin: {
        entry: [...ask(({ ticket, context }) => ({ do: 'staff-enter', ticket, pin: context.typed })), 'forgetTyped'],
        on: {
          'STAFF.ENTERED': {
            guard: 'answersNow',
            target: 'inside',
            actions: [
              assign({ person: ({ event }) => event.person, mustChoosePin: ({ event }) => event.mustChoosePin }),
              { type: 'notice', params: null },
            ],
          },
          'STAFF.NOT-ENTERED': [
            {
              guard: and(['answersNow', ({ event }) => event.waitMs > 0]),
              target: 'lockedOut',
              actions: [assign({ waitMs: ({ event }) => event.waitMs }), { type: 'notice', params: 'not-entered' }],
            },
            { guard: 'answersNow', target: 'typingPin', actions: { type: 'notice', params: 'not-entered' } },
          ],
        },
      },
      /** Too many wrong tries: the time that is left is told, and nothing else. */
      lockedOut: {
        always: { guard: 'closing', target: 'ended' },
        after: { locked: 'resting' },
        on: { 'CARD.REMOVED': { target: 'resting', actions: 'rememberCard' }, CANCEL: 'resting' },
      },
      inside: {
        entry: 'stay',
        exit: 'countNoMore',
        initial: 'arriving',
        always: { guard: 'closing', target: 'ended', actions: { type: 'leave', params: 'closed' } },
        on: {
          FINISH: { target: 'resting', actions: { type: 'leave', params: 'done' } },
          'STAFF.IDLE': [
            // Nobody is sent away from an open machine whose box is in their hands.
            { guard: 'exchangeOpen', actions: 'stay' },
            { target: 'resting', actions: { type: 'leave', params: 'time' } },
          ],
        },
        states: {
          arriving: { always: [{ guard: ({ context }) => context.mustChoosePin, target: 'choosingPin' }, { target: 'looking' }] },
          ...pinPages(staff),
          /** Journal and devices are asked how things stand; then back to where somebody was. */
          looking: {
            entry: ask(({ ticket }) => ({ do: 'staff-look', ticket })),
            on: {
              'STAFF.TODAY': [
                {
                  guard: and(['answersNow', ({ context }) => context.case !== null]),
                  target: 'cases',
                  actions: assign({ today: ({ event }) => event.today, case: null, decision: null, reason: null, foundValue: null }),
                },
                // Whatever interrupted an exchange, it goes on where the journal says.
                {
                  guard: and(['answersNow', ({ event }) => event.today.exchange !== null]),
                  target: 'exchange',
                  actions: assign({ today: ({ event }) => event.today }),
                },
                {
                  guard: and(['answersNow', ({ context }) => context.counting !== null]),
                  target: 'counted',
                  actions: assign({ today: ({ event }) => event.today, counting: null, counts: [] }),
                },
                { guard: 'answersNow', target: 'today', actions: assign({ today: ({ event }) => event.today }) },
              ],
            },
          },
          today: {
            on: {
              'STAFF.CHOOSE': [
                { guard: chose('look-again'), target: 'looking', actions: ['stay', { type: 'notice', params: null }] },
                {
                  guard: chose('cases'),
                  target: 'cases',
                  actions: ['stay', { type: 'notice', params: null }, assign({ search: '', from: 0 })],
                },
                ...granted('found', 'record-found', 'found'),
                { guard: and([chose('exchange'), 'exchangeOpen']), target: 'exchange', actions: 'stay' },
                ...granted('exchange', 'exchange', 'boxSerial'),
                ...granted('boxes', 'count', 'boxes'),
                { guard: chose('test-print'), target: 'printingTest', actions: 'stay' },
                ...granted('statements', 'count', 'statements'),
                ...granted('service', 'set-service', 'service'),
              ],
            },
          },
          ...exchangePages(staff),
          ...countPages(staff),
          ...dayPages(staff),
          ...servicePages(staff),
          ...casePages(staff),
          ...foundPages(staff),
        },
      },
      ended: { type: 'final' },
    },
  });
}

export type StaffMachine = ReturnType<typeof createStaffMachine>;
export type StaffSnapshot = SnapshotFrom<StaffMachine>;
