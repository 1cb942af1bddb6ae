import type { Family } from './catalogueEntry.ts';

/** Passengers are served on; staff may find the door or the lights not as they are. */
const servedOn = {
  now: ['out-of-service.ask-staff'],
  severity: 'reduced',
  moneyAtRisk: 'none',
  journal: [],
  clauses: ['R-003-79'],
  raisedBy: ['machines/view/staffView.ts'],
} as const;

/** Key switch, door, bell and lights, and the line to them. */
export const auxiliariesErrors = {
  'auxiliaries-line-absent': {
    ...servedOn,
    code: 'E80',
    text: 'condition.auxiliaries-line-absent',
    remedy:
      "The serial line to key switch, door and lights is not there or in use: check the cable; the doctor's `auxiliaries` tries it when the kiosk is stopped. It is opened again by itself; until then the key and the door stand as they were last seen.",
  },
  'auxiliaries-silent': {
    ...servedOn,
    code: 'E81',
    text: 'condition.auxiliaries-silent',
    remedy: 'The module of inputs and outputs does not answer: check its power, its cable and its address (`auxiliaries.unit`).',
  },
  'auxiliaries-refused': {
    ...servedOn,
    code: 'E82',
    text: 'condition.auxiliaries-refused',
    remedy:
      'The module answers something else than it was asked: check speed and parity, and that it has the inputs and outputs which the configuration names.',
  },
  'contact-broken': {
    ...servedOn,
    code: 'E83',
    text: 'condition.contact-broken',
    remedy: 'Both wires of a change-over contact say the same: the log names it. A door with a broken wire counts as open.',
  },
} as const satisfies Family<'auxiliaries'>;
