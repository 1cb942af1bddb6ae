import type { CDPSession, Locator, Page } from '@playwright/test';

/** A place on the screen, CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers and hands on a touch screen, as the browser hears them from its driver: Playwright's own touch makes finished taps only. */
export class TouchScreen {
  readonly #session: CDPSession;
  readonly #fingers = new Map<number, Point>();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<TouchScreen> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 10 });
    return new TouchScreen(session);
  }

  async down(finger: number, at: Point): Promise<void> {
    this.#fingers.set(finger, at);
    await this.#tell('touchStart', this.#fingers);
  }

  async move(finger: number, to: Point): Promise<void> {
    this.#fingers.set(finger, to);
    await this.#tell('touchMove', this.#fingers);
  }

  async up(finger: number): Promise<void> {
    const lifted = new Map([...this.#fingers].filter(([id]) => id === finger));
    this.#fingers.delete(finger);
    await this.#tell('touchEnd', lifted);
  }

  async tap(at: Point): Promise<void> {
    await this.down(0, at);
    await this.up(0);
  }

  async #tell(type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: ReadonlyMap<number, Point>): Promise<void> {
    const touchPoints = [...fingers].map(([id, { x, y }]) => ({ id, x, y }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

/** The middle of a control. */
export async function middleOf(control: Locator): Promise<Point> {
  const box = await control.boundingBox();
  if (box === null) throw new Error('the control is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
