/**
 * What the page asks of the browser: a timer, chance, a socket. Everything else in this room gets them handed in, so
 * that it can be tested without a browser.
 */
export interface Browser {
  /** Calls `action` once, `delayMs` milliseconds from now. */
  after(delayMs: number, action: () => void): void;
  /** 32 hexadecimal digits that nobody can foresee. */
  nonce(): string;
  openSocket(url: string): WebSocket;
}

const NONCE_BYTES = 16;

export const browser: Browser = {
  after(delayMs, action) {
    // oxlint-disable-next-line no-restricted-globals -- this is the renderer's adapter of the browser's timer
    setTimeout(action, delayMs);
  },
  nonce() {
    // oxlint-disable-next-line no-restricted-properties -- this is the renderer's adapter of the browser's chance
    const bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  openSocket: (url) => new WebSocket(url),
};
