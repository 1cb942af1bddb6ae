import type { PowerUpNote } from '../ports/cashAcceptor.ts';
import { channelValue, type Dataset, minorValue } from './dataset.ts';
import type { SspEvent } from './eventTable.ts';

/**
 * The notes that a reply of the start-up tells of: moved while the unit had no power, credited to a host that is gone,
 * or given back because the host is starting. A value that the unit does not know is null.
 */
export function powerUpNotes(events: readonly SspEvent[], dataset: Dataset): PowerUpNote[] {
  const notes: PowerUpNote[] = [];
  for (const event of events) {
    switch (event.event) {
      case 'note-credit':
      case 'note-cleared-into-cashbox':
        notes.push({ where: 'kept', value: channelValue(dataset, event.channel) });
        break;
      case 'note-into-stacker-at-reset':
      case 'note-into-store-at-reset':
        notes.push({ where: 'kept', value: minorValue(dataset, event.value, event.currency) });
        break;
      case 'note-cleared-from-front':
        notes.push({ where: 'returned', value: channelValue(dataset, event.channel) });
        break;
      case 'note-dispensed-at-reset':
        notes.push({ where: 'returned', value: minorValue(dataset, event.value, event.currency) });
        break;
      case 'rejected':
        notes.push({ where: 'returned', value: null });
        break;
      default:
    }
  }
  return notes;
}
