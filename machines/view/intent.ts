import type { Verb } from './view.ts';

/** Something a passenger did on the screen. */
export interface Intent {
  readonly verb: Verb;
  readonly arg?: string;
  /** The View the passenger was looking at; an Intent for another screen is dropped. */
  readonly bootId: string;
  readonly seqSeen: number;
  /** Fresh for each touch; one that was seen before is dropped (double taps). */
  readonly nonce: string;
}
