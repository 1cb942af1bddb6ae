import type { Family } from './catalogueEntry.ts';
import { noNotes } from './closures.ts';

/** The note unit and its line. */
export const cashErrors = {
  'cash-closed': {
    ...noNotes,
    code: 'E20',
    text: 'balance.cash-closed',
    remedy: 'Look at the note unit: jam, cash box, cable. It is reset again every few seconds and comes back by itself.',
  },
  'acceptor-line-absent': {
    ...noNotes,
    code: 'E21',
    text: 'condition.acceptor-line-absent',
    remedy:
      "The serial line is not there or in use: check the cable; the doctor's `acceptor` tries it when the kiosk is stopped. It is opened again by itself.",
  },
  'acceptor-silent': {
    ...noNotes,
    code: 'E22',
    text: 'condition.acceptor-silent',
    remedy: 'No answer on the line, or the unit is just starting: check its power and its cable. It is asked again by itself.',
  },
  'acceptor-refused': {
    ...noNotes,
    code: 'E23',
    text: 'condition.acceptor-refused',
    remedy: 'The unit is not for this machine: currency, protocol or contradicting values. The log says what it told.',
  },
  'acceptor-jammed': {
    ...noNotes,
    code: 'E24',
    text: 'condition.acceptor-jammed',
    remedy: "Open the note path and take the note out. The journal says to whom it belongs; never pay it out on somebody's word.",
  },
  'cash-box-removed': {
    ...noNotes,
    code: 'E25',
    text: 'condition.cash-box-removed',
    remedy: 'Put the cash box in.',
  },
  'cash-box-full': { ...noNotes, code: 'E26', text: 'condition.cash-box-full', remedy: 'Empty the cash box.' },
  'fraud-attempt': {
    ...noNotes,
    code: 'E27',
    text: 'condition.fraud-attempt',
    remedy: 'Somebody pulled at a note: look at the note path.',
  },
  'acceptor-not-understood': {
    ...noNotes,
    code: 'E28',
    text: 'condition.acceptor-not-understood',
    remedy: 'The unit said something unknown: send the bytes, which the case in the journal keeps, to the maintainers.',
  },
  'acceptor-out-of-order': {
    ...noNotes,
    code: 'E29',
    text: 'condition.acceptor-out-of-order',
    remedy: 'The unit does not do what it is asked for: switch it off and on.',
  },
  'notes-not-taken': {
    ...noNotes,
    code: 'E201',
    text: 'condition.notes-not-taken',
    remedy: 'Staff has decided so: «What is offered» in staff mode takes notes again.',
  },
  'note-being-checked': {
    ...noNotes,
    code: 'E200',
    text: 'condition.note-being-checked',
    now: ['balance.wait-cash'],
    remedy:
      'Wait half a minute: the machine was interrupted with a note on its way in, and listens to the unit until it knows where the note is.',
  },
} as const satisfies Family<'cash'>;
