import { WIRE_FAULTS, type WireFault } from './wireFaults.ts';

/** A place where the station touches the world. */
export interface Step {
  /** 1, 2, 3 … over all boots of a world. */
  readonly index: number;
  readonly part: 'journal' | 'anchor' | 'acceptor' | 'card' | 'printer' | 'issuer';
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
  /** The same, for longer than the acceptor's full stacking time. */
  | 'power-long'
  /** The whole computer stands still for longer than a flow waits for the issuer: whatever is due meanwhile happens late. */
  | 'freeze'
  /** The card leaves: before the command, after it was carried out, with half a block written, or after a false «done». */
  | 'card-gone-before'
  | 'card-gone-after'
  | 'card-torn'
  /** Within a byte: some bits took their new value; or the block was erased, and nothing written yet; or after a false «done». */
  | 'card-bits-torn'
  | 'card-erased'
  | 'card-false-bits'
  | 'card-false-done'
  /** The answer is lost and the card stays. */
  | 'card-answer-lost'
  /** The reader answers 63 00 once: the command was not carried out, or was. */
  | 'card-6300'
  | 'card-6300-after'
  /** The card never answers: carried out or not. */
  | 'card-mute'
  | 'card-mute-after'
  /** The process that speaks to the reader dies before the command; another is begun. */
  | 'reader-dead'
  /** The reader comes back under another name, or unnoticed under its own; or a spare is there before it is pulled. */
  | 'reader-renamed'
  | 'reader-unnoticed'
  | 'reader-spare'
  /** The disk refuses this record, or what the anchor shall say. */
  | 'disk-full'
  | 'disk-error'
  /** All of it is kept, and the write says that it failed. */
  | 'disk-kept'
  /** It can be read back, and its sync fails. */
  | 'disk-unsynced'
  /** The mains fail while the anchor is written; or here, and a copy of the anchor of some records ago is there when they are back. */
  | 'anchor-torn'
  | 'anchor-old'
  /** The command to the acceptor does not arrive; it was carried out and its answer is lost, or comes garbled. */
  | 'command-lost'
  | 'answer-lost'
  | 'answer-garbled'
  /** The acceptor says something that no manual knows. */
  | 'unknown-event'
  /** The note gets stuck on its way to the cash box, out of reach or within it; or turns out to be bad. */
  | 'jam-safe'
  | 'jam-unsafe'
  /** The note is in the box and its credit is never told, or told twice. */
  | 'credit-unreported'
  | 'credit-twice'
  /** It sticks and goes in by itself later; another note is rejected behind it; not a word is said of it for seconds; it is rejected after all. */
  | 'jam-clears-in'
  | 'second-note'
  | 'silent-stacking'
  | 'reject-accepted'
  /** It stands still on its way for longer than the acceptor's full stacking time, without a word, and goes on then. */
  | 'stands-still'
  /** The next note's reading comes beside a wrong one; or it is not recognised, and goes back. */
  | 'two-readings'
  | 'not-recognised'
  /** The acceptor says nothing in three replies, and all of it in the one after. */
  | 'says-nothing'
  /** The acceptor says that it obeys this order and does not; or so every time, for a minute. */
  | 'ignored-order'
  | 'never-obeys'
  /** Its counters changed while nobody's note was on its way: two notes more, far more, fewer; or another unit stands there. */
  | 'counters-up'
  | 'counters-far'
  | 'counters-down'
  | 'unit-exchanged'
  /** The station's process stands still for so many seconds: nothing is done, nothing heard, and then all of it at once. */
  | 'stall-2'
  | 'stall-6'
  | 'stall-12'
  | 'paper-out'
  /** Somebody sets the clock years on or back; or the machine sleeps for an hour, in which the clock that only grows stands still. */
  | 'clock-ahead'
  | 'clock-back'
  | 'suspend'
  /** The wire to the issuer does to one request what its name says. */
  | `issuer-${WireFault}`
  /** The network is away for a while, beginning with this request. */
  | 'issuer-offline';

/** The poll by which the acceptor takes the note in. */
export const ACCEPTING_POLL = 'accept';

/** Any other poll. */
export const OTHER_POLL = 'poll';

const crashes: readonly StepFault[] = ['kill-before', 'kill-after', 'power-before', 'power-after'];
const lineFaults: readonly StepFault[] = ['command-lost', 'answer-lost', 'answer-garbled'];
const noteFaults: readonly StepFault[] = [
  'jam-safe',
  'jam-unsafe',
  'credit-unreported',
  'credit-twice',
  'jam-clears-in',
  'second-note',
  'silent-stacking',
  'reject-accepted',
  'stands-still',
];
const stalls: readonly StepFault[] = ['stall-2', 'stall-6', 'stall-12'];
const counterFaults: readonly StepFault[] = ['counters-up', 'counters-far', 'counters-down', 'unit-exchanged'];

/** Commands of SSP: get counters; enable; the orders that can be answered and not carried out. */
const GET_COUNTERS = '58';
const ENABLE = '0a';
const ORDERS: readonly string[] = ['02', '08', '09', ENABLE];
/** What can happen to the block that a command writes; to another command it is no more than a card that is taken away. */
const blockFaults: readonly StepFault[] = ['card-bits-torn', 'card-erased', 'card-false-bits'];
/** What can happen to the card and its reader at any command. */
const commandFaults: readonly StepFault[] = [
  'card-gone-before',
  'card-gone-after',
  'card-torn',
  'card-false-done',
  'card-answer-lost',
  'card-6300',
  'card-6300-after',
  'card-mute',
  'card-mute-after',
  'reader-dead',
];

/** What can happen to the reader's cable: where a session with a card begins, and in the middle of a write. */
const readerFaults: readonly StepFault[] = ['reader-renamed', 'reader-unnoticed', 'reader-spare'];

export const clockFaults: readonly StepFault[] = ['clock-ahead', 'clock-back', 'suspend'];

const issuerFaults: readonly StepFault[] = ['issuer-offline', ...WIRE_FAULTS.map((fault) => `issuer-${fault}` as const)];

/** Every fault there is. */
export const allFaults: readonly StepFault[] = [
  ...crashes,
  'power-long',
  'freeze',
  ...lineFaults,
  ...noteFaults,
  ...commandFaults,
  ...blockFaults,
  ...readerFaults,
  ...stalls,
  ...counterFaults,
  'two-readings',
  'not-recognised',
  'says-nothing',
  'ignored-order',
  'never-obeys',
  'unknown-event',
  'disk-full',
  'disk-error',
  'disk-kept',
  'disk-unsynced',
  'anchor-torn',
  'anchor-old',
  'paper-out',
  ...clockFaults,
  ...issuerFaults,
];

/** The faults that make sense at a step. */
export function faultsAt({ part, what }: Pick<Step, 'part' | 'what'>): readonly StepFault[] {
  switch (part) {
    case 'journal':
      return [...crashes, 'disk-full', 'disk-error', 'disk-kept', 'disk-unsynced'];
    case 'anchor':
      return [...crashes, 'disk-error', 'disk-kept', 'disk-unsynced', 'anchor-torn'];
    case 'acceptor':
      if (what === ACCEPTING_POLL) return [...crashes, 'power-long', 'anchor-old', ...lineFaults, ...noteFaults, ...clockFaults, ...stalls];
      if (what === OTHER_POLL) return [...crashes, 'power-long', ...lineFaults, 'unknown-event', 'says-nothing', 'stall-12'];
      if (what === GET_COUNTERS) return [...crashes, ...lineFaults, ...counterFaults];
      if (what === ENABLE) return [...crashes, ...lineFaults, 'ignored-order', 'never-obeys', 'two-readings', 'not-recognised'];
      return ORDERS.includes(what) ? [...crashes, ...lineFaults, 'ignored-order', 'stall-12'] : [...crashes, ...lineFaults];
    case 'card':
      // A session with a card begins with its number.
      return [...crashes, ...cardFaultsAt(what), ...(what === CARD_NUMBER ? clockFaults : [])];
    case 'printer':
      return [...crashes, 'paper-out'];
    case 'issuer':
      return [...crashes, 'freeze', ...issuerFaults];
  }
}

/** The APDU that asks for the card's number. */
const CARD_NUMBER = 'ffca0000';
/** First bytes of the APDU that changes a card (update binary, PC/SC part 3). */
const CARD_WRITE = 'ffd6';

/** What can happen to the card and its reader at this command. */
export function cardFaultsAt(what: string): readonly StepFault[] {
  if (what.startsWith(CARD_WRITE)) return [...commandFaults, ...blockFaults, ...readerFaults];
  return what === CARD_NUMBER ? [...commandFaults, ...readerFaults] : commandFaults;
}

/** Requests that change nothing about a card. */
const errands: readonly string[] = ['lookup', 'lock-list', 'upload'];

/** Is something of consequence done at this step: a record, a note taken in, a block written, a slip, an act of the issuer? */
export function isEffect({ part, what }: Pick<Step, 'part' | 'what'>): boolean {
  switch (part) {
    case 'journal':
    case 'printer':
      return true;
    case 'issuer':
      return !errands.includes(what);
    // One belongs to every record: what interrupts the one interrupts the other.
    case 'anchor':
      return false;
    case 'acceptor':
      return what === ACCEPTING_POLL;
    case 'card':
      return what.startsWith(CARD_WRITE);
  }
}

/** The wire's own word for a fault of this world; null for every other fault. */
export function wireFaultOf(fault: StepFault | null): WireFault | null {
  return WIRE_FAULTS.find((name) => fault === `issuer-${name}`) ?? null;
}

/** Does the fault end the station process? */
export function endsStation(fault: StepFault): boolean {
  return fault === 'kill-before' || fault === 'kill-after' || fault === 'power-before' || fault === 'power-after';
}
