import type { CardFaultName } from '../devices/card/cardFaults.ts';
import type { ReaderSwap } from '../devices/card/readerCables.ts';
import type { WriteCut } from '../devices/card/simulatedCard.ts';
import type { SeededRandom } from '../devices/seededRandom.ts';
import type { ValidatorFault, ValidatorOperation } from '../devices/validator/faultScript.ts';
import type { StepFault } from './interruption.ts';

/** The acceptor's own faults by the names of the world. */
export const acceptorFaults: Partial<Record<StepFault, readonly [ValidatorOperation, ValidatorFault]>> = {
  'command-lost': ['any', 'lost-command'],
  'answer-lost': ['any', 'lost-reply'],
  'answer-garbled': ['any', 'garbled-reply'],
  'unknown-event': ['poll', 'unknown-event'],
  'jam-safe': ['stack', 'jam-safe'],
  'jam-unsafe': ['stack', 'jam-unsafe'],
  'credit-unreported': ['stack', 'credit-unreported'],
  'credit-twice': ['stack', 'credit-reported-twice'],
  'jam-clears-in': ['stack', 'jam-clears-in'],
  'second-note': ['stack', 'second-note'],
  'silent-stacking': ['stack', 'silent-stacking'],
  'reject-accepted': ['stack', 'reject-accepted'],
  'stands-still': ['stack', 'stands-still'],
  'two-readings': ['validate', 'two-readings'],
  'not-recognised': ['validate', 'reject-note'],
};

/** The reader's own faults by the names of the world. */
export const cardFaults: Partial<Record<StepFault, CardFaultName>> = {
  'card-gone-before': 'removed-before-execution',
  'card-gone-after': 'removed-after-execution',
  'card-torn': 'torn-write',
  'card-bits-torn': 'torn-write',
  'card-erased': 'torn-write',
  'card-false-done': 'acknowledged-but-torn',
  'card-false-bits': 'acknowledged-but-torn',
  'card-answer-lost': 'answer-lost',
  'card-6300': 'status-6300',
  'card-6300-after': 'status-6300-after-execution',
  'card-mute': 'mute',
  'card-mute-after': 'mute-after-execution',
};

/** What becomes of the reader's cable, by the names of the world. */
export const readerSwaps: Partial<Record<StepFault, ReaderSwap>> = {
  'reader-renamed': 'renamed',
  'reader-unnoticed': 'unnoticed',
  'reader-spare': 'spare',
};

/** How a write is cut: between two bytes, among the bits, or before anything of it was written. */
export function cutOf(fault: StepFault | null, random: SeededRandom): WriteCut {
  if (fault === 'card-erased') return { erased: random.integer(0, 1) === 0 ? 0x00 : 0xff };
  return fault === 'card-bits-torn' || fault === 'card-false-bits' ? { flipped: random.bytes(16) } : { storedBytes: 8 };
}
