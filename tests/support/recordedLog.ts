import { type Log, sentenceOf } from '../../hardware/ports/log.ts';

/** A log that keeps the sentences, without fields. */
export function recordedLog(): Log & { readonly messages: string[] } {
  const messages: string[] = [];
  return { messages, write: (...event) => messages.push(sentenceOf(...event)) };
}
