import { FACTORY_KEYS, sameKeysForAll } from '../../hardware/pcsc/cardKeys.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { fail, ok } from '../../hardware/ports/result.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { SimulatedAuxiliaries } from '../../lab/devices/auxiliaries/simulatedAuxiliaries.ts';
import { createInMemoryPcsc } from '../../lab/devices/card/inMemoryPcsc.ts';
import type { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { REALISTIC_DELAYS, SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { SimulatedPrinter } from '../../lab/devices/printer/simulatedPrinter.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { SimulatedValidator } from '../../lab/devices/validator/simulatedValidator.ts';
import { settle, VirtualClock } from '../../lab/devices/virtualClock.ts';
import type { BusinessHours } from '../../machines/rules/businessHours.ts';
import type { Verb, View } from '../../machines/view/view.ts';
import type { Service } from '../../machines/words.ts';
import { readerOver } from '../../station/composition.ts';
import { createStation, type Station } from '../../station/createStation.ts';
import { createHttpTransport } from '../../station/issuer/httpTransport.ts';
import type { IssuerDoor } from '../../station/issuer/issuerDoor.ts';
import { memoryLockListStore } from '../../station/issuer/lockListStore.ts';
import type { JournalRecord } from '../../station/journal/records.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { SimulatedDisk } from '../../lab/world/simulatedDisk.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';

type IssuerAnswer = Awaited<ReturnType<IssuerTransport['exchange']>>;

/** Longest that anything on the screen takes to come to rest, and how long a passenger looks at it; virtual milliseconds. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 2_000;

/** The period pass that everybody chooses: the first, from today on. */
const PASS = '1-0';

/** Touches by which anybody gets through a service. */
const MOST_TOUCHES = 8;

const passing: ReadonlySet<string> = new Set(['reading', 'writing', 'asking-issuer']);

export interface StationOnWireParts {
  /** A name that no other station at this issuer has: each brings it a journal of its own. */
  readonly machine: string;
  readonly door: IssuerDoor;
  /** How long the next request may take, milliseconds of the real clock. */
  readonly deadlineMs: () => number;
  /** Something of the outside world happens before a request leaves. @returns whether it can leave the machine at all */
  readonly before: (operation: string) => Promise<boolean>;
  /** The same while a request is on its way. */
  readonly meanwhile: (operation: string) => Promise<void>;
  readonly onView: (view: View) => void;
  /** By how much the host's clock says more than the machine's at the beginning, milliseconds; left out: nothing. */
  readonly hostAheadMs?: number;
  readonly hours?: BusinessHours;
}

/**
 * A whole station with simulated devices on a virtual clock, and the issuer's real host at the other end of a real wire:
 * virtual time stands still while a request is on its way.
 */
export class StationOnWire {
  /** Begins now: the issuer's process goes by the real calendar. */
  readonly clock = new VirtualClock({ wallMs: systemClock.wallMs() });
  readonly reader = new SimulatedReader({ clock: this.clock, delays: REALISTIC_DELAYS });
  readonly records: JournalRecord[] = [];
  readonly station: Station;
  readonly #inFlight = new Set<Promise<unknown>>();
  #touches = 0;

  constructor({ machine, door, deadlineMs, before, meanwhile, onView, hostAheadMs = 0, hours }: StationOnWireParts) {
    const { clock } = this;
    const random = new SeededRandom(machine);
    const wire = createHttpTransport(() => door, systemClock);
    const hostsFirstMs = clock.wallMs() + hostAheadMs - clock.monotonicMs();
    const issuer: IssuerTransport = {
      exchange: (operation, body) => {
        const exchanged = (async () => {
          if (!(await before(operation))) return fail({ kind: 'unreachable', detail: 'the plug is out' } as const);
          const answer = wire.exchange(operation, body, deadlineMs());
          await meanwhile(operation);
          return inVirtualTime(await answer, hostsFirstMs + clock.monotonicMs());
        })();
        this.#inFlight.add(exchanged);
        return exchanged.finally(() => this.#inFlight.delete(exchanged));
      },
    };
    const validator = new SimulatedValidator({ clock, random: random.fork('validator'), config: { timing: { replyMs: 5 } } });
    this.station = createStation(
      {
        clock,
        random,
        reader: readerOver(createInMemoryPcsc(this.reader, { clock, pollingMs: 400 }), {
          clock,
          keys: sameKeysForAll(FACTORY_KEYS),
          artificialCards: true,
        }),
        acceptor: createSspAcceptor({ line: lineTo(validator), clock }),
        printer: new SimulatedPrinter(clock),
        auxiliaries: new SimulatedAuxiliaries(),
        journalDisk: new SimulatedDisk({
          machine,
          sealKey: random.fork('journal key').bytes(32),
          signerSeed: random.fork('machine key').bytes(32),
        }),
        issuer,
        lockListStore: memoryLockListStore(),
        log: createLog(() => undefined, clock),
      },
      {
        station: 'Wire',
        machine,
        language: 'en',
        cardRecord: { place: 99, device: 1 },
        ...(hours === undefined ? {} : { hours }),
      },
      { onView, onJournal: (record) => this.records.push(record) },
    );
  }

  /** Resolves when the first passenger could come. */
  async start(): Promise<void> {
    await this.#resolve(this.station.start());
    await this.until(() => this.#screen() === 'attract');
  }

  async stop(): Promise<void> {
    await this.#resolve(this.station.stop());
  }

  /** Lets virtual time go on, and everything real that it sets going come to its end, until `condition` holds. */
  async until(condition: () => boolean, limitMs: number = PATIENCE_MS): Promise<boolean> {
    const end = this.clock.monotonicMs() + limitMs;
    for (;;) {
      await Promise.all(this.#inFlight);
      await settle();
      if (this.#inFlight.size > 0) continue;
      if (condition()) return true;
      const next = this.clock.untilNext();
      if (next === null || this.clock.monotonicMs() + next > end) return false;
      this.clock.runNext();
    }
  }

  async pass(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  /** A passenger lays the card down, agrees to everything that this service asks, and takes the card when it is over. */
  async visit(card: SimulatedCard, service: Service): Promise<void> {
    this.reader.place(card);
    for (let touch = 0; touch < MOST_TOUCHES && !this.#isOver(); touch += 1) {
      await this.pass(LOOK_MS);
      await this.until(() => !passing.has(this.#screen()));
      if (this.#offers('confirm')) this.#touch('confirm');
      else if (this.#offers('choose-pass', PASS)) this.#touch('choose-pass', PASS);
      else if (this.#offers('choose-service', service)) this.#touch('choose-service', service);
      else if (this.#offers('more-services')) this.#touch('more-services');
    }
    if (!this.#isOver()) throw new Error(`${service} did not come to an end: ${this.#screen()}`);
    this.reader.remove();
    await this.until(() => this.#screen() === 'attract');
  }

  #isOver(): boolean {
    return ['service-done', 'service-refused'].includes(this.#screen());
  }

  #screen(): string {
    return this.station.view()?.screen ?? 'dark';
  }

  #offers(verb: Verb, arg?: string): boolean {
    return this.station.view()?.controls.some((control) => control.verb === verb && control.arg === arg) ?? false;
  }

  #touch(verb: Verb, arg?: string): void {
    const view = this.station.view();
    if (view === null) throw new Error('the screen is dark');
    this.#touches += 1;
    const nonce = `touch ${this.#touches}`;
    this.station.intent({ verb, ...(arg === undefined ? {} : { arg }), bootId: view.bootId, seqSeen: view.seq, nonce });
  }

  async #resolve<Value>(work: Promise<Value>): Promise<Value> {
    let waiting = true;
    const done = work.finally(() => {
      waiting = false;
    });
    await this.until(() => !waiting);
    return done;
  }
}

function lineTo(validator: SimulatedValidator): ByteTransport {
  return {
    open: () => Promise.resolve(ok()),
    close: () => Promise.resolve(),
    onLost: () => undefined,
    onData: (hear) => validator.onSend(hear),
    write: (bytes) => validator.receive(bytes),
  };
}

/** Virtual time leaves the host's real calendar behind: what its clock would say is put in the place of what it says. */
function inVirtualTime(answer: IssuerAnswer, hostMs: number): IssuerAnswer {
  return answer.ok && answer.value.hostMs !== undefined ? ok({ ...answer.value, hostMs }) : answer;
}
