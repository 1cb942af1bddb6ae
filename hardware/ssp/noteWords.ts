import type { NoteWord } from '../ports/cashAcceptor.ts';
import { channelValue, type Dataset, minorValue } from './dataset.ts';
import type { SspEvent, SspEventName } from './eventTable.ts';

/** Events after which nobody can say where a note is, as long as no credit was told. */
export const PUT_IN_DOUBT: ReadonlySet<SspEventName> = new Set<SspEventName>(['safe-jam', 'unsafe-jam', 'jam-recovery', 'fraud-attempt']);

/**
 * What a reply of the start-up says of notes: moved while the unit had no power, credited to a host that is gone, given back
 * because the host is starting, or stuck. A value that the unit does not know is null.
 */
export function wordsAtStart(events: readonly SspEvent[], dataset: Dataset): NoteWord[] {
  return events.flatMap((event) => {
    const said = wordOf(event, dataset);
    return said === null ? [] : [{ ...said, atStart: true }];
  });
}

function wordOf(event: SspEvent, dataset: Dataset): Omit<NoteWord, 'atStart'> | null {
  if (event.event === 'note-credit' || event.event === 'note-cleared-into-cashbox') {
    return { where: 'kept', value: channelValue(dataset, event.channel) };
  }
  if (event.event === 'note-into-stacker-at-reset' || event.event === 'note-into-store-at-reset') {
    return { where: 'kept', value: minorValue(dataset, event.value, event.currency) };
  }
  if (event.event === 'note-cleared-from-front') return { where: 'returned', value: channelValue(dataset, event.channel) };
  if (event.event === 'note-dispensed-at-reset') return { where: 'returned', value: minorValue(dataset, event.value, event.currency) };
  if (event.event === 'rejecting' || event.event === 'rejected') return { where: 'returned', value: null };
  return PUT_IN_DOUBT.has(event.event) ? { where: 'stuck', value: null } : null;
}
