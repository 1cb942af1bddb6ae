/** Times and counts of the SSP host. All in one place, so that a test or an installation can give others. */
export interface SspLimits {
  readonly replyTimeoutMs: number;
  readonly repeats: number;
  readonly greetingRepeats: number;
  readonly farewellRepeats: number;
  readonly pollIntervalMs: number;
  readonly quietPolls: number;
  readonly speechlessPolls: number;
  readonly startUpMs: number;
  readonly stackMs: number;
  readonly returnMs: number;
  readonly rejectAttempts: number;
  readonly orderAttempts: number;
  readonly effectPolls: number;
}

export const SSP_LIMITS: SspLimits = {
  /** A command without a reply is sent again after 1,000 ms (GA138 and GA973, host time-out). */
  replyTimeoutMs: 1_000,
  /** The same bytes are repeated up to 20 times, then the unit counts as dead (GA138, retries). */
  repeats: 20,
  /** Repeats of the first SYNC: a unit that is away should be known as away in seconds; whoever resets tries again (ours). */
  greetingRepeats: 4,
  /** Repeats while stopping: a process that ends does not wait for a dead unit (ours). */
  farewellRepeats: 1,
  /** From the end of an exchange to the next poll: the lower end of the 200–1,000 ms of GA138, and well below the 1 s within which a hold must follow a hold (ours; the unit gives an unattended note back after 5 s, GA973, or 10 s, GA138). */
  pollIntervalMs: 200,
  /** Replies in a row without movement after which the note path counts as clear (ours). */
  quietPolls: 2,
  /** Replies in a row without any word about a note that was accepted or sent back, after which the counters, or the escrow, are looked at (ours). */
  speechlessPolls: 10,
  /** A movement under way at start-up must have ended within this time (ours: several times the longest stacking). */
  startUpMs: 15_000,
  /**
   * The unit's full stacking time: from accepting a note, in contact with the unit, to the moment when counters that stand
   * still say that it did not go in (ours: many times the second or two that an NV200 needs; an installation may give another).
   */
  stackMs: 30_000,
  /** From asking for a note to a clear path (ours). */
  returnMs: 15_000,
  /** Refused reject commands after which the unit counts as out of order (ours). */
  rejectAttempts: 5,
  /** Orders that are answered with OK and have no effect, after which the unit counts as out of order (ours). */
  orderAttempts: 3,
  /** Replies within which an order must show its effect; the first may still hold what was true before (ours). */
  effectPolls: 3,
};

/** Highest and lowest protocol that this host speaks: 9 changes events to other layouts, below 7 too little is known (GA138, GA973). */
export const PROTOCOLS = { highest: 8, lowest: 7 } as const;
