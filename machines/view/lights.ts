import type { Lights } from '../../hardware/ports/auxiliaries.ts';
import type { ScreenName } from './screens.ts';
import type { View } from './view.ts';

/** `notes`: the slot's while notes are taken. */
type Shows = 'tray' | 'slot' | 'notes' | 'nothing';

/**
 * What the lights show the way to: the tray where a card is to be laid down, put back or taken away, the slot where a note can go in or
 * is to be taken out. They say what the picture on the screen says.
 */
const shows: Readonly<Record<ScreenName, Shows>> = {
  attract: 'tray',
  reading: 'nothing',
  balance: 'notes',
  'note-seen': 'nothing',
  'note-returned': 'slot',
  writing: 'nothing',
  added: 'notes',
  result: 'nothing',
  'same-card': 'tray',
  claim: 'nothing',
  menu: 'nothing',
  passes: 'nothing',
  service: 'nothing',
  'asking-issuer': 'nothing',
  'service-done': 'nothing',
  'service-refused': 'nothing',
  help: 'nothing',
  'card-refused': 'tray',
  'take-card': 'tray',
  staff: 'nothing',
  'out-of-service': 'nothing',
};

/** Which lights are on with this screen. */
export function lightsOf({ screen, cash }: Pick<View, 'screen' | 'cash'>): Lights {
  const shown = shows[screen];
  return { tray: shown === 'tray', slot: shown === 'slot' || (shown === 'notes' && cash !== null && cash.accepts.length > 0) };
}
