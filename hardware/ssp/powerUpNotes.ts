import type { PowerUpNote } from '../ports/cashAcceptor.ts';
import { channelValue, type Dataset, minorValue } from './dataset.ts';
import type { SspEvent } from './eventTable.ts';

/**
 * The notes that a reply of the start-up tells of: moved while the unit had no power, credited to a host that is gone,
 * or given back because the host is starting. A value that the unit does not know is null.
 */
export function powerUpNotes(events: readonly SspEvent[], dataset: Dataset): PowerUpNote[] {
  return events.flatMap((event) => {
    const note = powerUpNote(event, dataset);
    return note === null ? [] : [note];
  });
}

function powerUpNote(event: SspEvent, dataset: Dataset): PowerUpNote | null {
  if (event.event === 'note-credit' || event.event === 'note-cleared-into-cashbox') {
    return { where: 'kept', value: channelValue(dataset, event.channel) };
  }
  if (event.event === 'note-into-stacker-at-reset' || event.event === 'note-into-store-at-reset') {
    return { where: 'kept', value: minorValue(dataset, event.value, event.currency) };
  }
  if (event.event === 'note-cleared-from-front') return { where: 'returned', value: channelValue(dataset, event.channel) };
  if (event.event === 'note-dispensed-at-reset') return { where: 'returned', value: minorValue(dataset, event.value, event.currency) };
  return event.event === 'rejected' ? { where: 'returned', value: null } : null;
}
