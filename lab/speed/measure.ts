/** Many timings of the same thing, in one unit. */
export interface Samples {
  readonly what: string;
  readonly unit: 'ms' | 'ms CPU' | 'per s' | 'per s CPU' | 'MB' | '% of a core';
  readonly values: readonly number[];
}

/** What a measure must reach. */
export interface Target {
  /** `ratio`: candidate to baseline. `candidate`: the candidate's own median, in its unit. */
  readonly of: 'ratio' | 'candidate';
  readonly bound: 'at most' | 'at least';
  readonly value: number;
}

/** One comparison: the product against something that could not be much simpler, in the same run. */
export interface Reading {
  readonly candidate: Samples;
  /** `file`: where the baseline is written, under 40 lines of its own; null where the measure has none. */
  readonly baseline: (Samples & { readonly file: string }) | null;
  /** Null: printed for people to know, no promise. */
  readonly target: Target | null;
  /** What else was seen, a line each. */
  readonly notes: readonly string[];
}

/** A measure of the product's speed. */
export interface Measure {
  readonly name: string;
  /** It takes many minutes: it is taken only when it is asked for. */
  readonly isLong?: boolean;
  /** Why it cannot be taken on this machine, or null. */
  obstacle(): string | null;
  /** @param rounds how often candidate and baseline are taken, in turns. */
  run(rounds: number): Promise<readonly Reading[]>;
}
