import type { Clock } from '../../../hardware/ports/clock.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { Alarms } from './alarms.ts';
import { LATE_COUNT_MS, type ValidatorConfig } from './config.ts';
import type { FaultScript } from './faultScript.ts';
import type { Countdowns, GroundTruth, NoteInPath, ValidatorCounters, ValidatorState } from './state.ts';

/** Why a note goes back, as reply 17 tells it. */
export const REJECT = {
  notRecognised: 0x01,
  inhibited: 0x06,
  secondNote: 0x07,
  cannotStack: 0x1d,
  host: 0x08,
  disabled: 0x0c,
  escrowTimeout: 0x13,
} as const;

/** Time in escrow after which a note goes back (GA138: 10 s). */
const ESCROW_MS = 10_000;

/** How long a second note keeps the first one from going on, and how long a silent or a stuck one needs, milliseconds. */
const SECOND_NOTE_MS = 1_500;
const SILENT_MS = 6_000;
const CLEARS_IN_MS = 9_000;
/** How long a note stands still that stands still on its way, milliseconds: longer than a visit goes on. */
const STILL_MS = 150_000;

/** How long somebody needs to take what sticks out of the bezel, milliseconds: longer than the screen tells of it anyway. */
const TAKEN_MS = 26_000;

/** NT$ of the note that is pushed in behind another one. */
const SECOND_NOTE = 100;

const WRAP = 0x1_0000_0000;

interface NoteTransportOptions {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly config: ValidatorConfig;
  readonly faults: FaultScript;
  /** Why a note of this channel is not wanted at the end of its reading, or null. */
  readonly objection: (channel: number) => number | null;
  /** An event for the next poll. */
  readonly tell: (...event: readonly number[]) => void;
  /** An event for the poll after the next one. */
  readonly tellLater: (...event: readonly number[]) => void;
  /** Something has moved by itself. */
  readonly onMoved: () => void;
}

/** What the transport is, as part of the state of the unit. */
type TransportState = Pick<ValidatorState, 'path' | 'lastRejectCode' | 'counters' | 'uncounted' | 'inBezel' | 'truth'> & {
  readonly countdowns: Pick<Countdowns, 'motion' | 'escrow' | 'count' | 'bezel'>;
};

/** Motors, sensors and the cash box: the way of one note, the lifetime counters, and where every note really is. */
export class NoteTransport {
  readonly #options: NoteTransportOptions;
  readonly #alarms: Alarms<'motion' | 'escrow' | 'count' | 'bezel'>;
  #uncounted = 0;
  #inBezel: number | null = null;
  #path: NoteInPath | null = null;
  #counters: ValidatorCounters = { stacked: 0, stored: 0, dispensed: 0, transferred: 0, rejected: 0 };
  #lastRejectCode = 0;
  #kept: number[] = [];
  #returned: number[] = [];

  constructor(options: NoteTransportOptions) {
    this.#options = options;
    this.#alarms = new Alarms(options.clock, (name) => {
      if (name === 'motion') this.#arrive();
      else if (name === 'count') this.countAll();
      else if (name === 'bezel') this.#inBezel = null;
      else this.giveBack(REJECT.escrowTimeout);
      options.onMoved();
    });
  }

  get path(): NoteInPath | null {
    return this.#path;
  }

  /** NT$ of the note that sticks out of the bezel, or null. */
  get inBezel(): number | null {
    return this.#inBezel;
  }

  get counters(): ValidatorCounters {
    return this.#counters;
  }

  get lastRejectCode(): number {
    return this.#lastRejectCode;
  }

  get truth(): GroundTruth {
    const inPath = this.#path === null || this.#path.phase === 'stowing' ? null : this.#path.value;
    return { kept: [...this.#kept], returned: [...this.#returned], inPath };
  }

  takeIn(value: number): void {
    this.#move({ phase: 'reading', value, channel: 0, told: false }, this.#options.config.timing.readingMs);
  }

  /** Goes on waiting in escrow. Answers false when nothing waits there. */
  hold(): boolean {
    if (this.#path?.phase !== 'escrow') return false;
    this.#alarms.set('escrow', ESCROW_MS);
    return true;
  }

  /** The host was told of the note in escrow. */
  markTold(): void {
    if (this.#path !== null) this.#path = { ...this.#path, told: true };
  }

  /** Takes a note out of escrow towards the cash box, if the host knows of it. */
  acceptTold(): void {
    const path = this.#path;
    if (path?.phase !== 'escrow' || !path.told) return;
    this.#alarms.cancel('escrow');
    const counted = this.#options.config.counting === 'early';
    if (counted) this.#count(1);
    const fault = this.#options.faults.take('stack', ['silent-stacking', 'stands-still']);
    const silent = fault !== null;
    const stillMs = fault === 'stands-still' ? STILL_MS : 0;
    this.#move(
      { ...path, phase: 'transport', ...(counted ? { counted } : {}), ...(silent ? { silent } : {}), ...(stillMs > 0 ? { stillMs } : {}) },
      // Behind the sensor, where there is one.
      this.#legMs(silent) + (this.#options.config.counting === 'on-the-way' ? 0 : stillMs),
    );
  }

  /** Milliseconds to the point of no return, or to the sensor half-way there. */
  #legMs(silent: boolean): number {
    const { timing, counting } = this.#options.config;
    const ms = silent ? SILENT_MS : timing.transportMs;
    return counting === 'on-the-way' ? ms / 2 : ms;
  }

  /** What stands still on its way goes on now. */
  goOn(): void {
    if (this.#path?.phase === 'transport' && this.#path.stillMs !== undefined) this.#passPointOfNoReturn(this.#path);
  }

  /** Sends a note in escrow back. Answers false when nothing waits there. */
  giveBack(rejectCode: number): boolean {
    const path = this.#path;
    if (path?.phase !== 'escrow') return false;
    this.#reject(path, rejectCode);
    return true;
  }

  /** Somebody tampers with the counters. */
  addToCounters(notes: number): void {
    this.#count(notes);
  }

  /** Another unit's counters are told: whatever this one was about to count, it does not. */
  exchangeCounters(stacked: number): void {
    this.#counters = { ...this.#counters, stacked: (stacked + WRAP) % WRAP };
    this.#uncounted = 0;
  }

  /** The note gets stuck where it is. Answers false when there is none to get stuck. */
  jam(kind: 'safe' | 'unsafe'): boolean {
    const path = this.#path;
    if (path === null || path.phase === 'stowing') return false;
    this.stand();
    this.#path = { ...path, phase: kind === 'safe' ? 'jammed-safe' : 'jammed-unsafe' };
    return true;
  }

  /** Somebody takes the note out by hand, if a hand can reach it. */
  takeOut(reach: 'from the front' | 'from inside'): void {
    const path = this.#path;
    const jammed = path?.phase === 'jammed-safe' || path?.phase === 'jammed-unsafe';
    if (path === null || path.phase === 'stowing' || (reach === 'from inside' && !jammed)) return;
    if (reach === 'from the front' && path.phase === 'jammed-safe') return;
    this.stand();
    this.#returned.push(path.value);
    this.#path = null;
  }

  /** Nothing moves by itself any more: the power is away. A hand takes what sticks out all the same. */
  stand(): void {
    for (const name of ['motion', 'escrow', 'count'] as const) this.#alarms.cancel(name);
  }

  /** Power is back: what stood still is moved to one end of the path or the other, and told. */
  clearAtStart(): void {
    const path = this.#path;
    this.#path = null;
    this.countAll();
    if (path === null) return;
    if (path.phase === 'jammed-safe') this.#keep(path);
    if (path.phase === 'jammed-safe' || path.phase === 'stowing') {
      this.#options.tell(0xe2, path.channel);
      return;
    }
    this.#returned.push(path.value);
    this.#options.tell(0xe1, path.channel);
  }

  save(): TransportState {
    return {
      path: this.#path,
      lastRejectCode: this.#lastRejectCode,
      counters: this.#counters,
      uncounted: this.#uncounted,
      inBezel: this.#inBezel,
      truth: this.truth,
      countdowns: {
        motion: this.#alarms.left('motion'),
        escrow: this.#alarms.left('escrow'),
        count: this.#alarms.left('count'),
        bezel: this.#alarms.left('bezel'),
      },
    };
  }

  restore(state: TransportState): void {
    this.stand();
    this.#path = state.path;
    this.#lastRejectCode = state.lastRejectCode;
    this.#counters = state.counters;
    this.#uncounted = state.uncounted ?? 0;
    this.#inBezel = state.inBezel ?? null;
    this.#kept = [...state.truth.kept];
    this.#returned = [...state.truth.returned];
    const { motion, escrow, count = null, bezel = null } = state.countdowns;
    if (motion !== null) this.#alarms.set('motion', motion);
    if (escrow !== null) this.#alarms.set('escrow', escrow);
    if (count !== null) this.#alarms.set('count', count);
    if (bezel !== null) this.#alarms.set('bezel', bezel);
  }

  #arrive(): void {
    const path = this.#path;
    switch (path?.phase) {
      case 'reading':
        this.#recognise(path);
        break;
      case 'transport':
        if (this.#options.config.counting === 'on-the-way' && path.counted !== true) this.#passSensor(path);
        else this.#passPointOfNoReturn(path);
        break;
      case 'stowing':
        this.#options.tell(0xeb);
        this.#path = null;
        break;
      case 'rejecting':
        this.#options.tell(0xec);
        this.#returned.push(path.value);
        this.#counters = { ...this.#counters, rejected: (this.#counters.rejected + 1) % WRAP };
        this.#hold(path.value);
        this.#path = null;
        break;
      case 'jammed-safe':
        if (path.clearsIn === true) this.#passPointOfNoReturn({ ...path, clearsIn: false });
        break;
      case 'escrow':
      case 'jammed-unsafe':
      case undefined:
    }
  }

  #passSensor(path: NoteInPath): void {
    this.#count(1);
    this.#move({ ...path, counted: true }, this.#legMs(path.silent === true) + (path.stillMs ?? 0));
  }

  /** What was given back stays between the lips until somebody takes it. */
  #hold(value: number): void {
    if (!this.#options.config.holdsInBezel) return;
    this.#inBezel = value;
    this.#alarms.set('bezel', TAKEN_MS);
  }

  #recognise(path: NoteInPath): void {
    const { config, faults, objection } = this.#options;
    const channel = config.denominations.indexOf(path.value) + 1;
    const unknown = channel === 0 || faults.take('validate', ['reject-note']) !== null;
    const against = unknown ? REJECT.notRecognised : objection(channel);
    if (against !== null) {
      this.#reject(path, against);
      return;
    }
    if (faults.take('validate', ['two-readings']) !== null) this.#options.tell(0xef, channel === 1 ? 2 : 1);
    this.#path = { ...path, phase: 'escrow', channel };
    this.#alarms.set('escrow', ESCROW_MS);
  }

  #passPointOfNoReturn(path: NoteInPath): void {
    const { config, faults, tell, tellLater } = this.#options;
    const fault = faults.take('stack', [
      'jam-safe',
      'jam-unsafe',
      'jam-clears-in',
      'second-note',
      'reject-accepted',
      'credit-unreported',
      'credit-reported-twice',
    ]);
    if (fault === 'jam-clears-in') {
      this.#move({ ...path, phase: 'jammed-safe', clearsIn: true }, CLEARS_IN_MS);
      return;
    }
    if (fault === 'second-note') {
      tell(0xed);
      tell(0xec);
      this.#lastRejectCode = REJECT.secondNote;
      this.#returned.push(SECOND_NOTE);
      this.#move(path, SECOND_NOTE_MS);
      return;
    }
    if (fault === 'reject-accepted') {
      this.#reject(path, REJECT.cannotStack);
      return;
    }
    if (fault === 'jam-safe' || fault === 'jam-unsafe') {
      this.#path = { ...path, phase: fault === 'jam-safe' ? 'jammed-safe' : 'jammed-unsafe' };
      return;
    }
    this.#keep(path);
    if (fault !== 'credit-unreported') tell(0xee, path.channel);
    if (fault === 'credit-reported-twice') tellLater(0xee, path.channel);
    this.#move({ ...path, phase: 'stowing' }, config.timing.stowingMs);
  }

  #keep({ value, counted = false }: NoteInPath): void {
    this.#kept.push(value);
    if (counted) return;
    if (this.#options.config.counting !== 'late') {
      this.#count(1);
      return;
    }
    this.#uncounted += 1;
    this.#alarms.set('count', LATE_COUNT_MS);
  }

  #count(notes: number): void {
    this.#counters = { ...this.#counters, stacked: (this.#counters.stacked + notes + WRAP) % WRAP };
  }

  /** What it counts late is counted now. */
  countAll(): void {
    this.#alarms.cancel('count');
    this.#count(this.#uncounted);
    this.#uncounted = 0;
  }

  #reject(path: NoteInPath, rejectCode: number): void {
    this.#alarms.cancel('escrow');
    this.#lastRejectCode = rejectCode;
    this.#move({ ...path, phase: 'rejecting' }, this.#options.config.timing.rejectingMs);
  }

  #move(path: NoteInPath, ms: number): void {
    const { jitter } = this.#options.config.timing;
    this.#path = path;
    this.#alarms.set('motion', jitter === 0 ? ms : Math.round(ms * (1 + jitter * (2 * this.#options.random.next() - 1))));
  }
}
