import { dollars } from '../../hardware/ports/dollars.ts';
import type { StoredRecord } from '../../hardware/ports/journalStore.ts';
import { COMMAND } from '../../hardware/ssp/commands.ts';
import { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { preparedCards } from '../devices/card/preparedCards.ts';
import type { SimulatedCard } from '../devices/card/simulatedCard.ts';
import { REALISTIC_DELAYS, SimulatedReader } from '../devices/card/simulatedReader.ts';
import { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import { SeededRandom } from '../devices/seededRandom.ts';
import type { ValidatorChoice } from '../devices/validator/config.ts';
import { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import type { ValidatorState } from '../devices/validator/state.ts';
import { settle, VirtualClock } from '../devices/virtualClock.ts';
import { limits } from '../../machines/flows/limits.ts';
import type { View } from '../../machines/view/view.ts';
import { createStation, type Station, type StationPorts } from '../../station/createStation.ts';
import { type CardSeal, createCardSeal } from '../../station/journal/cardSeal.ts';
import type { Seed } from '../issuer/seed.ts';
import { memoryLockListStore } from '../../station/issuer/lockListStore.ts';
import type { StaffSource } from '../../station/staff/staffSource.ts';
import { openJournal } from '../../station/journal/openJournal.ts';
import { parseRecord } from '../../station/journal/records.ts';
import { Ledger } from '../../station/journal/ledger.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { EventLog } from './eventLog.ts';
import { findActImbalance, type IssuerTruth } from './actInvariants.ts';
import type { Interruption, Step, StepFault } from './interruption.ts';
import { findImbalance, type Truth } from './invariants.ts';
import { AdoptedCards } from './adoptedCards.ts';
import { readIssuerTruth } from './issuerTruth.ts';
import { forgetful } from '../devices/card/creditFile.ts';
import { SimulatedSecurityModule } from '../devices/card/simulatedSecurityModule.ts';
import { findCreditFaults } from './creditInvariants.ts';
import { faultyPorts, StationDied } from './faultyPorts.ts';
import { IdlePolls } from './idlePolls.ts';
import { InvitationWatch } from './invitationWatch.ts';
import { findCaseFaults, findCasesMissing, findCasesTooMany } from './noteInvariants.ts';
import { type Life, ProcessClock } from './processClock.ts';
import { ScreenWatch } from './screenWatch.ts';
import { findFalseSlip } from './slipInvariants.ts';
import { seedOf } from './preparedIssuer.ts';
import { SimulatedDisk } from './simulatedDisk.ts';
import { TrueTime } from './trueTime.ts';
import { createSimulatedIssuer, type SimulatedIssuer } from './simulatedIssuer.ts';
import { UnitDisturbances } from './unitDisturbances.ts';

/** A dead process is started again after this time; mains come back after {@link MAINS_OFF_MS}. Milliseconds. */
const RESTART_MS = 200;
const MAINS_OFF_MS = 1_500;
/** Longer than the full stacking time of an acceptor. */
const LONG_OFF_MS = 45_000;

/** More than a world ever adds, NT$. */
const FULL_CREDIT = dollars(100_000_000);

const DAY_MS = 24 * 60 * 60 * 1_000;

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
  /** Where the machine has its staff from; left out: nobody can come in. */
  readonly staff?: StaffSource;
  /** How many of the newest events are kept for a report. */
  readonly keepEvents?: number;
  /** Outlives every station, as one in its slot does. Default: the factory's keys, and {@link FULL_CREDIT}. */
  readonly securityModule?: SimulatedSecurityModule;
}

/** A machine's disk and its acceptor, taken from another world. */
export interface MachineBefore {
  readonly records: readonly StoredRecord[];
  readonly journalKey: Uint8Array;
  readonly validator: ValidatorState;
}

/** Seconds of a stall, by its name. */
const STALL_MS: Partial<Record<StepFault, number>> = { 'stall-2': 2_000, 'stall-6': 6_000, 'stall-12': 12_000 };

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

  readonly disturbances: UnitDisturbances;
  readonly #invitations = new InvitationWatch(this.clock);
  readonly #screenWatch = new ScreenWatch();
  #stalledUntilMs = 0;
  #idlePolls: IdlePolls | null = null;
  readonly #interruptions: Map<number, StepFault>;
  readonly #securityModule: SimulatedSecurityModule;
  readonly seal: CardSeal;
  readonly cards: AdoptedCards;
  readonly time = new TrueTime(this.clock);
  readonly #audit = new Ledger();
  #audited = 0;
  #checkedStamp = '';
  readonly #staff: StaffSource | undefined;
  readonly #countChanges: { get(): unknown } | null;
  #life: Life = { alive: false };
  #station: Station | null = null;
  #view: View | null = null;

  constructor(options: WorldOptions) {
    this.random = new SeededRandom(options.seed);
    this.log = new EventLog(options.keepEvents ?? 0);
    this.#interruptions = new Map((options.interruptions ?? []).map(({ at, fault }) => [at, fault]));
    this.#securityModule = options.securityModule ?? new SimulatedSecurityModule({ masterKey: null, memory: forgetful(FULL_CREDIT) });
    this.#staff = options.staff;
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
      onHostFrame: ([command], phase) => {
        if (phase === 'before' && command === COMMAND.enable) this.#invitations.hearEnable();
      },
    });
    this.disturbances = new UnitDisturbances(this.validator, this.clock, () => this.ledger());
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

  /** Enables that the unit heard. */
  get enables(): number {
    return this.#invitations.enables;
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

  /** What happens from now on: the steps are counted from here. */
  interrupt(interruptions: readonly Interruption[]): void {
    this.#interruptions.clear();
    for (const { at, fault } of interruptions) this.#interruptions.set(this.steps.length + at, fault);
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
    const { countedInPath } = this.validator;
    return {
      cashKept: kept.reduce((total, value) => total + value, countedInPath),
      addedTo: this.cards.addedTo(),
      paidSales: this.cards.sales(),
      stuck: (inPath ?? 0) - countedInPath,
    };
  }

  /** What the journal says, read as an auditor would: from the disk, without the station. */
  ledger(): Ledger {
    const { records } = this.disk;
    for (; this.#audited < records.length; this.#audited += 1) this.#audit.apply(parseRecord(records[this.#audited] as StoredRecord));
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

  /**
   * The mains fail for a while: station and devices.
   * @param offMs milliseconds
   */
  cutPower(offMs = MAINS_OFF_MS): void {
    if (!this.#life.alive) return;
    this.#life.alive = false;
    this.log.write(this.clock.monotonicMs(), 'mains off');
    // Against a unit that pushes out what is on a card, or may be, long after its stacking time, there is only a case: that has a test of its own.
    if (this.ledger().transactions.at(-1)?.write !== 'none') this.validator.goOn();
    this.validator.powerOff();
    this.reader.reset();
    this.printer.powerOff();
    this.disk.cutPower();
    this.clock.setTimeout(() => {
      this.validator.powerOn();
      this.printer.powerOn();
      this.boot();
    }, offMs);
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
    this.#idlePolls?.disturbed();
    while (!condition()) {
      this.#idlePolls?.leaveOut(end);
      const next = this.clock.untilNext();
      if (next === null || this.clock.monotonicMs() + next > end) return false;
      this.#idlePolls?.happens();
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
    if (this.violations.includes(what)) return;
    this.violations.push(what);
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
    for (const fault of [...this.#screenWatch.faults(view, this.#truths()), ...this.time.faultsOn(view)]) this.violate(fault);
  }

  #truths() {
    return {
      ledger: this.ledger(),
      records: this.disk.records,
      gaveBack: this.validator.truth.returned,
      heldInBezel: this.validator.heldInBezel,
      journalFailed: this.#journalFailed,
      monotonicMs: this.clock.monotonicMs(),
    };
  }

  /** What the journal says of cases about notes, at the very end. */
  findNoteFaults(): string[] {
    const { records } = this.disk;
    const { made, toldTwice, tampered, unread } = this.disturbances;
    const faults = findCaseFaults(this.ledger(), records);
    faults.push(...findCasesTooMany(records, { ...made, orphans: made.orphans + toldTwice }));
    // Beside other faults, or before anybody looked at the counters again, nothing can be asked for.
    const must = this.happened.length === tampered && !unread;
    return must ? [...faults, ...findCasesMissing(records, made)] : faults;
  }

  #noteScreen(screen: string | null): void {
    if (this.happened.length > 0 && this.screens.at(-1) !== screen) this.screens.push(screen);
  }

  /** The books are only looked at when something was written down or moved: between, nothing can have changed. */
  #check(): void {
    for (const fault of this.#invitations.faults(this.view, this.validator)) this.violate(fault);
    const truth = this.truth();
    const stamp = `${this.disk.records.length} ${truth.cashKept} ${this.cards.version} ${this.#bookChanges()}`;
    if (stamp === this.#checkedStamp) return;
    this.#checkedStamp = stamp;
    for (const fault of findImbalance(this.ledger(), truth)) this.violate(fault);
    for (const fault of findCreditFaults(this.ledger(), this.#securityModule.used)) this.violate(fault);
    for (const fault of this.#screenWatch.look(this.#truths())) this.violate(fault);
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
    if (fault === 'power-before' || fault === 'anchor-old') this.cutPower();
    if (fault === 'power-long') this.cutPower(LONG_OFF_MS);
    if (fault === 'anchor-old') this.disk.pretend('anchor-old');
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

  /** The first poll while a note waits tells of it, the next one takes it in: nothing takes that back. */
  #checkIntent(): void {
    const note = this.ledger().newest;
    if (note?.note === 'pending' && !note.accepted) this.violate('a note is taken in without an intent on record');
  }

  #portsOf(life: Life): StationPorts {
    const clock = new ProcessClock(this.clock, life, () => this.#stalledUntilMs);
    const idlePolls = new IdlePolls(this.clock, clock, this.validator);
    this.#idlePolls = idlePolls;
    return {
      ...faultyPorts({
        idlePolls,
        disk: this.disk,
        validator: this.validator,
        disturbances: this.disturbances,
        reader: this.reader,
        printer: this.printer,
        auxiliaries: this.auxiliaries,
        issuer: this.issuer,
        life,
        clock,
        worldClock: this.clock,
        securityModule: this.#securityModule,
        chanceOf: (what) => this.random.fork(`${what} ${this.steps.length}`),
        step: (part, what) => this.#step(life, part, what),
        afterwards: (fault) => this.#afterwards(fault),
        cutPower: () => this.cutPower(),
        trueMs: () => this.time.nowMs,
        onRecord: (record) => {
          for (const wrong of this.time.faultsIn(parseRecord(record))) this.violate(wrong);
        },
        onTakingIn: () => this.#checkIntent(),
        onSlip: (slip) => {
          for (const wrong of findFalseSlip(slip, this.ledger(), this.#journalFailed)) this.violate(wrong);
        },
      }),
      random: this.random.fork(`boot ${this.boots}`),
      lockListStore: memoryLockListStore(),
      ...(this.#staff && { staff: this.#staff }),
      log: createLog((line) => this.#hearLog(life, line.slice(line.indexOf(' ') + 1)), clock),
    };
  }

  #hearLog(life: Life, line: string): void {
    if (!life.alive) return;
    this.log.write(this.clock.monotonicMs(), `log ${line}`);
    if (line.startsWith('error ')) this.errors.push(line);
  }
}
