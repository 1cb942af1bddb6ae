/**
 * Deadlines towards the process that owns the reader, in milliseconds. All are our own choices: what is slower than
 * this hangs. A deadline that passes costs the process its life; the next one begins afresh.
 */
export interface PcscLimits {
  /** From the beginning of the process to its first answer. Takes about 200. */
  readonly startMs: number;
  /** Powering a card up takes 10 to 100. */
  readonly connectMs: number;
  /** One command takes 1 to 15, those of a whole purse and its records together less than 100. */
  readonly transmitMs: number;
  readonly disconnectMs: number;
  /** Pause between two signs of life asked for. */
  readonly pingEveryMs: number;
  readonly pingMs: number;
  /** Pause before a new process: doubled at each failure in a row. */
  readonly restartMs: number;
  /** The longest such pause: how long a PC/SC service that came back is not noticed. */
  readonly longestRestartMs: number;
}

export const PCSC_LIMITS: PcscLimits = {
  startMs: 5_000,
  connectMs: 2_000,
  transmitMs: 2_000,
  disconnectMs: 1_000,
  pingEveryMs: 2_000,
  pingMs: 2_000,
  restartMs: 250,
  longestRestartMs: 4_000,
};
