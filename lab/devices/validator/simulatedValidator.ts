import type { Clock, Timer } from '../../../hardware/ports/clock.ts';
import { COMMAND, type CommandName } from '../../../hardware/ssp/commands.ts';
import { encodeFrame, type Frame, FrameDecoder, type SequenceBit } from '../../../hardware/ssp/frame.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { Alarms } from './alarms.ts';
import { type ValidatorChoice, type ValidatorConfig, validatorConfig } from './config.ts';
import { FaultScript } from './faultScript.ts';
import { NoteTransport, REJECT } from './noteTransport.ts';
import { littleEndian32, setupReply } from './setupReply.ts';
import { FACTORY_STATE, type GroundTruth, type NoteInPath, type ValidatorCounters, type ValidatorState } from './state.ts';

/** What became of a note that somebody pushed at the bezel. */
export type Insertion =
  | 'taken-in'
  /** Not a single channel is open, the unit is disabled, or the cash box is away or full: the motor does not start. */
  | 'refused-inhibited'
  /** Another note is in the path. */
  | 'refused-busy'
  | 'refused-off';

export interface SimulatedValidatorOptions {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly config?: ValidatorChoice;
  /**
   * Sees every command that arrives: its DATA before it is executed, and after, before the reply leaves. May cut the
   * power or the line; a unit without power does not go on.
   */
  readonly onHostFrame?: (data: Uint8Array, phase: 'before' | 'after') => void;
  /** Something of the state has changed; always told before a reply leaves. For hosts that keep the state on a disk. */
  readonly onChange?: () => void;
}

const OK = 0xf0;
const NOT_KNOWN = 0xf2;
const WRONG_COUNT = 0xf3;
const OUT_OF_RANGE = 0xf4;
const CANNOT = 0xf5;
const FAIL = 0xf8;

/** Silence after which the unit disables itself (GA138: 10 s). */
const SELF_DISABLE_MS = 10_000;

/** An event code that no manual knows, with bytes behind it that would read as a credit. */
const UNKNOWN_EVENT = [0x99, 0xee, 0x01];

const COMMAND_NAMES: ReadonlyMap<number, CommandName> = new Map(
  // Object.entries forgets which keys COMMAND has.
  (Object.entries(COMMAND) as [CommandName, number][]).map(([name, code]) => [code, name] as const),
);

/** Fixed numbers of parameter bytes; a command that is not here takes any number. */
const PARAMETERS: Partial<Record<CommandName, number>> = {
  sync: 0,
  reset: 0,
  hostProtocol: 1,
  setupRequest: 0,
  poll: 0,
  reject: 0,
  disable: 0,
  enable: 0,
  serialNumber: 0,
  lastRejectCode: 0,
  hold: 0,
  getCounters: 0,
};

/**
 * A banknote validator of the NV200 class that answers bytes: the note path moves by the clock, counters and notes
 * survive power cuts, events do not, and `truth` knows where every note really is.
 */
export class SimulatedValidator {
  readonly config: ValidatorConfig;
  readonly faults = new FaultScript();
  readonly #clock: Clock;
  readonly #random: SeededRandom;
  readonly #options: SimulatedValidatorOptions;
  readonly #decoder = new FrameDecoder();
  readonly #alarms: Alarms<'watchdog' | 'startUp'>;
  readonly #transport: NoteTransport;
  #send: (bytes: Uint8Array) => void = () => undefined;
  #powered = true;
  #disabled = true;
  #open: number[] = [];
  #protocol = FACTORY_STATE.protocol;
  #lastSequence: SequenceBit | null = null;
  #lastReply: readonly number[] | null = null;
  #events: (readonly number[])[] = [];
  #laterEvents: (readonly number[])[] = [];
  #boxRemoved = false;
  #boxFull = false;
  #serial = 0;
  /** What lasts, as told last, by a unit that tells it once. */
  #toldState = '';

  constructor(options: SimulatedValidatorOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#random = options.random;
    this.config = validatorConfig(options.config);
    this.#alarms = new Alarms(options.clock, (name) => this.#ring(name));
    this.#transport = new NoteTransport({
      clock: options.clock,
      random: options.random,
      config: this.config,
      faults: this.faults,
      objection: (channel) => this.#objection(channel),
      tell: (...event) => this.#tell(...event),
      tellLater: (...event) => this.#laterEvents.push(event),
      onMoved: () => this.#changed(),
    });
    this.restore(FACTORY_STATE);
  }

  // --- the wire -------------------------------------------------------------------------------------------------

  /** Bytes that arrive from the host. */
  receive(bytes: Uint8Array): void {
    for (const decoded of this.#decoder.push(bytes)) {
      if (decoded.kind === 'frame' && decoded.frame.address === 0 && this.#alive()) this.#answer(decoded.frame);
    }
  }

  /** Where its bytes go to. One listener. */
  onSend(listener: (bytes: Uint8Array) => void): void {
    this.#send = listener;
  }

  // --- what people and the world do -----------------------------------------------------------------------------

  get truth(): GroundTruth {
    return this.#transport.truth;
  }

  get counters(): ValidatorCounters {
    return this.#transport.counters;
  }

  /** NT$ of the note that is still on its way, and counted already by a unit that counts so early; 0 when there is none. */
  get countedInPath(): number {
    const { path } = this.#transport;
    return path?.counted === true && path.phase !== 'stowing' ? path.value : 0;
  }

  /** A note that went back sticks out of the bezel. */
  get heldInBezel(): boolean {
    return this.#transport.inBezel !== null;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** Where the note in the path is, or null. */
  get phase(): NoteInPath['phase'] | null {
    return this.#transport.path?.phase ?? null;
  }

  /** Time enough has passed for a unit that counts late. */
  countAll(): void {
    this.#transport.countAll();
  }

  /** Its timer of the host's silence; null: the host has said nothing yet. */
  get watchdog(): Timer | null {
    return this.#alarms.timer('watchdog');
  }

  /** For so long the host says what it said, and hears what it heard. Milliseconds. */
  heardNothingNew(ms: number): void {
    this.#alarms.set('watchdog', (this.#alarms.left('watchdog') ?? 0) + ms);
  }

  /** A note that stands still on its way goes on. */
  goOn(): void {
    this.#transport.goOn();
    this.#changed();
  }

  /** Would take a note in at this moment. */
  get accepting(): boolean {
    return this.#alive() && this.#transport.path === null && !this.heldInBezel && !this.#refusesAll();
  }

  /** Pushes a note at the bezel. A note that is taken in may still come back: unknown, inhibited, or by the host's wish. */
  insertNote(value: number): Insertion {
    if (!this.#alive()) return 'refused-off';
    if (this.#transport.path !== null || this.heldInBezel) return 'refused-busy';
    if (this.#refusesAll()) return 'refused-inhibited';
    this.#transport.takeIn(value);
    this.#changed();
    return 'taken-in';
  }

  /** Takes the power away. What waits to be told is forgotten, what moves stands still. */
  powerOff(): void {
    this.#powered = false;
    this.#alarms.cancelAll();
    this.#transport.stand();
    this.#forgetVolatile();
    this.#changed();
  }

  /** Gives the power back; the unit clears its path and answers after its start-up time. */
  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#alarms.set('startUp', this.config.timing.startUpMs);
    this.#changed();
  }

  /** The note in the path gets stuck here and now. Answers false when there is none to get stuck. */
  jam(kind: 'safe' | 'unsafe'): boolean {
    const stuck = this.#transport.jam(kind);
    this.#changed();
    return stuck;
  }

  /** Staff opens the unit and hands the stuck note over to the passenger. */
  clearJam(): void {
    this.#transport.takeOut('from inside');
    this.#changed();
  }

  removeCashBox(): void {
    this.#boxRemoved = true;
    this.#changed();
  }

  replaceCashBox(): void {
    if (this.#boxRemoved) this.#tell(0xe4);
    this.#boxRemoved = false;
    this.#boxFull = false;
    this.#changed();
  }

  fillCashBox(): void {
    this.#boxFull = true;
    this.#changed();
  }

  /** Somebody pulls at the note on a string: before the point of no return it comes out again, without a credit. */
  attemptFraud(): void {
    if (!this.#alive()) return;
    this.#tell(0xe6, this.#transport.path?.channel ?? 0);
    this.#transport.takeOut('from the front');
    this.#changed();
  }

  /** The counters change by so many notes, and nobody knows why. */
  tamperWithCounters(notes: number): void {
    this.#transport.addToCounters(notes);
    this.#changed();
  }

  /** Another unit of the same kind is put in its place, which has counted other notes. It is still to be switched on. */
  exchange(): void {
    this.powerOff();
    this.#serial += 1;
    this.#transport.exchangeCounters(this.#transport.counters.stacked + 20);
  }

  save(): ValidatorState {
    const transport = this.#transport.save();
    return structuredClone({
      ...transport,
      serial: this.#serial,
      powered: this.#powered,
      disabled: this.#disabled,
      open: this.#open,
      protocol: this.#protocol,
      lastSequence: this.#lastSequence,
      lastReply: this.#lastReply,
      events: this.#events,
      laterEvents: this.#laterEvents,
      boxRemoved: this.#boxRemoved,
      boxFull: this.#boxFull,
      countdowns: { ...transport.countdowns, watchdog: this.#alarms.left('watchdog'), startUp: this.#alarms.left('startUp') },
      faults: this.faults.planned,
    });
  }

  restore(saved: ValidatorState): void {
    const state = structuredClone(saved);
    this.#alarms.cancelAll();
    this.#decoder.reset();
    this.#transport.restore(state);
    this.#powered = state.powered;
    this.#serial = state.serial ?? this.config.serial;
    this.#disabled = state.disabled;
    this.#open = [...state.open];
    this.#protocol = state.protocol;
    this.#lastSequence = state.lastSequence;
    this.#lastReply = state.lastReply;
    this.#events = [...state.events];
    this.#laterEvents = [...state.laterEvents];
    this.#boxRemoved = state.boxRemoved;
    this.#boxFull = state.boxFull;
    this.faults.restore(state.faults);
    for (const name of ['watchdog', 'startUp'] as const) {
      const left = state.countdowns[name];
      if (left !== null) this.#alarms.set(name, left);
    }
  }

  // --- commands -------------------------------------------------------------------------------------------------

  #answer(frame: Frame): void {
    const { data, sequence } = frame;
    const name = COMMAND_NAMES.get(data[0] ?? 0) ?? 'any';
    const fault = this.faults.take(name, ['lost-command', 'lost-reply', 'garbled-reply']);
    if (fault === 'lost-command') return;
    this.#options.onHostFrame?.(data, 'before');
    if (!this.#alive()) return;
    this.#alarms.set('watchdog', SELF_DISABLE_MS);
    const repeated = sequence === this.#lastSequence && name !== 'sync' ? this.#lastReply : null;
    const reply = repeated ?? this.#execute(name, data);
    // After SYNC the next command carries sequence bit 0, whatever SYNC itself carried (GA138).
    this.#lastSequence = name === 'sync' ? 1 : sequence;
    this.#lastReply = reply;
    this.#changed();
    this.#options.onHostFrame?.(data, 'after');
    if (!this.#alive() || fault === 'lost-reply') return;
    const wire = encodeFrame({ sequence, address: 0, data: Uint8Array.from(reply) });
    if (fault === 'garbled-reply') wire[wire.length - 1] = (wire.at(-1) ?? 0) ^ (1 << this.#random.integer(0, 6));
    this.#transmit(wire, name);
  }

  #transmit(wire: Uint8Array, name: CommandName | 'any'): void {
    const leave = (): void => {
      if (!this.#alive()) return;
      this.#send(wire);
      // Reset (01) is answered first, then the unit starts anew.
      if (name === 'reset') {
        this.powerOff();
        this.powerOn();
      }
    };
    if (this.config.timing.replyMs === 0) leave();
    else this.#clock.setTimeout(leave, this.config.timing.replyMs);
  }

  #execute(name: CommandName | 'any', data: Uint8Array): readonly number[] {
    if (this.faults.take(name, ['refused-command']) !== null) return [CANNOT];
    if (this.faults.take(name, ['ignored-order']) !== null) return [OK];
    if (name === 'any') return [NOT_KNOWN];
    const parameters = data.subarray(1);
    const expected = PARAMETERS[name];
    if (expected !== undefined && parameters.length !== expected) return [WRONG_COUNT];
    switch (name) {
      case 'reset':
      case 'sync':
      case 'bezelOn':
      case 'bezelOff':
        return [OK];
      case 'setInhibits':
        return this.#setInhibits(parameters);
      case 'setupRequest':
        return setupReply(this.config, this.#protocol);
      case 'hostProtocol':
        return this.#setProtocol(parameters[0] ?? 0);
      case 'poll':
        return this.#poll();
      case 'reject':
        return this.#transport.giveBack(REJECT.host) ? [OK] : [CANNOT];
      case 'disable':
        this.#disabled = true;
        this.#transport.giveBack(REJECT.disabled);
        return [OK];
      case 'enable':
        this.#disabled = false;
        return [OK];
      case 'serialNumber':
        return [OK, ...littleEndian32(this.#serial).reverse()];
      case 'lastRejectCode':
        return [OK, this.#transport.lastRejectCode];
      case 'hold':
        return this.#transport.hold() ? [OK] : [FAIL];
      case 'firmwareVersion':
        return [OK, ...new TextEncoder().encode(`NV0200${this.config.firmware}000000`)];
      case 'datasetVersion':
        return [OK, ...new TextEncoder().encode(`${this.config.currency}01A01`)];
      case 'getCounters':
        return this.#tellCounters();
    }
  }

  #setInhibits(mask: Uint8Array): readonly number[] {
    if (mask.length === 0) return [WRONG_COUNT];
    this.#open = this.config.denominations.map((_, index) => index + 1).filter((channel) => isSet(mask, channel));
    return [OK];
  }

  #setProtocol(version: number): readonly number[] {
    if (version === 0) return [OUT_OF_RANGE];
    if (version > this.config.highestProtocol) return [FAIL];
    this.#protocol = version;
    return [OK];
  }

  #tellCounters(): readonly number[] {
    const unsupported = this.faults.take('getCounters', ['counters-unsupported']) !== null;
    if (unsupported || !this.config.counters) return [NOT_KNOWN];
    const { stacked, stored, dispensed, transferred, rejected } = this.#transport.counters;
    return [OK, 5, ...[stacked, stored, dispensed, transferred, rejected].flatMap(littleEndian32)];
  }

  #poll(): readonly number[] {
    // A poll that follows the news of a note in escrow accepts it.
    this.#transport.acceptTold();
    if (this.faults.take('poll', ['says-nothing']) !== null) return [OK];
    const events = [...this.#events, ...this.#stateToTell()];
    this.#events = this.#laterEvents;
    this.#laterEvents = [];
    if (this.faults.take('poll', ['unknown-event']) !== null) events.push(UNKNOWN_EVENT);
    return [OK, ...events.flat()];
  }

  #stateToTell(): (readonly number[])[] {
    const state = this.#state();
    if (!this.config.tellsOnce) return state;
    const text = JSON.stringify(state);
    const news = text !== this.#toldState;
    this.#toldState = text;
    return news ? state : [];
  }

  /** What every poll tells for as long as it lasts. */
  #state(): (readonly number[])[] {
    const events: (readonly number[])[] = [];
    const { path } = this.#transport;
    switch (path?.phase) {
      case 'reading':
        events.push([0xef, 0]);
        break;
      case 'escrow':
        events.push([0xef, path.channel]);
        this.#transport.markTold();
        break;
      case 'transport':
      case 'stowing':
        if (path.silent !== true) events.push([0xcc]);
        break;
      case 'rejecting':
        events.push([0xed]);
        break;
      case 'jammed-safe':
        events.push([0xea]);
        break;
      case 'jammed-unsafe':
        events.push([0xe9]);
        break;
      case undefined:
    }
    const { inBezel } = this.#transport;
    if (inBezel !== null) events.push([0xce, ...littleEndian32(inBezel * this.config.realMultiplier), ...this.#currency()]);
    if (this.#boxRemoved) events.push([0xe3]);
    if (this.#boxFull) events.push([0xe7]);
    if (this.#disabled) events.push([0xe8]);
    return events;
  }

  // --- by itself ------------------------------------------------------------------------------------------------

  #ring(name: 'watchdog' | 'startUp'): void {
    if (name === 'watchdog') {
      this.#disabled = true;
      this.#transport.giveBack(REJECT.escrowTimeout);
    } else {
      this.#tell(0xf1);
      this.#transport.clearAtStart();
    }
    this.#changed();
  }

  #objection(channel: number): number | null {
    if (this.#disabled) return REJECT.disabled;
    return this.#open.includes(channel) ? null : REJECT.inhibited;
  }

  // --- small change ---------------------------------------------------------------------------------------------

  #alive(): boolean {
    return this.#powered && this.#alarms.left('startUp') === null;
  }

  #refusesAll(): boolean {
    return this.#disabled || this.#open.length === 0 || this.#boxRemoved || this.#boxFull;
  }

  #currency(): readonly number[] {
    return [...new TextEncoder().encode(this.config.currency)];
  }

  #tell(...event: readonly number[]): void {
    if (this.#powered) this.#events.push(event);
  }

  #forgetVolatile(): void {
    this.#decoder.reset();
    this.#disabled = true;
    this.#open = [];
    this.#protocol = FACTORY_STATE.protocol;
    this.#lastSequence = null;
    this.#lastReply = null;
    this.#events = [];
    this.#laterEvents = [];
    this.#toldState = '';
  }

  #changed(): void {
    this.#options.onChange?.();
  }
}

function isSet(mask: Uint8Array, channel: number): boolean {
  return (((mask[(channel - 1) >> 3] ?? 0) >> ((channel - 1) & 7)) & 1) === 1;
}
