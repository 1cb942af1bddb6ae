/** A place where the station touches the world. */
export interface Step {
  /** 1, 2, 3 … over all boots of a world. */
  readonly index: number;
  readonly part: 'journal' | 'acceptor' | 'card' | 'printer';
  readonly what: string;
}

/** Something that goes wrong at one step. Plain data, so that a failing world can be kept and repeated. */
export interface Interruption {
  readonly at: number;
  readonly fault: StepFault;
}

export type StepFault =
  /** The station process dies before the step, or after it was carried out and before the station hears of it. */
  | 'kill-before'
  | 'kill-after'
  /** The mains fail: station and devices at once. */
  | 'power-before'
  | 'power-after'
  /** The card leaves: before the command, after it was carried out, with half a block written, or after a false «done». */
  | 'card-gone-before'
  | 'card-gone-after'
  | 'card-torn'
  | 'card-false-done'
  /** The answer is lost and the card stays. */
  | 'card-answer-lost'
  /** The reader answers 63 00 once: the command was not carried out, or was. */
  | 'card-6300'
  | 'card-6300-after'
  /** The card never answers: carried out or not. */
  | 'card-mute'
  | 'card-mute-after'
  /** The disk refuses this record. */
  | 'disk-full'
  | 'disk-error'
  /** The acceptor's answer is lost, or comes garbled; the command was carried out. */
  | 'answer-lost'
  | 'answer-garbled'
  /** The next note gets stuck on its way to the cash box. */
  | 'jam'
  | 'credit-unreported'
  | 'credit-twice'
  | 'paper-out';

/** The faults that make sense at a step. */
export function faultsAt(part: Step['part']): readonly StepFault[] {
  const crashes: readonly StepFault[] = ['kill-before', 'kill-after', 'power-before', 'power-after'];
  switch (part) {
    case 'journal':
      return [...crashes, 'disk-full', 'disk-error'];
    case 'acceptor':
      return [...crashes, 'answer-lost', 'answer-garbled'];
    case 'card':
      return [...crashes, 'card-gone-before', 'card-gone-after', 'card-torn', 'card-false-done', 'card-answer-lost', 'card-6300', 'card-6300-after', 'card-mute', 'card-mute-after'];
    case 'printer':
      return [...crashes, 'paper-out'];
  }
}

/** Does the fault end the station process? */
export function endsStation(fault: StepFault): boolean {
  return fault === 'kill-before' || fault === 'kill-after' || fault === 'power-before' || fault === 'power-after';
}
