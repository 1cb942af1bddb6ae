import type { StaffAct, StaffEffect, StaffPerson } from '../staff.ts';
import { COUNT_DIGITS, DAY_DIGITS, LABEL_DIGITS, PIN_DIGITS, SEARCH_LENGTH, type StaffContext } from './staffContext.ts';
import { type Asked, chose, mayDo, type StaffSetup } from './staffSetup.ts';

/** The shapes of which the pages of the staff are made: typing, choosing, and asking the station and waiting for what it says. */

interface Question {
  readonly ticket: number;
  readonly person: StaffPerson;
  readonly context: StaffContext;
}

/** The station is asked; what it answers has the same ticket. Whoever is not in asks nothing that needs a person. */
export function ask(effect: (question: Question) => StaffEffect) {
  return [
    'askNext',
    {
      type: 'perform',
      params: ({ context }: { readonly context: StaffContext }) =>
        effect({ ticket: context.ticket, person: context.person as StaffPerson, context }),
    },
  ] as const;
}

/** The station is asked to do something, and its word leads on. @param next by default how things stand is looked at anew */
export function asking(staff: StaffSetup, effect: (question: Question) => StaffEffect, next = 'looking') {
  return staff.createStateConfig({
    entry: ask(effect),
    on: { 'STAFF.DONE': { guard: 'answersNow', target: next, actions: 'tellEnd' } },
  });
}

/** What is typed on which keys. */
const TYPED = {
  pin: { keys: /^\d$/, most: PIN_DIGITS.most },
  count: { keys: /^\d$/, most: COUNT_DIGITS },
  day: { keys: /^\d$/, most: DAY_DIGITS },
  label: { keys: /^[0-9A-Z]$/, most: LABEL_DIGITS.most },
  search: { keys: /^[0-9A-Z]$/, most: SEARCH_LENGTH },
} as const;

/** A key of a pad was pressed. */
export function keyOf(what: keyof typeof TYPED) {
  return { guard: { type: 'fitsKeys', params: TYPED[what] }, actions: ['stay', 'type'] } as const;
}

/** A choice that needs a right: whoever has it goes on, anybody else is told so, and it is on record. */
export function granted(choice: string, act: StaffAct, target: string, when: (context: StaffContext) => boolean = () => true) {
  const asksFor = (asked: Asked): boolean => chose(choice)(asked) && when(asked.context);
  return [
    { guard: (asked: Asked) => asksFor(asked) && mayDo(act)(asked), target, actions: ['stay', { type: 'notice', params: null }] },
    { guard: asksFor, actions: ['stay', { type: 'refuse', params: act }] },
  ] as const;
}

/** Back to a page, without what was said on this one. */
export function backTo(target: string) {
  return { target, actions: ['stay', { type: 'notice', params: null }] } as const;
}
