import type { Auxiliaries } from '../../hardware/ports/auxiliaries.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import type { ByteTransport } from '../../hardware/ports/byteTransport.ts';
import { toHex } from '../../hardware/ports/hex.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import type { JournalDisk } from '../../hardware/ports/journalDisk.ts';
import type { JournalStore, StoredRecord } from '../../hardware/ports/journalStore.ts';
import { type PcscPort, transmitEach } from '../../hardware/ports/pcsc.ts';
import type { ReceiptPrinter, Slip } from '../../hardware/ports/receiptPrinter.ts';
import { ok } from '../../hardware/ports/result.ts';
import type { SecurityModule } from '../../hardware/ports/securityModule.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { COMMAND } from '../../hardware/ssp/commands.ts';
import { readerOver } from '../../station/composition.ts';
import type { StationPorts } from '../../station/createStation.ts';
import type { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import { ReaderCables } from '../devices/card/readerCables.ts';
import type { SimulatedReader } from '../devices/card/simulatedReader.ts';
import type { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import type { SeededRandom } from '../devices/seededRandom.ts';
import type { SimulatedValidator } from '../devices/validator/simulatedValidator.ts';
import type { VirtualClock } from '../devices/virtualClock.ts';
import { cardFaults, cutOf, readerSwaps } from './deviceFaults.ts';
import { ACCEPTING_POLL, OTHER_POLL, type Step, type StepFault, wireFaultOf } from './interruption.ts';
import type { IdlePolls } from './idlePolls.ts';
import type { Life, ProcessClock } from './processClock.ts';
import type { DiskFault, SimulatedDisk } from './simulatedDisk.ts';
import type { SimulatedIssuer } from './simulatedIssuer.ts';
import { commandOf, type UnitDisturbances } from './unitDisturbances.ts';

/** What the ports of one station stand on: its life, the devices, and a world in which every step may fail. */
export interface Surroundings {
  readonly life: Life;
  /** As the station sees it. */
  readonly clock: ProcessClock;
  readonly idlePolls: IdlePolls;
  /** As the devices see it. */
  readonly worldClock: VirtualClock;
  readonly disk: SimulatedDisk;
  readonly validator: SimulatedValidator;
  readonly disturbances: UnitDisturbances;
  readonly reader: SimulatedReader;
  readonly securityModule: SecurityModule;
  readonly printer: SimulatedPrinter;
  readonly auxiliaries: SimulatedAuxiliaries;
  readonly issuer: SimulatedIssuer | null;
  /** Chance for how the step of this number goes wrong. */
  readonly chanceOf: (what: string) => SeededRandom;
  /** Counts a step; the station may die here, before it. Answers the fault that strikes the step itself. */
  readonly step: (part: Step['part'], what: string) => StepFault | null;
  /** The station may die here: the step was carried out, its caller will not hear of it. */
  readonly afterwards: (fault: StepFault | null) => void;
  readonly cutPower: () => void;
  /** This was written down just now. */
  readonly onRecord: (record: StoredRecord) => void;
  /** A note is being taken in. */
  readonly onTakingIn: () => void;
  /** A slip is about to be printed. */
  readonly onSlip: (slip: Slip) => void;
  /** What time it really is, milliseconds since 1970-01-01 UTC. */
  readonly trueMs: () => number;
}

/** A dead station's code may still run on; what it wants to write down is refused. */
export class StationDied extends Error {}

/** How long the network is away, milliseconds: longer than a passenger's request is repeated. */
const OFFLINE_MS = 25_000;

/** How late the PC/SC service notices a card, milliseconds (pcscd looks every 400; shorter here to keep worlds small). */
const CARD_POLLING_MS = 100;

/** Place of the data in an SSP frame, and what stands behind it. */
const LENGTH_AT = 2;
const CHECKSUM_BYTES = 2;

/** The disk's own faults by the names of the world. */
const diskFaults: Partial<Record<StepFault, DiskFault>> = {
  'disk-full': 'full',
  'disk-error': 'io-error',
  'disk-kept': 'kept',
  'disk-unsynced': 'unsynced',
  'anchor-torn': 'torn',
};

/** What the dead wait for. Each its own: whoever waits for a promise is remembered by it. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

type FaultyPorts = Pick<StationPorts, 'clock' | 'reader' | 'acceptor' | 'printer' | 'auxiliaries' | 'journalDisk' | 'issuer'>;

/** The ports of one station: real drivers over lowest ports, each of whose commands is a step that may fail. */
export function faultyPorts(around: Surroundings): FaultyPorts {
  const { clock, issuer, securityModule } = around;
  return {
    clock,
    reader: readerOver(faultyPcsc(around), { clock, keys: securityModule, artificialCards: issuer !== null }),
    acceptor: createSspAcceptor({ line: faultyLine(around), clock: around.idlePolls.clock }),
    printer: faultyPrinter(around),
    auxiliaries: faultyAuxiliaries(around),
    journalDisk: faultyDisk(around),
    issuer: issuer === null ? null : faultyWire(around, issuer),
  };
}

/** Every write to the journal and to its anchor is a step. */
function faultyDisk({ life, disk, step, afterwards, cutPower, onRecord }: Surroundings): JournalDisk {
  const write = <Answer>(part: 'journal' | 'anchor', what: string, act: () => Answer): Answer => {
    const fault = step(part, what);
    // Nobody waits for a dead station; but its code must not believe that this was written.
    if (!life.alive) throw new StationDied();
    const diskFault = fault === null ? undefined : diskFaults[fault];
    if (diskFault !== undefined) disk.failNext(diskFault);
    const end = (): void => {
      if (fault === 'anchor-torn') cutPower();
      afterwards(fault);
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
  const append = (store: JournalStore, record: StoredRecord): void => {
    store.append(record);
    onRecord(record);
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
        store: { ...store, append: (record) => write('journal', record.kind, () => append(store, record)) },
        anchor: { read: () => anchor.read(), write: (state) => write('anchor', 'head', () => anchor.write(state)) },
      };
    },
  };
}

function faultyPcsc({ life, clock, worldClock, reader, step, afterwards, chanceOf }: Surroundings): PcscPort {
  const cables = new ReaderCables(reader, worldClock, { pollingMs: CARD_POLLING_MS });
  const pcsc = createRemotePcsc({ clock, open: () => cables.openProcess((deliver) => clock.whenAwake(deliver)) });
  const transmit: PcscPort['transmit'] = async (command) => {
    const fault = step('card', toHex(command.subarray(0, 4)));
    if (!life.alive) return never();
    const script = fault === null ? undefined : cardFaults[fault];
    if (script !== undefined) reader.faults.failNext(script, { cut: cutOf(fault, chanceOf('cut')) });
    const swap = fault === null ? undefined : readerSwaps[fault];
    if (swap !== undefined) cables.swap(swap);
    if (fault === 'reader-dead') cables.endProcesses();
    const answer = await pcsc.transmit(command);
    afterwards(fault);
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
function faultyLine({ life, clock, validator, disturbances, step, afterwards, onTakingIn, idlePolls }: Surroundings): ByteTransport {
  let hear: (bytes: Uint8Array) => void = () => undefined;
  let said = '';
  /** It said the same twice: nothing moves. */
  let quiet = false;
  validator.onSend((bytes) => {
    if (!life.alive) return;
    const now = toHex(bytes.subarray(LENGTH_AT, -CHECKSUM_BYTES));
    quiet = now === said;
    said = now;
    clock.whenAwake(() => hear(bytes));
  });
  /** What a frame is about, or null when it is a poll while nothing moves. */
  const about = (frame: Uint8Array): string | null => {
    const command = commandOf(frame);
    if (command !== COMMAND.poll) return command.toString(16).padStart(2, '0');
    if (validator.phase === 'escrow') return ACCEPTING_POLL;
    return quiet && validator.phase === null ? null : OTHER_POLL;
  };
  return {
    open: () => Promise.resolve(ok()),
    close: () => Promise.resolve(),
    onData: (listener) => {
      hear = listener;
    },
    onLost: () => undefined,
    write: (bytes) => {
      if (!life.alive) return;
      const what = about(bytes);
      idlePolls.sent(what === null);
      const fault = what === null ? null : step('acceptor', what);
      if (!life.alive) return;
      if (what === ACCEPTING_POLL) onTakingIn();
      disturbances.strike(fault, bytes);
      validator.receive(bytes);
      afterwards(fault);
    },
  };
}

function faultyPrinter({ life, printer, step, afterwards, onSlip }: Surroundings): ReceiptPrinter {
  return {
    getPaper: () => (life.alive ? printer.getPaper() : never()),
    print: async (slip) => {
      const fault = step('printer', slip.id.slice(0, slip.id.indexOf('-')));
      if (!life.alive) return never();
      onSlip(slip);
      if (fault === 'paper-out') printer.failNext({ kind: 'paper-out', detail: 'the paper has run out' });
      const printed = await printer.print(slip);
      afterwards(fault);
      return life.alive ? printed : never();
    },
  };
}

function faultyWire({ life, worldClock, step, afterwards, trueMs }: Surroundings, issuer: SimulatedIssuer): IssuerTransport {
  const transport = issuer.openTransport();
  return {
    exchange: async (operation, body, deadlineMs) => {
      const fault = step('issuer', operation);
      if (!life.alive) return never();
      const script = wireFaultOf(fault);
      if (script !== null) issuer.wire.failNext(script);
      if (fault === 'issuer-offline') {
        issuer.wire.setPlug(false);
        worldClock.setTimeout(() => issuer.wire.setPlug(true), OFFLINE_MS);
      }
      const answer = await transport.exchange(operation, body, deadlineMs);
      afterwards(fault);
      if (!life.alive) return never();
      // Every answer says what time it is at the issuer.
      return answer.ok ? ok({ ...answer.value, hostMs: trueMs() }) : answer;
    },
  };
}

function faultyAuxiliaries({ life, auxiliaries }: Surroundings): Auxiliaries {
  return {
    onOperatorSwitch: (listener) => auxiliaries.onOperatorSwitch((position) => life.alive && listener(position)),
    onDoor: (listener) => auxiliaries.onDoor((door) => life.alive && listener(door)),
    onFault: (listener) => auxiliaries.onFault((fault) => life.alive && listener(fault)),
    ringForStaff: () => life.alive && auxiliaries.ringForStaff(),
    light: (lights) => life.alive && auxiliaries.light(lights),
  };
}
