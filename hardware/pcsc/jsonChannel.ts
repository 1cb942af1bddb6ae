/**
 * A two-way line for JSON values between two processes, in order, without loss while it stands. What arrives has
 * been parsed as JSON and nothing more: the receiver checks its form.
 */
export interface JsonChannel {
  /** Sends one value; nothing happens once the channel is closed. */
  post(message: object): void;
  /** One listener. */
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, when the other side has gone or the channel was closed here. One listener. */
  onClose(listener: (reason: string) => void): void;
  /** Ends the channel, and with it the process at its other end if that was started for it. */
  close(): void;
}
