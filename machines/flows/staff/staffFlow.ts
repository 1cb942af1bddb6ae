import { and, assign, cancel, enqueueActions, not, setup, type SnapshotFrom } from 'xstate';
import { dollars } from '../../../hardware/ports/dollars.ts';
import type { Effect, Perform } from '../effects.ts';
import type { CardPlaceEvent } from '../events.ts';
import { ignored } from '../ignored.ts';
import { limits } from '../limits.ts';
import {
  caseId,
  type CaseId,
  decisions,
  FOUND_NOTES,
  may,
  reasons,
  reasonsFor,
  type StaffAct,
  type StaffAnswer,
  type StaffPerson,
  type StaffTouch,
  statementKinds,
  type StatementKind,
} from '../staff.ts';
import {
  CASES_SHOWN,
  COUNT_DIGITS,
  casesFound,
  chosenCase,
  LABEL_DIGITS,
  nobodyIn,
  notesCounted,
  PIN_DIGITS,
  SEARCH_LENGTH,
  type StaffContext,
  type StaffNotice,
} from './staffContext.ts';

export type StaffFlowEvent =
  | CardPlaceEvent
  | StaffAnswer
  | StaffTouch
  | { readonly type: 'CONFIRM' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'FINISH' }
  /** The key was turned back and the door is closed: or one of them asks for staff again. */
  | { readonly type: 'STAFF.CLOSE' }
  | { readonly type: 'STAFF.REOPEN' }
  /** Nobody touched the screen for three minutes. */
  | { readonly type: 'STAFF.IDLE' };

export interface StaffInput {
  readonly cardPresent: boolean;
}

interface Asked {
  readonly context: StaffContext;
  readonly event: StaffFlowEvent;
}

const chose =
  (choice: string) =>
  ({ event }: Asked): boolean =>
    event.type === 'STAFF.CHOOSE' && event.choice === choice;

const mayDo =
  (act: StaffAct) =>
  ({ context: { person } }: Asked): boolean =>
    person !== null && may(person, act);

/**
 * The staff at a machine that serves nobody: who they are, and what they do. Key switch or door brought them here; a staff card
 * and a PIN let them in. Everything that they do is the station's to write down; what they may do stands in `staff.ts`.
 */
export function createStaffMachine(perform: Perform) {
  return setup({
    types: {
      context: {} as StaffContext,
      events: {} as StaffFlowEvent,
      input: {} as StaffInput,
      tags: {} as 'outside',
    },
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      askNext: assign({ ticket: ({ context }) => context.ticket + 1 }),
      rememberCard: assign({ cardPresent: ({ event }) => event.type === 'CARD.PLACED' }),
      type: assign({
        typed: ({ context: { typed }, event }) => {
          if (event.type !== 'STAFF.KEY') return typed;
          return event.key === 'erase' ? typed.slice(0, -1) : typed + event.key;
        },
        notice: null,
      }),
      forgetTyped: assign({ typed: '' }),
      forgetPerson: assign(nobodyIn),
      notice: assign({ notice: (_, notice: StaffNotice | null) => notice }),
      tellEnd: assign({ notice: ({ event }) => (event.type === 'STAFF.DONE' ? event.end : null) }),
      leave: ({ context: { person } }, why: 'done' | 'time' | 'closed') => {
        if (person !== null) perform({ do: 'staff-leave', person, why });
      },
      /** What their role may not do: they are told, and it goes on record. */
      refuse: enqueueActions(({ context: { person }, enqueue }, act: StaffAct) => {
        if (person !== null) enqueue(() => perform({ do: 'staff-refuse', person, act }));
        enqueue.assign({ notice: 'not-your-role' });
      }),
      /** Somebody is there. */
      stay: enqueueActions(({ enqueue }) => {
        enqueue.cancel('staffIdle');
        enqueue.raise({ type: 'STAFF.IDLE' }, { delay: 'idle', id: 'staffIdle' });
      }),
      countNoMore: cancel('staffIdle'),
      rememberCount: assign({ counts: ({ context }) => [...context.counts, Number(context.typed)] }),
    },
    guards: {
      cardPresent: ({ context }) => context.cardPresent,
      closing: ({ context }) => context.closing,
      answersNow: ({ context, event }) => 'ticket' in event && event.ticket === context.ticket,
      fits: ({ context, event }, most: number) =>
        event.type === 'STAFF.KEY' && (event.key === 'erase' ? context.typed !== '' : context.typed.length < most),
      isDigit: ({ event }) => event.type === 'STAFF.KEY' && (event.key === 'erase' || /^\d$/.test(event.key)),
      isCharacter: ({ event }) => event.type === 'STAFF.KEY' && (event.key === 'erase' || /^[0-9A-Z]$/.test(event.key)),
      pinIsWhole: ({ context }) => context.typed.length >= PIN_DIGITS.least,
      sameAgain: ({ context }) => context.typed === context.firstPin,
      choosesCase: ({ context, event }) => event.type === 'STAFF.CHOOSE' && casesFound(context).some(({ id }) => id === event.choice),
      choosesDecision: ({ context, event }) =>
        event.type === 'STAFF.CHOOSE' &&
        chosenCase(context)?.signed === null &&
        chosenCase(context)?.decisions.some((each) => each === event.choice) === true,
      choosesReason: ({ context, event }) => {
        const [about, { decision }] = [chosenCase(context), context];
        if (event.type !== 'STAFF.CHOOSE' || about === null || decision === null) return false;
        return reasonsFor(about, decision).some((each) => each === event.choice);
      },
      choosesNote: ({ event }) => event.type === 'STAFF.CHOOSE' && FOUND_NOTES.some((value) => String(value) === event.choice),
      hasMore: ({ context }) => casesFound(context).length > context.from + CASES_SHOWN,
      isSigned: ({ context }) => (chosenCase(context)?.signed ?? null) !== null,
      labelIsWhole: ({ context }) => context.typed.length >= LABEL_DIGITS.least,
      exchangeOpen: ({ context }) => (context.today?.exchange ?? null) !== null,
      boxIsIn: ({ context }) => (context.today?.exchange?.next ?? null) !== null,
      choosesBox: ({ context, event }) =>
        event.type === 'STAFF.CHOOSE' && context.today?.waiting.some(({ exchange }) => String(exchange) === event.choice) === true,
      hasCounted: ({ context }) => (context.today?.lastCount ?? null) !== null,
      lastNote: ({ context }) => context.counts.length >= FOUND_NOTES.length - 1,
      caseIsOver: ({ context }) => chosenCase(context) === null,
    },
    delays: {
      idle: limits.staffIdleMs,
      pin: limits.staffPinMs,
      locked: ({ context }) => context.waitMs,
    },
  }).createMachine({
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
        entry: ['askNext', { type: 'perform', params: ({ context }) => ({ do: 'staff-identify', ticket: context.ticket }) }],
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
          'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: PIN_DIGITS.most }]), actions: 'type' },
          'STAFF.CHOOSE': { guard: and([chose('enter'), 'pinIsWhole']), target: 'checkingPin' },
          CANCEL: 'resting',
        },
      },
      checkingPin: {
        entry: [
          'askNext',
          { type: 'perform', params: ({ context }) => ({ do: 'staff-enter', ticket: context.ticket, pin: context.typed }) },
          'forgetTyped',
        ],
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
          /** The PIN on the roster was for once. */
          choosingPin: {
            entry: 'forgetTyped',
            on: {
              'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: PIN_DIGITS.most }]), actions: ['stay', 'type'] },
              'STAFF.CHOOSE': {
                guard: and([chose('enter'), 'pinIsWhole']),
                target: 'repeatingPin',
                actions: ['stay', assign({ firstPin: ({ context }) => context.typed })],
              },
            },
          },
          repeatingPin: {
            entry: 'forgetTyped',
            on: {
              'STAFF.KEY': { guard: and(['isDigit', { type: 'fits', params: PIN_DIGITS.most }]), actions: ['stay', 'type'] },
              'STAFF.CHOOSE': [
                { guard: and([chose('enter'), 'pinIsWhole', 'sameAgain']), target: 'savingPin' },
                {
                  guard: and([chose('enter'), 'pinIsWhole']),
                  target: 'choosingPin',
                  actions: ['stay', { type: 'notice', params: 'pins-differ' }],
                },
              ],
              CANCEL: 'choosingPin',
            },
          },
          savingPin: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-choose-pin',
                  ticket: context.ticket,
                  person: context.person as StaffPerson,
                  pin: context.typed,
                }),
              },
              assign({ typed: '', firstPin: '' }),
            ],
            on: {
              'STAFF.DONE': [
                {
                  guard: and(['answersNow', ({ event }) => event.end === 'pin-saved']),
                  target: 'looking',
                  actions: ['tellEnd', assign({ mustChoosePin: false })],
                },
                { guard: 'answersNow', target: 'choosingPin', actions: 'tellEnd' },
              ],
            },
          },
          /** Journal and devices are asked how things stand; then back to where somebody was. */
          looking: {
            entry: ['askNext', { type: 'perform', params: ({ context }) => ({ do: 'staff-look', ticket: context.ticket }) }],
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
                {
                  guard: and([chose('found'), mayDo('record-found')]),
                  target: 'found',
                  actions: ['stay', { type: 'notice', params: null }],
                },
                {
                  guard: chose('found'),
                  actions: ['stay', { type: 'refuse', params: 'record-found' }],
                },
                { guard: and([chose('exchange'), 'exchangeOpen']), target: 'exchange', actions: 'stay' },
                {
                  guard: and([chose('exchange'), mayDo('exchange')]),
                  target: 'boxSerial',
                  actions: ['stay', { type: 'notice', params: null }],
                },
                { guard: chose('exchange'), actions: ['stay', { type: 'refuse', params: 'exchange' }] },
                { guard: and([chose('boxes'), mayDo('count')]), target: 'boxes', actions: ['stay', { type: 'notice', params: null }] },
                { guard: chose('boxes'), actions: ['stay', { type: 'refuse', params: 'count' }] },
                { guard: chose('test-print'), target: 'printingTest', actions: 'stay' },
                {
                  guard: and([chose('statements'), mayDo('count')]),
                  target: 'statements',
                  actions: ['stay', { type: 'notice', params: null }],
                },
                { guard: chose('statements'), actions: ['stay', { type: 'refuse', params: 'count' }] },
              ],
            },
          },
          /** What stands on the box that is to be taken out, and on its seal. */
          boxSerial: {
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
          },
          boxSeal: {
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
          },
          confirmingOut: {
            on: {
              CONFIRM: { target: 'takingOut', actions: 'stay' },
              CANCEL: { target: 'boxSerial', actions: 'stay' },
            },
          },
          takingOut: {
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
          },
          /** An exchange that is not over. */
          exchange: {
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
          },
          newBox: {
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
          },
          puttingIn: {
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
          },
          printing: {
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
          },
          closing: {
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
          },
          printingTest: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-print',
                  person: context.person as StaffPerson,
                  ticket: context.ticket,
                  what: 'test',
                }),
              },
            ],
            on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
          },
          /** Which statement is wanted. */
          statements: {
            on: {
              'STAFF.CHOOSE': {
                guard: ({ event }) => statementKinds.some((each) => each === event.choice),
                target: 'confirmingStatement',
                actions: ['stay', assign({ stating: ({ event }) => statementKinds.find((each) => each === event.choice) ?? null })],
              },
              CANCEL: { target: 'today', actions: 'stay' },
            },
          },
          confirmingStatement: {
            on: { CONFIRM: { target: 'stating', actions: 'stay' }, CANCEL: { target: 'statements', actions: 'stay' } },
          },
          stating: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-state',
                  person: context.person as StaffPerson,
                  ticket: context.ticket,
                  what: context.stating as StatementKind,
                }),
              },
            ],
            on: {
              'STAFF.STATED': {
                guard: 'answersNow',
                target: 'stated',
                actions: [
                  assign({ stated: ({ event }) => event.statement }),
                  { type: 'notice', params: ({ event }) => (event.printed ? 'slip-printed' : 'slip-not-printed') },
                ],
              },
              'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' },
            },
          },
          stated: { on: { CANCEL: { target: 'looking', actions: ['stay', { type: 'notice', params: null }] } } },
          /** Boxes that wait for their count. */
          boxes: {
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
          },
          /** One value of notes after the other. */
          counting: {
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
          },
          confirmingCount: {
            on: {
              CONFIRM: { target: 'recordingCount', actions: 'stay' },
              CANCEL: { target: 'counting', actions: ['stay', assign({ counts: [] })] },
            },
          },
          recordingCount: {
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
          },
          /** What came of the count: told only now. */
          counted: {
            on: {
              'STAFF.CHOOSE': [
                { guard: and([chose('print'), 'hasCounted', mayDo('count')]), target: 'printingCount', actions: 'stay' },
                { guard: and([chose('print'), 'hasCounted']), actions: ['stay', { type: 'refuse', params: 'count' }] },
              ],
              CANCEL: { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
            },
          },
          printingCount: {
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
          },
          cases: {
            on: {
              'STAFF.CHOOSE': [
                { guard: chose('search'), target: 'searching', actions: 'stay' },
                {
                  guard: and([chose('more'), 'hasMore']),
                  actions: ['stay', assign({ from: ({ context }) => context.from + CASES_SHOWN })],
                },
                {
                  guard: 'choosesCase',
                  target: 'case',
                  actions: ['stay', { type: 'notice', params: null }, assign({ case: ({ event }) => caseId(event.choice) })],
                },
              ],
              CANCEL: [
                {
                  guard: ({ context }) => context.search !== '' || context.from > 0,
                  actions: ['stay', assign({ search: '', from: 0 })],
                },
                { target: 'today', actions: ['stay', { type: 'notice', params: null }] },
              ],
            },
          },
          searching: {
            entry: 'forgetTyped',
            on: {
              'STAFF.KEY': { guard: and(['isCharacter', { type: 'fits', params: SEARCH_LENGTH }]), actions: ['stay', 'type'] },
              'STAFF.CHOOSE': {
                guard: and([chose('enter'), ({ context }) => context.typed.length >= 4]),
                target: 'cases',
                actions: ['stay', assign({ search: ({ context }) => context.typed, from: 0, typed: '' })],
              },
              CANCEL: { target: 'cases', actions: 'stay' },
            },
          },
          /** One case: what is known of it, and what may be decided. */
          case: {
            on: {
              'STAFF.CHOOSE': [
                {
                  guard: and(['choosesDecision', mayDo('sign-case')]),
                  target: 'reason',
                  actions: ['stay', assign({ decision: ({ event }) => decisions.find((each) => each === event.choice) ?? null })],
                },
                {
                  guard: 'choosesDecision',
                  actions: ['stay', { type: 'refuse', params: 'sign-case' }],
                },
                {
                  guard: and([chose('found'), mayDo('record-found')]),
                  target: 'found',
                  actions: ['stay', { type: 'notice', params: null }],
                },
                {
                  guard: chose('found'),
                  actions: ['stay', { type: 'refuse', params: 'record-found' }],
                },
                {
                  guard: and([chose('withdraw'), 'isSigned', mayDo('decide-case')]),
                  target: 'withdrawing',
                  actions: 'stay',
                },
                {
                  guard: and([chose('withdraw'), 'isSigned']),
                  actions: ['stay', { type: 'refuse', params: 'decide-case' }],
                },
              ],
              // The second signature, to what the first person decided.
              CONFIRM: [
                {
                  guard: and(['isSigned', mayDo('decide-case')]),
                  target: 'signing',
                  actions: [
                    'countNoMore',
                    'stay',
                    assign({
                      decision: ({ context }) => chosenCase(context)?.signed?.decision ?? null,
                      reason: ({ context }) => chosenCase(context)?.signed?.reason ?? null,
                    }),
                  ],
                },
                {
                  guard: 'isSigned',
                  actions: ['stay', { type: 'refuse', params: 'decide-case' }],
                },
              ],
              CANCEL: { target: 'cases', actions: ['stay', { type: 'notice', params: null }, assign({ case: null })] },
            },
          },
          reason: {
            on: {
              'STAFF.CHOOSE': {
                guard: 'choosesReason',
                target: 'confirming',
                actions: ['stay', assign({ reason: ({ event }) => reasons.find((each) => each === event.choice) ?? null })],
              },
              CANCEL: { target: 'case', actions: ['stay', assign({ decision: null })] },
            },
          },
          confirming: {
            on: {
              CONFIRM: { target: 'signing', actions: 'stay' },
              CANCEL: { target: 'reason', actions: ['stay', assign({ reason: null })] },
            },
          },
          signing: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-sign',
                  ticket: context.ticket,
                  person: context.person as StaffPerson,
                  case: context.case as CaseId,
                  decision: context.decision as NonNullable<StaffContext['decision']>,
                  reason: context.reason as NonNullable<StaffContext['reason']>,
                }),
              },
            ],
            on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
          },
          withdrawing: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-withdraw',
                  ticket: context.ticket,
                  person: context.person as StaffPerson,
                  case: context.case as CaseId,
                }),
              },
            ],
            on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
          },
          /** Which note was found: of the case that is looked at, or nobody's. */
          found: {
            on: {
              'STAFF.CHOOSE': {
                guard: 'choosesNote',
                target: 'confirmingFound',
                actions: ['stay', assign({ foundValue: ({ event }) => dollars(Number(event.choice)) })],
              },
              CANCEL: [
                { guard: not('caseIsOver'), target: 'case', actions: 'stay' },
                { target: 'today', actions: 'stay' },
              ],
            },
          },
          confirmingFound: {
            on: {
              CONFIRM: { target: 'recordingFound', actions: 'stay' },
              CANCEL: { target: 'found', actions: ['stay', assign({ foundValue: null })] },
            },
          },
          recordingFound: {
            entry: [
              'askNext',
              {
                type: 'perform',
                params: ({ context }) => ({
                  do: 'staff-found',
                  ticket: context.ticket,
                  person: context.person as StaffPerson,
                  case: context.case,
                  value: dollars(context.foundValue ?? 0),
                }),
              },
            ],
            on: { 'STAFF.DONE': { guard: 'answersNow', target: 'looking', actions: 'tellEnd' } },
          },
        },
      },
      ended: { type: 'final' },
    },
  });
}

export type StaffMachine = ReturnType<typeof createStaffMachine>;
export type StaffSnapshot = SnapshotFrom<StaffMachine>;
