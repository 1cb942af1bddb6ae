import { createEscposPrinter } from '../hardware/escpos/printer.ts';
import { PAPER_DOTS } from '../hardware/escpos/slipPicture.ts';
import { openBenchSocket } from '../hardware/pcsc/benchSocket.ts';
import { FACTORY_KEYS, parseKeyFile, sameKeysForAll } from '../hardware/pcsc/cardKeys.ts';
import { openReaderProcess } from '../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../hardware/pcsc/remotePcsc.ts';
import { createSerialLine } from '../hardware/lines/serialLine.ts';
import { createUnixSocketLine } from '../hardware/lines/unixSocketLine.ts';
import type { Auxiliaries } from '../hardware/ports/auxiliaries.ts';
import type { ByteTransport } from '../hardware/ports/byteTransport.ts';
import type { Clock } from '../hardware/ports/clock.ts';
import { dollars } from '../hardware/ports/dollars.ts';
import { fromHex } from '../hardware/ports/hex.ts';
import type { Random } from '../hardware/ports/random.ts';
import type { ReceiptPrinter } from '../hardware/ports/receiptPrinter.ts';
import { ok } from '../hardware/ports/result.ts';
import type { SecurityModule } from '../hardware/ports/securityModule.ts';
import { createRemoteAuxiliaries } from '../lab/devices/auxiliaries/remoteAuxiliaries.ts';
import { forgetful, openCreditFile } from '../lab/devices/card/creditFile.ts';
import { SimulatedSecurityModule } from '../lab/devices/card/simulatedSecurityModule.ts';
import { createRemotePrinter } from '../lab/devices/printer/remotePrinter.ts';
import { ConfigError, readConfigured, type StationConfig } from './config.ts';
import type { StationPorts } from './createStation.ts';
import type { DataFolder } from './dataFolder.ts';
import { openLockListStore } from './issuer/lockListStore.ts';
import { openIssuer } from './issuer/openIssuer.ts';
import { openSqliteJournalStore } from './journal/sqliteJournalStore.ts';
import type { Log } from '../hardware/ports/log.ts';
import { createPrinterLine } from './printerLine.ts';
import { type BenchSockets, benchSockets } from '../lab/bench/benchLink.ts';

interface Surroundings {
  readonly folder: DataFolder;
  /** Where the bench process listens; null when the machine has only real parts. */
  readonly benchFolder: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** SSP's line: 9600 baud, 8 data bits, no parity, 2 stop bits (GA138, section 2). */
const SSP_LINE = { baudRate: 9600, stopBits: 2 } as const;

/** A machine without a printer: every slip is reported as not printed, and the screen shows the claim instead. */
const noPrinter: ReceiptPrinter = {
  getPaper: () => Promise.resolve({ ok: false, error: { kind: 'offline', detail: 'this machine has no printer' } }),
  print: () => Promise.resolve({ ok: false, error: { kind: 'offline', detail: 'this machine has no printer' } }),
};

/** A machine without a key switch or a bell. */
const noAuxiliaries: Auxiliaries = { onOperatorSwitch: (listener) => listener('run'), ringForStaff: () => undefined };

function sockets(benchFolder: string | null): BenchSockets {
  if (benchFolder === null) throw new ConfigError('the configuration names simulated parts, but no bench runs (--bench FOLDER is missing)');
  return benchSockets(benchFolder);
}

/**
 * What opens cards and lets value out; without one, the keys of artificial cards.
 * @throws ConfigError when a file that it needs cannot be read, or is not what it should be.
 */
export function openSecurityModule({ securityModule }: Pick<StationConfig, 'securityModule'>): SecurityModule {
  if (securityModule === undefined) return sameKeysForAll(FACTORY_KEYS);
  switch (securityModule.kind) {
    case 'file': {
      const { file } = securityModule;
      const keys = parseKeyFile(readConfigured(file));
      if (!keys.ok) throw new ConfigError(`${file}: ${keys.error}`);
      return keys.value;
    }
    case 'simulated': {
      const { credit, creditFile, masterKey } = securityModule;
      const memory = creditFile === undefined ? ok(forgetful(dollars(credit))) : openCreditFile(creditFile, dollars(credit));
      if (!memory.ok) throw new ConfigError(`${creditFile}: ${memory.error}`);
      return new SimulatedSecurityModule({ masterKey: masterKey === undefined ? null : fromHex(masterKey), memory: memory.value });
    }
  }
}

function buildPrinter({ printer }: StationConfig, clock: Clock, onBench: () => BenchSockets): ReceiptPrinter {
  switch (printer.kind) {
    case 'none':
      return noPrinter;
    case 'bench':
      return createRemotePrinter(onBench().printer);
    case 'escpos':
      return createEscposPrinter({ line: createPrinterLine(printer, clock), clock, width: PAPER_DOTS[printer.paper ?? 80] });
  }
}

/** The one place that knows which adapter stands behind which port. */
export function buildSystemPorts(config: StationConfig, surroundings: Surroundings): StationPorts {
  const { folder, benchFolder, clock, random, log } = surroundings;
  const onBench = (): BenchSockets => sockets(benchFolder);
  const { reader } = config;
  const pcsc =
    reader.kind === 'pcsc'
      ? createRemotePcsc({ clock, open: () => openReaderProcess(), reader: reader.name })
      : createRemotePcsc({ clock, open: () => openBenchSocket(onBench().reader) });
  const acceptorLine: ByteTransport =
    config.acceptor.kind === 'ssp'
      ? createSerialLine({ path: config.acceptor.path, ...SSP_LINE })
      : createUnixSocketLine(onBench().validator);
  const auxiliaries = config.auxiliaries.kind === 'none' ? noAuxiliaries : createRemoteAuxiliaries(onBench().auxiliaries, clock);
  return {
    clock,
    random,
    log,
    pcsc,
    acceptorLine,
    printer: buildPrinter(config, clock, onBench),
    auxiliaries,
    journalStore: openSqliteJournalStore(folder.journalPath),
    issuer: openIssuer(config.issuer, { clock, log, referenceSocket: () => onBench().issuer }),
    lockListStore: openLockListStore(folder.lockListPath),
    journalKey: folder.journalKey,
    cardKeys: openSecurityModule(config),
  };
}
