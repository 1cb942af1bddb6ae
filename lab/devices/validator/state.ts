import type { SequenceBit } from '../../../hardware/ssp/frame.ts';
import type { PlannedFault } from './faultScript.ts';

/**
 * A note between the bezel and the cash box. `transport` can still be undone by a power cut, `stowing` cannot: the note
 * is in the box then, but for the noise of the motor.
 */
export interface NoteInPath {
  readonly phase: 'reading' | 'escrow' | 'transport' | 'stowing' | 'rejecting' | 'jammed-safe' | 'jammed-unsafe';
  /** NT$; may be a note that the dataset does not know. */
  readonly value: number;
  /** 1…n as far as the unit knows it; 0 before that. */
  readonly channel: number;
  /** The host was told of the note in escrow: its next poll accepts. */
  readonly told: boolean;
  /** Not a word about it in any reply while it is stacked. */
  readonly silent?: boolean;
  /** It goes into the box by itself, out of its jam. */
  readonly clearsIn?: boolean;
  /** It was counted before it was safe. */
  readonly counted?: boolean;
  /** It stands still for so long on its way, milliseconds. */
  readonly stillMs?: number;
}

/** Lifetime counters; they survive power cuts and wrap at 2³². */
export interface ValidatorCounters {
  readonly stacked: number;
  readonly stored: number;
  readonly dispensed: number;
  readonly transferred: number;
  readonly rejected: number;
}

/** Where the notes really are, whatever anybody reports. */
export interface GroundTruth {
  /** NT$ of every note in the cash box, in order. */
  readonly kept: readonly number[];
  /** NT$ of every note that went back to a person, in order. */
  readonly returned: readonly number[];
  readonly inPath: number | null;
}

/** Milliseconds until something happens by itself; null = it does not. */
export interface Countdowns {
  readonly motion: number | null;
  /** A note that was credited is counted then; left out, it does not wait. */
  readonly count?: number | null;
  /** Somebody takes what sticks out of the bezel; left out, nobody need. */
  readonly bezel?: number | null;
  readonly escrow: number | null;
  readonly watchdog: number | null;
  readonly startUp: number | null;
}

/** Everything that a simulated validator is, as plain data. */
export interface ValidatorState {
  readonly powered: boolean;
  readonly disabled: boolean;
  /** Channels that are not inhibited. */
  readonly open: readonly number[];
  readonly protocol: number;
  readonly lastSequence: SequenceBit | null;
  readonly lastReply: readonly number[] | null;
  /** Bytes of the events that wait for a poll. */
  readonly events: readonly (readonly number[])[];
  /** Events that wait for the poll after the next one. */
  readonly laterEvents: readonly (readonly number[])[];
  readonly path: NoteInPath | null;
  readonly boxRemoved: boolean;
  readonly boxFull: boolean;
  readonly lastRejectCode: number;
  readonly counters: ValidatorCounters;
  /** Notes that were credited and are still to be counted; left out, none. */
  readonly uncounted?: number;
  /** NT$ of the note that sticks out of the bezel; left out or null, none does. */
  readonly inBezel?: number | null;
  /** Of a unit that was exchanged; left out, as configured. */
  readonly serial?: number;
  readonly truth: GroundTruth;
  readonly countdowns: Countdowns;
  readonly faults: readonly PlannedFault[];
}

export const FACTORY_STATE: ValidatorState = {
  powered: true,
  disabled: true,
  open: [],
  protocol: 4,
  lastSequence: null,
  lastReply: null,
  events: [[0xf1]],
  laterEvents: [],
  path: null,
  boxRemoved: false,
  boxFull: false,
  lastRejectCode: 0,
  counters: { stacked: 0, stored: 0, dispensed: 0, transferred: 0, rejected: 0 },
  truth: { kept: [], returned: [], inPath: null },
  countdowns: { motion: null, escrow: null, watchdog: null, startUp: null },
  faults: [],
};
