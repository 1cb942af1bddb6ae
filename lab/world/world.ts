import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import type { Auxiliaries } from '../../hardware/ports/auxiliaries.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import { toHex } from '../../hardware/ports/hex.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import type { JournalDisk } from '../../hardware/ports/journalDisk.ts';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type PcscPort, transmitEach } from '../../hardware/ports/pcsc.ts';
import type { ReceiptPrinter } from '../../hardware/ports/receiptPrinter.ts';
import { ok } from '../../hardware/ports/result.ts';
import type { SecurityModule } from '../../hardware/ports/securityModule.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { createInMemoryPcsc } from '../devices/card/inMemoryPcsc.ts';
import { preparedCards } from '../devices/card/preparedCards.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { REALISTIC_DELAYS, SimulatedReader } from '../devices/card/simulatedReader.ts';
import { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import type { ValidatorChoice } from '../devices/validator/config.ts';
import type { ValidatorOperation } from '../devices/validator/faultScript.ts';
import { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import type { ValidatorState } from '../devices/validator/state.ts';
import { settle, VirtualClock } from '../devices/virtualClock.ts';
import { limits } from '../../machines/flows/limits.ts';
import type { View } from '../../machines/view/view.ts';
import { readerOver } from '../../station/composition.ts';
import { createStation, type Station, type StationPorts } from '../../station/createStation.ts';
import { type CardSeal, createCardSeal } from '../../station/journal/cardSeal.ts';
import type { Seed } from '../issuer/seed.ts';
import { memoryLockListStore } from '../../station/issuer/lockListStore.ts';
import { openJournal } from '../../station/journal/openJournal.ts';
import { parseRecord } from '../../station/journal/records.ts';
import { Ledger } from '../../station/journal/ledger.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { acceptorFaults, cardFaults, cutOf } from './deviceFaults.ts';
import { EventLog } from './eventLog.ts';
import { findActImbalance, type IssuerTruth } from './actInvariants.ts';
import { ACCEPTING_POLL, type Interruption, OTHER_POLL, type Step, type StepFault, wireFaultOf } from './interruption.ts';
import { findImbalance, type Truth } from './invariants.ts';
import { AdoptedCards } from './adoptedCards.ts';
import { readIssuerTruth } from './issuerTruth.ts';
import { findCaseFaults, findCasesMissing, findCasesTooMany, findFalseWords, findUntold } from './noteInvariants.ts';
import { seedOf } from './preparedIssuer.ts';
import { findBrokenPromises, ToldUndone } from './promises.ts';
import { type DiskFault, SimulatedDisk } from './simulatedDisk.ts';
import { TrueTime } from './trueTime.ts';
import { createSimulatedIssuer, type SimulatedIssuer } from './simulatedIssuer.ts';

/** A dead process is started again after this time; mains come back after {@link MAINS_OFF_MS}. Milliseconds. */
const RESTART_MS = 200;
const MAINS_OFF_MS = 1_500;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A reader, or its process, that died is back after this time; milliseconds. */
const READER_BACK_MS = 1_000;

/** How long the network is away, milliseconds: longer than a passenger's request is repeated. */
const OFFLINE_MS = 25_000;

/** How long a computer stands still, milliseconds: longer than a flow waits for the issuer. */
const FREEZE_MS = limits.issuerAnswerMs + 1_000;

const config = { station: 'World', machine: 'SIM-1', language: 'zh-Hant', cardRecord: { place: 99, device: 0x00a1_0001 } } as const;

export interface WorldOptions {
  readonly seed: string;
  readonly interruptions?: readonly Interruption[];
  /** An issuer is at the other end of a wire, and the cards are artificial ones. Default: no. `true`: it knows the prepared cards. */
  readonly issuer?: boolean | Seed;
  /** What a machine had behind it before this world began. Default: nothing. */
  readonly before?: MachineBefore;
  /** What the note validator is like; left out, as the manual says. */
  readonly validator?: ValidatorChoice | undefined;
  /** How many of the newest events are kept for a report. */
  readonly keepEvents?: number;
  /** Outlives every station, as one in its slot does. Default: the factory's keys, and credit without end. */
  readonly securityModule?: SecurityModule;
}

/** A machine's disk and its acceptor, taken from another world. */
export interface MachineBefore {
  readonly records: readonly StoredRecord[];
  readonly journalKey: Uint8Array;
  readonly validator: ValidatorState;
}

/** One station process and its grip on the world: when it dies, nothing it still holds does anything. */
interface Life {
  alive: boolean;
}

/** Seconds of a stall, by its name. */
const STALL_MS: Partial<Record<StepFault, number>> = { 'stall-2': 2_000, 'stall-6': 6_000, 'stall-12': 12_000 };

/** Replies in a row without a word. */
const SAYS_NOTHING = 3;

/** How long staff needs to exchange a unit, milliseconds: longer than it takes to be known as away. */
const EXCHANGE_MS = 30_000;

/** How long a unit does not obey that does not obey at all, milliseconds. */
const DISOBEYS_MS = 60_000;

/** Longest that notes may be asked for before a unit that takes none, milliseconds: until a silent line counts as dead. */
const INVITED_MS = 40_000;

/** Most enables in a minute that are not yet a unit that is asked for ever. */
const MOST_ENABLES = 40;
const MINUTE_MS = 60_000;
const ENABLE = 0x0a;

/** How late the PC/SC service notices a card, milliseconds (pcscd looks every 400; shorter here to keep worlds small). */
const CARD_POLLING_MS = 100;

/** Place of the command byte in an SSP frame. */
const COMMAND_AT = 3;
const POLL = 0x07;
const GET_COUNTERS = 0x58;

/** The orders that can be answered and not carried out, by their codes. */
const COMMAND_NAMES: Readonly<Record<number, ValidatorOperation>> = {
  0x02: 'setInhibits',
  0x08: 'reject',
  0x09: 'disable',
  0x0a: 'enable',
};
const LENGTH_AT = 2;
const CHECKSUM_BYTES = 2;

/** What the dead wait for. Each its own: whoever waits for a promise is remembered by it. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** The disk's own faults by the names of the world. */
const diskFaults: Partial<Record<StepFault, DiskFault>> = {
  'disk-full': 'full',
  'disk-error': 'io-error',
  'disk-unsynced': 'unsynced',
  'anchor-torn': 'torn',
};

/** A dead station's code may still run on; what it wants to write down is refused. */
class StationDied extends Error {}

/** A kiosk, its parts and its passengers in one thread, on one virtual clock, from one seed. */
export class World {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly log: EventLog;
  readonly disk: SimulatedDisk;
  readonly validator: SimulatedValidator;
  readonly reader: SimulatedReader;
  readonly printer: SimulatedPrinter;
  readonly auxiliaries = new SimulatedAuxiliaries();
  /** Null: no issuer is connected to the machine. */
  readonly issuer: SimulatedIssuer | null;
  /** What is wrong, in words. A world with violations is a failed proof. */
  readonly violations: string[] = [];
  /** Every step so far, over all boots. */
  readonly steps: Step[] = [];
  /** Interruptions that happened. */
  readonly happened: Interruption[] = [];
  boots = 0;
  /** What the screen showed since the first interruption, in order; null while it was dark. */
  readonly screens: (string | null)[] = [];
  /** What the station called an error of its own. */
  readonly errors: string[] = [];
  /** The same card was asked for at least once. */
  askedForCard = false;

  /** What the world did to the counters, and how often it noted a credit twice. */
  readonly made = { orphans: 0, histories: 0 };
  toldTwice = 0;

  /** Enables that the unit heard. */
  enables = 0;
  #enables: number[] = [];
  #stalledUntilMs = 0;
  /** Since when notes are asked for before a unit that takes none. */
  #invitedSinceMs: number | null = null;
  /** Transactions of which something was told on the screen, since they are on record. */
  readonly #told = new Set<string>();
  readonly #madeBy: StepFault[] = [];
  /** The counters were tampered with, and the station has not read them since. */
  #tamperedUnread = false;
  readonly #interruptions: ReadonlyMap<number, StepFault>;
  readonly #securityModule: SecurityModule;
  readonly seal: CardSeal;
  readonly cards: AdoptedCards;
  readonly time = new TrueTime(this.clock);
  readonly #undone = new ToldUndone();
  readonly #audit = new Ledger();
  #audited = 0;
  #checkedStamp = '';
  readonly #countChanges: { get(): unknown } | null;
  /** The acceptor said the same twice: nothing moves. */
  #acceptorQuiet = false;
  #acceptorSaid = '';
  #life: Life = { alive: false };
  #station: Station | null = null;
  #view: View | null = null;

  constructor(options: WorldOptions) {
    this.random = new SeededRandom(options.seed);
    this.log = new EventLog(options.keepEvents ?? 0);
    this.#interruptions = new Map((options.interruptions ?? []).map(({ at, fault }) => [at, fault]));
    this.#securityModule = options.securityModule ?? sameKeysForAll(FACTORY_KEYS);
    const { before } = options;
    this.disk = new SimulatedDisk({
      machine: config.machine,
      sealKey: before?.journalKey ?? this.random.fork('journal key').bytes(32),
      signerSeed: this.random.fork('machine key').bytes(32),
      ...(before && { found: before.records }),
    });
    this.seal = createCardSeal(this.disk.sealKey, this.random.fork('seal'));
    this.cards = new AdoptedCards(this.seal);
    this.validator = new SimulatedValidator({
      clock: this.clock,
      random: this.random.fork('validator'),
      config: { ...options.validator, timing: { replyMs: 5 } },
      onHostFrame: (data, phase) => {
        if (phase !== 'before' || data[0] !== ENABLE) return;
        this.enables += 1;
        this.#enables.push(this.clock.monotonicMs());
      },
    });
    if (before !== undefined) this.validator.restore(before.validator);
    this.reader = new SimulatedReader({ clock: this.clock, delays: REALISTIC_DELAYS });
    this.printer = new SimulatedPrinter(this.clock);
    const { issuer = false } = options;
    const nowMs = this.clock.wallMs();
    const seed = issuer === true ? seedOf(preparedCards(nowMs), nowMs) : issuer;
    this.issuer = seed === false ? null : createSimulatedIssuer(this.clock, seed);
    this.#countChanges = this.issuer?.books.prepare('SELECT total_changes()').pluck() ?? null;
  }

  /** Lets go what would outlive the world. */
  close(): void {
    this.issuer?.books.close();
  }

  /** A record could not be confirmed in this life of the station. */
  get #journalFailed(): boolean {
    return this.#station?.journal?.failed ?? false;
  }

  /** The picture on the screen; null while no station runs. */
  get view(): View | null {
    return this.#life.alive ? this.#view : null;
  }

  get station(): Station | null {
    return this.#life.alive ? this.#station : null;
  }

  /** Makes a card known to the world, so that what is added to it is counted. */
  adopt(card: SimulatedCard): void {
    this.cards.adopt(card);
  }

  /** What the issuer's books and the cards say of acts; null without an issuer. */
  issuerTruth(): IssuerTruth | null {
    return this.issuer === null ? null : readIssuerTruth(this.issuer.books, this.cards.all);
  }

  truth(): Truth {
    const { kept, inPath } = this.validator.truth;
    return {
      cashKept: kept.reduce((total, value) => total + value, this.validator.countedInPath),
      addedTo: this.cards.addedTo(),
      stuck: inPath ?? 0,
    };
  }

  /** What the journal says, read as an auditor would: from the disk, without the station. */
  ledger(): Ledger {
    for (const row of this.disk.records.slice(this.#audited)) this.#audit.apply(parseRecord(row));
    this.#audited = this.disk.records.length;
    return this.#audit;
  }

  /** Starts a station. What it was about to do when it died is nowhere but on the disk and in the devices. */
  boot(): void {
    this.boots += 1;
    const life: Life = { alive: true };
    this.#life = life;
    this.#view = null;
    this.log.write(this.clock.monotonicMs(), 'boot');
    try {
      this.#station = createStation(this.#portsOf(life), config, {
        onView: (view) => {
          if (life.alive) this.#show(view);
        },
        onUnforeseen: (event, place) => {
          if (life.alive) this.violations.push(`nobody expected ${event.type} in ${place}`);
        },
      });
      this.#station.start().catch((cause: unknown) => {
        if (!(cause instanceof StationDied) && life.alive) this.#diesOfItself(life, cause);
      });
    } catch (cause) {
      if (!(cause instanceof StationDied)) this.#diesOfItself(life, cause);
    }
  }

  /** Ends the station process at once, as `kill -9` does. It is started again. */
  kill(): void {
    if (!this.#life.alive) return;
    this.#life.alive = false;
    this.log.write(this.clock.monotonicMs(), 'killed');
    this.clock.setTimeout(() => this.boot(), RESTART_MS);
  }

  /** What staff does at a stopped machine whose clock nobody can vouch for (`journal confirm-clock`). */
  confirmClock(): void {
    const opening = openJournal({ disk: this.disk, machine: config.machine, clock: this.clock, bootId: 'staff', mayBegin: false });
    if (opening.refused !== null) return;
    opening.journal.append('clock-confirmed', null, { by: 'staff' });
    opening.store.close();
  }

  /** The mains fail for a while: station and devices. */
  cutPower(): void {
    if (!this.#life.alive) return;
    this.#life.alive = false;
    this.log.write(this.clock.monotonicMs(), 'mains off');
    this.validator.powerOff();
    this.reader.reset();
    this.printer.powerOff();
    this.disk.cutPower();
    this.clock.setTimeout(() => {
      this.validator.powerOn();
      this.printer.powerOn();
      this.boot();
    }, MAINS_OFF_MS);
  }

  /** The machine stands without power for a day, as a hall does over night. */
  sleepUntilTomorrow(): void {
    this.clock.jumpWall(DAY_MS);
    this.cutPower();
  }

  /** Lets the world go on until `condition` holds, or for `limitMs`. Checks the invariants after every event. */
  async until(condition: () => boolean, limitMs: number): Promise<boolean> {
    const end = this.clock.monotonicMs() + limitMs;
    await settle();
    while (!condition()) {
      const next = this.clock.untilNext();
      if (next === null || this.clock.monotonicMs() + next > end) return false;
      this.clock.runNext();
      await settle();
      this.#check();
    }
    return true;
  }

  async pass(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  violate(what: string): void {
    if (!this.violations.includes(what)) this.violations.push(what);
    this.log.write(this.clock.monotonicMs(), `VIOLATION ${what}`);
  }

  #show(view: View): void {
    this.#view = view;
    this.#noteScreen(view.screen);
    if (view.screen === 'same-card') this.askedForCard = true;
    this.log.write(
      this.clock.monotonicMs(),
      `view ${view.screen} ${view.seq} ${JSON.stringify(view.money)} ${view.prompts.map((prompt) => prompt.id).join()}`,
    );
    const ledger = this.ledger();
    this.#undone.hear(view, ledger);
    for (const broken of [...findBrokenPromises(view, ledger), ...this.time.faultsOn(view)]) this.violate(broken);
    for (const broken of findFalseWords(view, ledger, this.validator.truth.returned, this.#journalFailed)) this.violate(broken);
    this.#noteTold(view, ledger);
  }

  /** What the journal says of cases about notes, at the very end. */
  findNoteFaults(): string[] {
    const { records } = this.disk;
    const faults = findCaseFaults(this.ledger(), records);
    faults.push(...findCasesTooMany(records, { ...this.made, orphans: this.made.orphans + this.toldTwice }));
    // Beside other faults, or before anybody looked at the counters again, nothing can be asked for.
    const must = this.happened.length === this.#madeBy.length && !this.#tamperedUnread;
    return must ? [...faults, ...findCasesMissing(records, this.made)] : faults;
  }

  #noteTold(view: View, ledger: Ledger): void {
    if (view.claim !== null) this.#told.add(view.claim.transaction);
    if (view.screen === 'note-returned' && ledger.lastReturn?.transaction !== null && ledger.lastReturn !== null) {
      this.#told.add(ledger.lastReturn.transaction);
    }
    if (view.screen === 'same-card') {
      for (const one of ledger.transactions) if (one.note === 'kept' && one.write !== 'written') this.#told.add(one.id);
    }
    if (view.screen !== 'attract') return;
    const begun = new Set(
      this.disk.records.filter(({ kind, bootId }) => kind === 'note-escrow' && bootId === view.bootId).map(({ txn }) => txn),
    );
    for (const fault of findUntold(ledger, ({ id }) => begun.has(id), { transactions: this.#told })) this.violate(fault);
  }

  /** Notes are asked for only where they are taken, and nobody is asked for ever. */
  #checkInvitation(): void {
    const now = this.clock.monotonicMs();
    const { view, validator } = this;
    const invites = view !== null && (view.screen === 'balance' || view.screen === 'added') && (view.cash?.accepts.length ?? 0) > 0;
    // A unit that says only once that it is disabled cannot be known to be so later.
    if (!invites || validator.phase !== null || validator.accepting || validator.config.tellsOnce) this.#invitedSinceMs = null;
    else this.#invitedSinceMs ??= now;
    if (this.#invitedSinceMs !== null && now - this.#invitedSinceMs > INVITED_MS)
      this.violate('notes are asked for before a unit that takes none');
    this.#enables = this.#enables.filter((at) => now - at < MINUTE_MS);
    if (this.#enables.length > MOST_ENABLES) this.violate('the unit is enabled again and again');
  }

  #noteScreen(screen: string | null): void {
    if (this.happened.length > 0 && this.screens.at(-1) !== screen) this.screens.push(screen);
  }

  /** The books are only looked at when something was written down or moved: between, nothing can have changed. */
  #check(): void {
    this.#checkInvitation();
    const truth = this.truth();
    const stamp = `${this.disk.records.length} ${truth.cashKept} ${[...truth.addedTo.values()].join()} ${this.#bookChanges()}`;
    if (stamp === this.#checkedStamp) return;
    this.#checkedStamp = stamp;
    for (const fault of findImbalance(this.ledger(), truth)) this.violate(fault);
    for (const fault of this.#undone.findWritten(this.ledger())) this.violate(fault);
    const issuer = this.issuerTruth();
    if (issuer === null) return;
    for (const fault of findActImbalance(this.ledger(), issuer)) this.violate(fault);
  }

  /** Grows with every change of the issuer's books. */
  #bookChanges(): number {
    return Number(this.#countChanges?.get() ?? 0);
  }

  #diesOfItself(life: Life, cause: unknown): void {
    life.alive = false;
    this.log.write(this.clock.monotonicMs(), `the station ended itself: ${String(cause)}`);
    this.clock.setTimeout(() => this.boot(), RESTART_MS);
  }

  /** Counts a step; the station may die here, before it. Answers the fault that strikes the step itself. */
  #step(life: Life, part: Step['part'], what: string): StepFault | null {
    if (!life.alive) return null;
    const index = this.steps.length + 1;
    this.steps.push({ index, part, what });
    this.log.write(this.clock.monotonicMs(), `step ${index} ${part} ${what}`);
    const fault = this.#interruptions.get(index) ?? null;
    if (fault === null) return null;
    this.happened.push({ at: index, fault });
    this.log.write(this.clock.monotonicMs(), `interruption ${fault}`);
    if (fault === 'kill-before') this.kill();
    if (fault === 'power-before') this.cutPower();
    this.time.strike(fault);
    // While the machine slept for an hour its unit did not.
    if (fault === 'suspend') this.validator.countAll();
    const stallMs = STALL_MS[fault];
    if (stallMs !== undefined) this.#stalledUntilMs = this.clock.monotonicMs() + stallMs;
    if (fault === 'freeze') this.clock.stall(FREEZE_MS);
    return fault;
  }

  /** The station may die here: the step was carried out, its caller will not hear of it. */
  #afterwards(fault: StepFault | null): void {
    if (fault === 'kill-after') this.kill();
    if (fault === 'power-after') this.cutPower();
  }

  #portsOf(life: Life): StationPorts {
    const clock = this.#clockOf(life);
    return {
      clock,
      random: this.random.fork(`boot ${this.boots}`),
      reader: readerOver(this.#pcscOf(life, clock), { clock, keys: this.#securityModule, artificialCards: this.issuer !== null }),
      acceptor: createSspAcceptor({ line: this.#lineOf(life), clock }),
      printer: this.#printerOf(life),
      auxiliaries: this.#auxiliariesOf(life),
      journalDisk: this.#diskOf(life),
      issuer: this.#issuerOf(life),
      lockListStore: memoryLockListStore(),
      log: createLog((line) => this.#hearLog(life, line.slice(line.indexOf(' ') + 1)), clock),
    };
  }

  #hearLog(life: Life, line: string): void {
    if (!life.alive) return;
    this.log.write(this.clock.monotonicMs(), `log ${line}`);
    if (line.startsWith('error ')) this.errors.push(line);
  }

  #clockOf(life: Life): Clock {
    return {
      wallMs: () => this.clock.wallMs(),
      monotonicMs: () => this.clock.monotonicMs(),
      setTimeout: (action, delayMs) => this.clock.setTimeout(() => this.#whenAwake(life, action), delayMs),
      clearTimeout: (timer) => this.clock.clearTimeout(timer),
    };
  }

  #append(store: JournalStore, record: StoredRecord): void {
    store.append(record);
    for (const wrong of this.time.faultsIn(parseRecord(record))) this.violate(wrong);
  }

  /** A process that stands still hears and does everything when it goes on, in the order in which it came. */
  #whenAwake(life: Life, action: () => void): void {
    if (!life.alive) return;
    const leftMs = this.#stalledUntilMs - this.clock.monotonicMs();
    if (leftMs > 0) this.clock.setTimeout(() => this.#whenAwake(life, action), leftMs);
    else action();
  }

  /** Every write to the journal and to its anchor is a step. */
  #diskOf(life: Life): JournalDisk {
    const { disk } = this;
    const write = <Answer>(part: 'journal' | 'anchor', what: string, act: () => Answer): Answer => {
      const fault = this.#step(life, part, what);
      // Nobody waits for a dead station; but its code must not believe that this was written.
      if (!life.alive) throw new StationDied();
      const diskFault = fault === null ? undefined : diskFaults[fault];
      if (diskFault !== undefined) disk.failNext(diskFault);
      const end = (): void => {
        if (fault === 'anchor-torn') this.cutPower();
        this.#afterwards(fault);
        if (!life.alive) throw new StationDied();
      };
      try {
        const answer = act();
        end();
        return answer;
      } catch (cause) {
        if (!(cause instanceof StationDied)) end();
        throw cause;
      }
    };
    return {
      inspect: () => {
        if (!life.alive) throw new StationDied();
        return disk.inspect();
      },
      begin: () => disk.begin(),
      takeOver: (anchor) => write('anchor', 'take-over', () => disk.takeOver(anchor)),
      open: () => {
        const { store, anchor, ...keys } = write('journal', 'secure', () => disk.open());
        return {
          ...keys,
          store: { ...store, append: (record) => write('journal', record.kind, () => this.#append(store, record)) },
          anchor: { read: () => anchor.read(), write: (state) => write('anchor', 'head', () => anchor.write(state)) },
        };
      },
    };
  }

  #pcscOf(life: Life, clock: Clock): PcscPort {
    const pcsc = createInMemoryPcsc(this.reader, { clock, pollingMs: CARD_POLLING_MS });
    const transmit: PcscPort['transmit'] = async (command) => {
      const fault = this.#step(life, 'card', toHex(command.subarray(0, 4)));
      if (!life.alive) return never();
      const script = fault === null ? undefined : cardFaults[fault];
      if (script !== undefined) this.reader.faults.failNext(script, { cut: cutOf(fault, this.random.fork(`cut ${this.steps.length}`)) });
      if (fault === 'reader-dead') {
        pcsc.unplug();
        this.clock.setTimeout(() => pcsc.plugIn(), READER_BACK_MS);
      }
      const answer = await pcsc.transmit(command);
      this.#afterwards(fault);
      return life.alive ? answer : never();
    };
    return {
      onEvent: (listener) => pcsc.onEvent((event) => life.alive && listener(event)),
      start: () => pcsc.start(),
      connect: () => (life.alive ? pcsc.connect() : never()),
      disconnect: () => (life.alive ? pcsc.disconnect() : never()),
      stop: () => pcsc.stop(),
      transmit,
      transmitAll: (commands) => transmitEach(transmit, commands),
    };
  }

  /** The acceptor's line. A poll while nothing moves is not worth a step. */
  #lineOf(life: Life): ByteTransport {
    let hear: (bytes: Uint8Array) => void = () => undefined;
    this.validator.onSend((bytes) => {
      if (!life.alive) return;
      const said = toHex(bytes.subarray(LENGTH_AT, -CHECKSUM_BYTES));
      this.#acceptorQuiet = said === this.#acceptorSaid;
      this.#acceptorSaid = said;
      this.#whenAwake(life, () => hear(bytes));
    });
    return {
      open: () => Promise.resolve(ok()),
      close: () => Promise.resolve(),
      onData: (listener) => {
        hear = listener;
      },
      onLost: () => undefined,
      write: (bytes) => {
        if (!life.alive) return;
        const what = this.#acceptorStep(bytes);
        const fault = what === null ? null : this.#step(life, 'acceptor', what);
        if (!life.alive) return;
        if (what === ACCEPTING_POLL) this.#checkIntent();
        const script = fault === null ? undefined : acceptorFaults[fault];
        if (script !== undefined) this.validator.faults.failNext(...script);
        if (fault !== null) this.#disturbUnit(fault, bytes);
        // A unit that is being exchanged is switched off: nothing was read of it.
        if (bytes[COMMAND_AT] === GET_COUNTERS && this.validator.powered) this.#tamperedUnread = false;
        this.validator.receive(bytes);
        this.#afterwards(fault);
      },
    };
  }

  /** What the unit itself does otherwise than the manual says. */
  #disturbUnit(fault: StepFault, frame: Uint8Array): void {
    const { faults } = this.validator;
    if (fault === 'credit-twice' && !this.validator.config.counters) this.toldTwice += 1;
    if (fault === 'says-nothing') faults.failRepeatedly('poll', 'says-nothing', SAYS_NOTHING);
    const name = COMMAND_NAMES[frame[COMMAND_AT] ?? 0];
    if (fault === 'ignored-order' && name !== undefined) faults.failNext(name, 'ignored-order');
    if (fault === 'never-obeys') {
      faults.failRepeatedly('enable', 'ignored-order');
      this.clock.setTimeout(() => faults.clear(), DISOBEYS_MS);
    }
    if (this.ledger().pendingNotes().length > 0 || this.validator.phase !== null || !this.validator.config.counters) return;
    if (fault === 'counters-up') this.#tamper(fault, 2, { orphans: 2, histories: 0 });
    if (fault === 'counters-far') this.#tamper(fault, 100, { orphans: 0, histories: 1 });
    if (fault === 'counters-down') this.#tamper(fault, -5, { orphans: 0, histories: 1 });
    if (fault === 'unit-exchanged') {
      this.#tamper(fault, 0, { orphans: 0, histories: 1 });
      this.validator.exchange();
      this.clock.setTimeout(() => this.validator.powerOn(), EXCHANGE_MS);
    }
  }

  #tamper(fault: StepFault, notes: number, made: { readonly orphans: number; readonly histories: number }): void {
    // Before anything is on record there is nothing that counters could disagree with.
    if (this.ledger().baseline.counters === null) return;
    this.validator.tamperWithCounters(notes);
    this.made.orphans += made.orphans;
    this.made.histories += made.histories;
    this.#madeBy.push(fault);
    this.#tamperedUnread = true;
  }

  /** The first poll while a note waits tells of it, the next one takes it in: nothing takes that back. */
  #checkIntent(): void {
    const note = this.ledger().newest;
    if (note?.note === 'pending' && !note.accepted) this.violate('a note is taken in without an intent on record');
  }

  /** What a frame to the acceptor is about, or null when it is a poll while nothing moves. */
  #acceptorStep(frame: Uint8Array): string | null {
    const command = frame[COMMAND_AT] ?? 0;
    if (command !== POLL) return command.toString(16).padStart(2, '0');
    if (this.validator.phase === 'escrow') return ACCEPTING_POLL;
    return this.#acceptorQuiet && this.validator.phase === null ? null : OTHER_POLL;
  }

  #printerOf(life: Life): ReceiptPrinter {
    return {
      getPaper: () => (life.alive ? this.printer.getPaper() : never()),
      print: async (slip) => {
        const fault = this.#step(life, 'printer', slip.id.slice(0, slip.id.indexOf('-')));
        if (!life.alive) return never();
        if (fault === 'paper-out') this.printer.failNext({ kind: 'paper-out', detail: 'the paper has run out' });
        const printed = await this.printer.print(slip);
        this.#afterwards(fault);
        return life.alive ? printed : never();
      },
    };
  }

  #issuerOf(life: Life): IssuerTransport | null {
    const { issuer } = this;
    if (issuer === null) return null;
    const transport = issuer.openTransport();
    return {
      exchange: async (operation, body, deadlineMs) => {
        const fault = this.#step(life, 'issuer', operation);
        if (!life.alive) return never();
        const script = wireFaultOf(fault);
        if (script !== null) issuer.wire.failNext(script);
        if (fault === 'issuer-offline') this.#pullPlug(issuer);
        const answer = await transport.exchange(operation, body, deadlineMs);
        this.#afterwards(fault);
        if (!life.alive) return never();
        // Every answer says what time it is at the issuer.
        return answer.ok ? ok({ ...answer.value, hostMs: this.time.nowMs }) : answer;
      },
    };
  }

  #pullPlug({ wire }: SimulatedIssuer): void {
    wire.setPlug(false);
    this.clock.setTimeout(() => wire.setPlug(true), OFFLINE_MS);
  }

  #auxiliariesOf(life: Life): Auxiliaries {
    return {
      onOperatorSwitch: (listener) => this.auxiliaries.onOperatorSwitch((position) => life.alive && listener(position)),
      ringForStaff: () => life.alive && this.auxiliaries.ringForStaff(),
    };
  }
}
