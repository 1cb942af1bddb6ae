import { formatMessage } from '../../machines/messages/format.ts';
import type { MessageId, MessageParams } from '../../machines/messages/messages.ts';
import type { ScreenName } from '../../machines/view/screens.ts';
import type { Language } from '../../machines/messages/languages.ts';
import type { Service } from '../../machines/words.ts';
import { expect, type Kiosk } from './kiosk.ts';

/** A text of the catalogue, and what fills it. */
export type Said = MessageId | readonly [MessageId, MessageParams];

/** NT$, or words that stand in the place of an amount. */
type Figure = number | Said;

/** These words and nothing else, as a screen has them: what keeps a date in one line, and a number beside its unit, is not seen. */
function asShown(words: string): RegExp {
  const plain = words
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('-', '-\u2060?')
    .replaceAll(' ', '\\s');
  return new RegExp(`^\\s*${plain}\\s*$`, 'u');
}

/** Somebody at the machine, who reads one language. */
export class Passenger {
  readonly #kiosk: Kiosk;
  readonly #language: Language;

  constructor(kiosk: Kiosk, language: Language) {
    this.#kiosk = kiosk;
    this.#language = language;
  }

  /** The words of the kiosk in this passenger's language. */
  say(said: Said): string {
    const [id, params] = typeof said === 'string' ? [said, {}] : said;
    // Dates are written as the language writes them, on the screen too.
    const local = Object.entries(params).map(([name, value]) => [name, this.#day(String(value)) ?? value]);
    return formatMessage(this.#language, id, Object.fromEntries(local));
  }

  async choosesLanguage(): Promise<void> {
    await this.#kiosk.press(`choose-language-${this.#language}`);
  }

  /** Lays a card down and waits until its balance stands there. */
  async lays(card: string): Promise<void> {
    await this.#kiosk.placeCard(card);
    await this.#kiosk.expectScreen('balance');
  }

  /** Unfolds the last six; until when the card is valid, and its autoload, stand with them. */
  async unfoldsRecords(): Promise<void> {
    await this.#kiosk.press('toggle-history');
  }

  async foldsRecords(): Promise<void> {
    await this.#kiosk.press('toggle-history');
  }

  /** Goes to the menu of the card that lies there. */
  async opensMenu(): Promise<void> {
    await this.#kiosk.press('more-services');
    await this.#kiosk.expectScreen('menu');
  }

  /** Chooses a service where it stands: on the first screen, or in the menu. */
  async chooses(service: Service): Promise<void> {
    await this.#kiosk.press(`choose-service-${service}`);
    await this.#kiosk.expectScreen('service');
  }

  async confirms(): Promise<void> {
    await this.#kiosk.press('confirm');
  }

  /** Finds these texts on a screen. */
  async sees(screen: ScreenName, ...texts: Said[]): Promise<void> {
    await this.#kiosk.expectScreen(screen);
    const shown = this.#kiosk.page.getByTestId('screen');
    for (const text of texts) await expect(shown.getByText(asShown(this.say(text))).first()).toBeVisible();
  }

  /** Finds these figures, each beside its label. */
  async readsFigures(figures: { readonly [Label in MessageId]?: Figure }): Promise<void> {
    const { page } = this.#kiosk;
    for (const [label, figure] of Object.entries(figures)) {
      const name = page.locator('dt').getByText(this.say(label as MessageId), { exact: true });
      const row = page.getByTestId('screen').locator('dl > div').filter({ has: name });
      const words = typeof figure === 'number' ? this.money(figure) : this.say(figure);
      await expect(row.locator('dd')).toHaveText(asShown(words));
    }
  }

  async seesBeforeAndAfter(before: number, after: number): Promise<void> {
    await expect(this.#kiosk.page.getByTestId('money-before')).toHaveText(this.money(before));
    await expect(this.#kiosk.page.getByTestId('money-after')).toHaveText(this.money(after));
  }

  async seesBalance(balance: number): Promise<void> {
    await expect(this.#kiosk.page.getByTestId('balance-amount')).toHaveText(this.money(balance));
  }

  /** Finds the code that staff and hotline know. */
  async seesCode(code: string): Promise<void> {
    await expect(this.#kiosk.page.getByTestId('screen').getByText(this.say(['refused.code', { code }]), { exact: true })).toBeVisible();
  }

  /** The way out is the easier one to press: what is asked can never be undone. */
  async seesThatTheWayOutStandsOut(): Promise<void> {
    await expect(this.#kiosk.page.getByTestId('control-cancel')).toHaveAttribute('data-look', 'primary');
    await expect(this.#kiosk.page.getByTestId('control-confirm')).toHaveAttribute('data-look', 'secondary');
  }

  async printsSlip(...lines: Said[]): Promise<void> {
    await this.#kiosk.press('print-slip');
    await this.findsOnSlip(...lines);
  }

  async findsOnSlip(...lines: Said[]): Promise<void> {
    for (const line of lines) {
      await expect(this.#kiosk.page.getByTestId('dock-slip').first()).toContainText(this.say(line));
    }
  }

  /** Takes the card; nothing of the visit stays on the screen, but for what came of it (`then`). */
  async takesCard(then: ScreenName = 'attract'): Promise<void> {
    await this.#kiosk.dock('remove');
    await this.#kiosk.expectScreen(then);
  }

  money(amount: number): string {
    return this.say(['value.dollars', { amount }]);
  }

  /** A calendar date in words; null for what is none. */
  #day(value: string): string | null {
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
    if (year === undefined || month === undefined || day === undefined) return null;
    return formatMessage(this.#language, 'date.full', { year, month, day });
  }
}
