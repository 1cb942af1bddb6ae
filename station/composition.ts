import { easyCardClassic } from '../hardware/card-profiles/easycard-classic/easyCardClassic.ts';
import { ipassSynthetic } from '../hardware/card-profiles/ipass-synthetic/ipassSynthetic.ts';
import { createEscposPrinter } from '../hardware/escpos/printer.ts';
import { PAPER_DOTS } from '../hardware/escpos/slipPicture.ts';
import { createSerialLine } from '../hardware/lines/serialLine.ts';
import { parseKeyFile } from '../hardware/pcsc/cardKeys.ts';
import { createCardReader } from '../hardware/pcsc/cardReader.ts';
import { openReaderProcess } from '../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../hardware/pcsc/remotePcsc.ts';
import { ModbusAuxiliaries } from '../hardware/modbus/auxiliaries.ts';
import type { Auxiliaries } from '../hardware/ports/auxiliaries.ts';
import type { CardReader } from '../hardware/ports/cardReader.ts';
import type { CashAcceptor } from '../hardware/ports/cashAcceptor.ts';
import type { Clock } from '../hardware/ports/clock.ts';
import type { PcscPort } from '../hardware/ports/pcsc.ts';
import type { ReceiptPrinter } from '../hardware/ports/receiptPrinter.ts';
import type { SecurityModule } from '../hardware/ports/securityModule.ts';
import { createSspAcceptor } from '../hardware/ssp/acceptor.ts';
import { ConfigError, readConfig, readConfigured, type StationConfig, type StationSettings } from './config.ts';
import type { StationPorts } from './createStation.ts';
import { openLockListStore } from './issuer/lockListStore.ts';
import { openStaffSource } from './openStaffSource.ts';
import { openIssuer } from './openIssuer.ts';
import { openFolderDisk } from './journal/folderJournalDisk.ts';
import { journalPathsIn } from './journal/journalFiles.ts';
import { openMachineKey } from './openMachineKey.ts';
import { readSecret } from './secretFile.ts';
import { createThreadedHistoryCheck } from './journal/threadedHistoryCheck.ts';
import { openModbusLine } from './modbusLine.ts';
import { createPrinterLine } from './printerLine.ts';
import type { MachineParts, Surroundings } from './runStation.ts';

/**
 * The one place that knows which driver stands behind which port: a switch for each part over the kinds that a configuration
 * can name, so that a kind without a driver does not compile.
 */

/** SSP's line: 9600 baud, 8 data bits, no parity, 2 stop bits (SSP manual GA138, section 2). */
const SSP_LINE = { baudRate: 9600, stopBits: 2 } as const;

/** What the card reader needs beside its line. */
export interface ReaderUse {
  readonly clock: Clock;
  readonly keys: SecurityModule;
  readonly artificialCards: boolean;
}

/** A reader for the cards that this product knows. */
export function readerOver(pcsc: PcscPort, use: ReaderUse): CardReader {
  return createCardReader({ pcsc, profiles: [easyCardClassic, ipassSynthetic], ...use });
}

export function openCardReader(reader: StationConfig['reader'], use: ReaderUse): CardReader {
  switch (reader.kind) {
    case 'pcsc':
      return readerOver(createRemotePcsc({ clock: use.clock, open: () => openReaderProcess(), reader: reader.name }), use);
  }
}

export function openCashAcceptor(acceptor: StationConfig['acceptor'], clock: Clock): CashAcceptor {
  switch (acceptor.kind) {
    case 'ssp':
      return createSspAcceptor({
        line: createSerialLine({ path: acceptor.path, ...SSP_LINE }),
        clock,
        limits: acceptor.stackMs === undefined ? {} : { stackMs: acceptor.stackMs },
      });
  }
}

/** A machine without a printer: every slip is reported as not printed, and the screen shows the claim instead. */
const noPrinter: ReceiptPrinter = {
  getPaper: () => Promise.resolve({ ok: false, error: { kind: 'offline', detail: 'this machine has no printer' } }),
  print: () => Promise.resolve({ ok: false, error: { kind: 'offline', detail: 'this machine has no printer' } }),
};

export function openPrinter(printer: StationConfig['printer'], clock: Clock): ReceiptPrinter {
  switch (printer.kind) {
    case 'none':
      return noPrinter;
    case 'escpos':
      return createEscposPrinter({ line: createPrinterLine(printer, clock), clock, width: PAPER_DOTS[printer.paper ?? 80] });
  }
}

/** A machine without a key switch, a contact at its door or a bell. */
const noAuxiliaries: Auxiliaries = {
  onOperatorSwitch: (listener) => listener('run'),
  onDoor: (listener) => listener('closed'),
  onFault: () => undefined,
  ringForStaff: () => undefined,
  light: () => undefined,
};

export function openAuxiliaries(auxiliaries: StationConfig['auxiliaries'], clock: Clock): Auxiliaries {
  switch (auxiliaries.kind) {
    case 'none':
      return noAuxiliaries;
    case 'modbus':
      return new ModbusAuxiliaries({ line: openModbusLine(auxiliaries), clock, unit: auxiliaries.unit, points: auxiliaries });
  }
}

/**
 * What opens cards and lets value out. Keys that everybody knows are none: without the operator's this machine does not start, and the
 * factory's count only where they are written out, on a machine for artificial cards.
 * @throws ConfigError when there is none, the file that it needs cannot be read, or is not what it should be
 */
export function openSecurityModule({ securityModule, artificialCards = false }: KeyConfig): SecurityModule {
  switch (securityModule?.kind) {
    case undefined:
      throw new ConfigError(
        'securityModule: is missing, and a real reader needs the keys of its cards: "securityModule": { "kind": "file", "file": "…" }',
      );
    case 'file': {
      const { file } = securityModule;
      const keys = parseKeyFile(artificialCards ? readConfigured(file) : readSecret(file));
      if (!keys.ok) throw new ConfigError(`${file}: ${keys.error}`);
      if (keys.value.factoryKeys !== 'none' && !artificialCards) {
        throw new ConfigError(
          `${file}: holds the factory's keys (FF…FF), which everybody knows: they are taken only on a machine for "artificialCards"`,
        );
      }
      return keys.value.module;
    }
  }
}

type KeyConfig = Pick<StationConfig, 'securityModule' | 'artificialCards'>;

/**
 * What a machine has of its own, whatever its parts are.
 * @throws ConfigError when a file about its staff cannot be used
 */
export function ownPorts(
  { staff, artificialCards = false, ...settings }: Pick<StationSettings, 'anchor' | 'archive' | 'machineKey' | 'staff' | 'artificialCards'>,
  { folder, clock, random, log }: Surroundings,
): Pick<StationPorts, 'clock' | 'random' | 'log' | 'journalDisk' | 'historyCheck' | 'lockListStore' | 'staff'> {
  const paths = journalPathsIn(folder.path, settings);
  const signer = openMachineKey(settings);
  return {
    clock,
    random,
    log,
    journalDisk: openFolderDisk({ paths, random, ...(signer && { signer }) }),
    historyCheck: createThreadedHistoryCheck(paths),
    lockListStore: openLockListStore(folder.lockListPath),
    ...(staff !== undefined && { staff: openStaffSource(staff, folder.rosterPath, artificialCards) }),
  };
}

/** A machine in a hall. */
export const realMachine: MachineParts<StationConfig> = {
  readConfig,
  portsFor: (config, surroundings) => {
    const { clock } = surroundings;
    const keys = openSecurityModule(config);
    return {
      ...ownPorts(config, surroundings),
      reader: openCardReader(config.reader, { clock, keys, artificialCards: config.artificialCards ?? false }),
      acceptor: openCashAcceptor(config.acceptor, clock),
      printer: openPrinter(config.printer, clock),
      auxiliaries: openAuxiliaries(config.auxiliaries, clock),
      issuer: openIssuer(config.issuer, { clock, log: surroundings.log }),
    };
  },
};
