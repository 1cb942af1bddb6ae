import type { Log } from '../../hardware/ports/log.ts';

/** A log that keeps the messages, without details. */
export function recordedLog(): Log & { readonly messages: string[] } {
  const messages: string[] = [];
  const keep = (message: string): void => {
    messages.push(message);
  };
  return { messages, info: keep, warn: keep, error: keep };
}
