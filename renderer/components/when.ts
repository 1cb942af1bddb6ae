import type { MessageParams } from '../../machines/messages/messages.ts';

/**
 * The parts of a moment as the station wrote it (`2026-03-05T14:07:09+08:00` or `2026-03-05`). The characters are
 * taken as they stand: they are Taiwan's time already, and the zone of this machine must not move them.
 */
export function whenParams(iso: string): MessageParams {
  return { year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8, 10), time: iso.slice(11, 16) };
}
