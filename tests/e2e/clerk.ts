import { expect, type Kiosk } from './kiosk.ts';

/** What somebody of the staff does at a kiosk of its own. */

/** The staff of `lab/staff/lab.roster.json`. */
export const PINS = { clerk: '102938', second: '564738', auditor: '908172', new: '415263' } as const;

/** Types on the keypad that is shown, and ends it. */
export async function types(kiosk: Kiosk, text: string): Promise<void> {
  // What was typed before has been looked at.
  await expect(kiosk.page.getByTestId('staff-typed')).toHaveText('');
  for (const key of text) await kiosk.press(`staff-key-${key}`);
  await kiosk.press('staff-choose-enter');
}

export async function comesIn(kiosk: Kiosk, who: keyof typeof PINS, pin: string = PINS[who]): Promise<void> {
  await kiosk.placeCard(`staff-${who}`);
  await expectPage(kiosk, 'pin');
  await types(kiosk, pin);
}

export async function expectPage(kiosk: Kiosk, page: string): Promise<void> {
  await expect(kiosk.page.getByTestId('staff-page')).toHaveAttribute('data-page', page);
}
