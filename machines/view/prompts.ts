import { errorCatalogue, type ErrorName } from '../errors/errorCatalogue.ts';
import type { MessageId } from '../messages/messages.ts';
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
