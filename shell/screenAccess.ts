import { timingSafeEqual } from 'node:crypto';
import type { Random } from '../hardware/ports/random.ts';
import { randomHex } from '../hardware/ports/random.ts';

/** Bytes of randomness in a token and in a cookie. */
const SECRET_BYTES = 32;

/**
 * Who may be the screen. The process that started the shell got a token, good for one exchange; the browser that brings it
 * gets a cookie, good until the shell ends. There is never a second cookie, so there is never a second client.
 */
export class ScreenAccess {
  readonly #cookieName: string;
  readonly #cookie: string;
  #token: string | null;

  /** @param port keeps apart the cookies of several kiosks on one machine: a browser does not, by port. */
  constructor(random: Random, port: number) {
    this.#cookieName = `kiosk-screen-${port}`;
    this.#cookie = randomHex(random, SECRET_BYTES);
    this.#token = randomHex(random, SECRET_BYTES);
  }

  /** The token, or null once it was exchanged. */
  get token(): string | null {
    return this.#token;
  }

  /** The `Set-Cookie` header for the right token, the first time; null for every other. A wrong token spoils nothing. */
  exchange(token: string): string | null {
    if (this.#token === null || !same(token, this.#token)) return null;
    this.#token = null;
    return `${this.#cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether a request with this `Cookie` header comes from the screen. */
  isScreen(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`;
    return (cookieHeader ?? '').split(';').some((pair) => {
      const trimmed = pair.trim();
      return trimmed.startsWith(prefix) && same(trimmed.slice(prefix.length), this.#cookie);
    });
  }
}

function same(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
