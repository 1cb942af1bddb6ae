/** Durations of the simulated note path, milliseconds of the clock. All may be 0. */
export interface ValidatorTiming {
  /** From taking a note in to knowing it. */
  readonly readingMs: number;
  /** From accepting to the point of no return: a power cut before it gives the note back. */
  readonly transportMs: number;
  /** From the point of no return, where credit and counters happen, to "stacked". */
  readonly stowingMs: number;
  readonly rejectingMs: number;
  /** From power-on to the first answer. */
  readonly startUpMs: number;
  /** From the last byte of a command to the first byte of its reply. */
  readonly replyMs: number;
  /** Share by which reading, transport, stowing and rejecting vary, 0…1. */
  readonly jitter: number;
}

export const COUNTINGS = ['at-credit', 'early', 'on-the-way', 'late'] as const;

/** What kind of validator is simulated: an NV200 with a dataset for Taiwan unless told otherwise. */
export interface ValidatorConfig {
  readonly serial: number;
  readonly firmware: string;
  readonly currency: string;
  /** NT$, channel 1 first. */
  readonly denominations: readonly number[];
  /**
   * How setup tells values: 1 and 100 fill the channel bytes with value ÷ multiplier (a byte holds at most 255; a value
   * that does not fit is told as 0), 0 leaves them empty so that only the 32-bit values count.
   */
  readonly valueMultiplier: 0 | 1 | 100;
  /** Minor units per whole unit. */
  readonly realMultiplier: number;
  /** Told in place of the true 32-bit values: a dataset that contradicts itself. */
  readonly expandedValues?: readonly number[];
  /** Told in place of the currency, channel by channel. */
  readonly channelCurrencies?: readonly string[];
  /** Highest protocol that the firmware speaks. */
  readonly highestProtocol: number;
  /** False: get counters (58) is not known, as on a stand-alone NV200 it may be. */
  readonly counters: boolean;
  /**
   * When a note is counted: as it is credited; already when it is accepted; at a sensor half-way in, from where it may still come back;
   * or {@link LATE_COUNT_MS} after its credit.
   */
  readonly counting: (typeof COUNTINGS)[number];
  /** What lasts (disabled, stacking, a jam) is told in one poll reply only, not in every one. */
  readonly tellsOnce: boolean;
  /** What is given back sticks out of the bezel until somebody takes it, and the unit says so (CE) in every reply. */
  readonly holdsInBezel: boolean;
  readonly timing: ValidatorTiming;
}

/** How late a unit counts that counts late, milliseconds: longer than a passenger needs for the next note. */
export const LATE_COUNT_MS = 7_000;

const DEFAULT_TIMING: ValidatorTiming = {
  readingMs: 500,
  transportMs: 400,
  stowingMs: 300,
  rejectingMs: 400,
  startUpMs: 2_000,
  replyMs: 0,
  jitter: 0,
};

const DEFAULT_VALIDATOR: ValidatorConfig = {
  serial: 4_217_043,
  firmware: '0415',
  currency: 'TWD',
  denominations: [100, 200, 500, 1_000, 2_000],
  valueMultiplier: 0,
  realMultiplier: 100,
  highestProtocol: 8,
  counters: true,
  counting: 'at-credit',
  tellsOnce: false,
  holdsInBezel: false,
  timing: DEFAULT_TIMING,
};

/** A configuration as it is written: whatever is not said is an NV200 for Taiwan. */
export type ValidatorChoice = Partial<Omit<ValidatorConfig, 'timing'>> & { readonly timing?: Partial<ValidatorTiming> };

export function validatorConfig(choice: ValidatorChoice = {}): ValidatorConfig {
  return { ...DEFAULT_VALIDATOR, ...choice, timing: { ...DEFAULT_TIMING, ...choice.timing } };
}
