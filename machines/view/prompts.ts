import type { Issuer } from '../../hardware/ports/cardFacts.ts';
import { errorCatalogue, type ErrorName } from '../errors/errorCatalogue.ts';
import type { MessageId } from '../messages/messages.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import { contactsOn } from '../rules/contacts.ts';
import type { Prompt } from './view.ts';

/** A text by its id, with what fills it. */
export function prompt(id: MessageId, params?: Prompt['params']): Prompt {
  return params === undefined ? { id } : { id, params };
}

/** What went wrong, in the words of the catalogue of errors. */
export function told(cause: ErrorName, params?: Prompt['params']): Prompt {
  return prompt(errorCatalogue[cause].text, params);
}

/** The code for staff and hotline (R-000-09). */
function codeOf(cause: ErrorName): Prompt {
  return prompt('refused.code', { code: errorCatalogue[cause].code });
}

/** What went wrong, and its code. */
export function named(cause: ErrorName): Prompt[] {
  return [told(cause), codeOf(cause)];
}

/** What went wrong, what can be done now, and its code. */
export function explained(cause: ErrorName, params?: Prompt['params']): Prompt[] {
  return [told(cause, params), ...errorCatalogue[cause].now.map((id) => prompt(id)), codeOf(cause)];
}

/** Whom to call, of every issuer that is served, that of the card first (R-003-02, R-003-46, R-003-76). */
export function hotlinePrompts(date: CalendarDate, first?: Issuer): Prompt[] {
  return contactsOn(date, first).map(({ issuer, hotline, hours }) =>
    hours === 'always' ? prompt('claim.hotline.always', { issuer, hotline }) : prompt('claim.hotline.daily', { issuer, hotline, ...hours }),
  );
}
