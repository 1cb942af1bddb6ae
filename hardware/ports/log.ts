import type { Clock } from './clock.ts';
import { taipeiTimestamp } from './clock.ts';
import { plainText } from './plainText.ts';
import { logEvents, type LogFields, type LogName } from './logEvents.ts';

/** What follows the name of an event: nothing, where it has no fields. */
type Details<Name extends LogName> = keyof LogFields<Name> extends never ? [] : [fields: LogFields<Name>];

/** Takes events of the table and nothing else: there is no free text in a log. */
export interface Log {
  write<Name extends LogName>(name: Name, ...details: Details<Name>): void;
}

/** The same sentence is written at most once in this time, milliseconds; how often it was held back is said afterwards. */
const QUIET_MS = 5_000;

/** One line per event: time, level, name, sentence, fields. The same sentence is held back while it repeats. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const recent = new Map<string, { until: number; heldBack: number }>();
  return {
    write(name, ...details) {
      const now = clock.monotonicMs();
      const sentence = sentenceOf(name, ...details);
      const seen = recent.get(sentence);
      if (seen !== undefined && now < seen.until) {
        seen.heldBack += 1;
        return;
      }
      recent.set(sentence, { until: now + QUIET_MS, heldBack: 0 });
      const heldBack = seen !== undefined && seen.heldBack > 0 ? ` (${seen.heldBack} more held back)` : '';
      const fields = fieldsOf(name, ...details)
        .map(([field, value]) => ` ${field}=${plainText(JSON.stringify(value ?? null))}`)
        .join('');
      write(`${taipeiTimestamp(clock.wallMs())} ${logEvents[name].level} ${name} ${sentence}${fields}${heldBack}`);
    },
  };
}

/** The plain words of an event. */
export function sentenceOf<Name extends LogName>(name: Name, ...details: Details<Name>): string {
  return fieldsOf(name, ...details).reduce<string>(
    (text, [field, value]) => text.replaceAll(`{${field}}`, () => plainText(String(value))),
    logEvents[name].says,
  );
}

/** The fields that the table has for the event, in its order: whatever else an object carries never comes into a log. */
function fieldsOf<Name extends LogName>(name: Name, ...[fields]: Details<Name>): [string, unknown][] {
  const given: Readonly<Record<string, unknown>> = { ...fields };
  return Object.keys(logEvents[name].fields).map((field) => [field, given[field]]);
}
