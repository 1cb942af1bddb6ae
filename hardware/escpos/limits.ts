/** Times and counts of this driver; all are ours. In one place, so that a test or an installation can give others. */
export interface EscposLimits {
  /** A real-time status is answered within this time, in milliseconds: the printer does so out of turn. */
  readonly statusMs: number;
  /** Milliseconds for working off what was sent: two bands of a slip at 9,600 baud (4 s) and a cut. */
  readonly answerMs: number;
  /** Milliseconds without an answer after which no unsolicited status can still be on its way. */
  readonly quietMs: number;
  /** The same after a talk that was broken off: longer than the rest of a band takes at 9,600 baud (1.8 s), and than a cut. */
  readonly recoveryQuietMs: number;
  /** Bands that may be on their way at a time: see `BAND_ROWS`. */
  readonly bandsAhead: number;
}

export const ESCPOS_LIMITS: EscposLimits = { statusMs: 1_000, answerMs: 8_000, quietMs: 300, recoveryQuietMs: 2_500, bandsAhead: 2 };
