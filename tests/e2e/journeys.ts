import { STEP_MS } from './bounds.ts';
import { expect, type Kiosk } from './kiosk.ts';

/** What must go the same way whichever shell draws the screen. */

/** The prepared card that most passengers have: NT$320, six transactions. */
const CARD = 'ordinary';

/** What one note leaves in the journal, when nothing goes wrong and however often it does. */
export const ONE_NOTE = ['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome'];

/** How often a card's purse was brought to its end, as the journal tells it. */
export function timesWritten(kiosk: Kiosk): number {
  return kiosk.journal().filter((entry) => entry.kind === 'card-write.outcome' && entry.body['verdict'] === 'written').length;
}

export async function commuterTopsUp(kiosk: Kiosk): Promise<void> {
  const { page } = kiosk;
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('added');
  await expect(page.getByTestId('money-before')).toHaveText('320 元');
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  expect(kiosk.moneyKinds()).toEqual(ONE_NOTE);
  await kiosk.dock('remove');
  await kiosk.expectScreen('result');
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  await kiosk.placeCard(CARD);
  await expect(page.getByTestId('balance-amount')).toHaveText('820 元');
}

/** Puts a card on the tray and a note into the slot, and returns while the note is on its way to the cash box. */
export async function sendNoteOnItsWay(kiosk: Kiosk): Promise<void> {
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  await kiosk.insertNote(500);
  await expect.poll(() => kiosk.moneyKinds(), { intervals: [5] }).toContain('note-keep.intent');
}

export async function stationDiesWithNoteOnItsWay(kiosk: Kiosk): Promise<void> {
  await sendNoteOnItsWay(kiosk);
  const screens = await kiosk.watchScreens();
  kiosk.strikeStation('SIGKILL');
  await expect(kiosk.page.getByTestId('money-after')).toHaveText('820 元');
  expect(await screens()).toContain('station-down');
  const ends = kiosk.journal().filter((entry) => entry.kind === 'note-keep.outcome');
  expect(ends.map((entry) => entry.body['end'])).toEqual(['kept']);
  expect(timesWritten(kiosk)).toBe(1);
  kiosk.verifyJournal();
}

export async function stationHangs(kiosk: Kiosk): Promise<void> {
  await kiosk.placeCard(CARD);
  await kiosk.expectScreen('balance');
  const [hanging] = kiosk.stationPids();
  const screens = await kiosk.watchScreens();
  kiosk.strikeStation('SIGSTOP');
  // Silent for 15 s by the shell's own count, which a busy machine stretches.
  await expect.poll(screens, { timeout: 2 * STEP_MS }).toContain('station-down');
  await kiosk.expectScreen('balance');
  expect(kiosk.stationPids()).not.toContain(hanging);
  expect(kiosk.stationPids()).toHaveLength(1);
  kiosk.verifyJournal();
}
