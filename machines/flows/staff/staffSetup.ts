import { assign, cancel, enqueueActions, setup } from 'xstate';
import type { Effect, Perform } from '../effects.ts';
import type { CardPlaceEvent } from '../events.ts';
import { limits } from '../limits.ts';
import { FOUND_NOTES, may, reasonsFor, type StaffAct, type StaffAnswer, type StaffTouch } from '../staff.ts';
import {
  CASES_SHOWN,
  casesFound,
  chosenCase,
  DAY_DIGITS,
  LABEL_DIGITS,
  nobodyIn,
  PIN_DIGITS,
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

export interface Asked {
  readonly context: StaffContext;
  readonly event: StaffFlowEvent;
}

/** What can be typed on a page, and how much of it. */
export interface TypedOn {
  readonly keys: RegExp;
  readonly most: number;
}

/** They pressed this key. */
export const chose =
  (choice: string) =>
  ({ event }: Asked): boolean =>
    event.type === 'STAFF.CHOOSE' && event.choice === choice;

/** Their role lets them do it. */
export const mayDo =
  (act: StaffAct) =>
  ({ context: { person } }: Asked): boolean =>
    person !== null && may(person, act);

/** What the states of the staff's flow are made of. */
export function staffSetup(perform: Perform) {
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
      fitsKeys: ({ context: { typed }, event }, { keys, most }: TypedOn) => {
        if (event.type !== 'STAFF.KEY') return false;
        return event.key === 'erase' ? typed !== '' : typed.length < most && keys.test(event.key);
      },
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
      /** They took it out themselves. */
      choosesOwnBox: ({ context: { today, person }, event }) =>
        event.type === 'STAFF.CHOOSE' &&
        today?.waiting.some((box) => String(box.exchange) === event.choice && box.person === person?.person) === true,
      hasCounted: ({ context }) => (context.today?.lastCount ?? null) !== null,
      lastNote: ({ context }) => context.counts.length >= FOUND_NOTES.length - 1,
      notesTaken: ({ context }) => context.today?.service.notes === 'taken',
      notesNotTaken: ({ context }) => context.today?.service.notes === 'not-taken',
      workPlanned: ({ context }) => (context.today?.service.work ?? null) !== null,
      dayIsWhole: ({ context }) => context.typed.length === DAY_DIGITS,
      caseIsOver: ({ context }) => chosenCase(context) === null,
    },
    delays: {
      idle: limits.staffIdleMs,
      pin: limits.staffPinMs,
      locked: ({ context }) => context.waitMs,
    },
  });
}

export type StaffSetup = ReturnType<typeof staffSetup>;
