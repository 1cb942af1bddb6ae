import { createUnixSocketLine } from './devices/wire/unixSocketLine.ts';
import { openBenchSocket } from './devices/wire/benchSocket.ts';
import { FACTORY_KEYS, parseKeyFile, sameKeysForAll } from '../hardware/pcsc/cardKeys.ts';
import { createRemotePcsc } from '../hardware/pcsc/remotePcsc.ts';
import { dollars } from '../hardware/ports/dollars.ts';
import { fromHex } from '../hardware/ports/hex.ts';
import { ok } from '../hardware/ports/result.ts';
import type { SecurityModule } from '../hardware/ports/securityModule.ts';
import { createSspAcceptor } from '../hardware/ssp/acceptor.ts';
import {
  openAuxiliaries,
  openCardReader,
  openCashAcceptor,
  openPrinter,
  openSecurityModule,
  ownPorts,
  readerOver,
} from '../station/composition.ts';
import { ConfigError, readConfigured } from '../station/config.ts';
import { createHttpTransport } from '../station/issuer/httpTransport.ts';
import { openIssuer } from '../station/openIssuer.ts';
import type { MachineParts } from '../station/runStation.ts';
import { type BenchSockets, benchSockets } from './bench/benchSockets.ts';
import { type LabConfig, needsBench, readLabConfig } from './config.ts';
import { createRemoteAuxiliaries } from './devices/auxiliaries/remoteAuxiliaries.ts';
import { forgetful, openCreditFile } from './devices/card/creditFile.ts';
import { SimulatedSecurityModule } from './devices/card/simulatedSecurityModule.ts';
import { createRemotePrinter } from './devices/printer/remotePrinter.ts';

/** A machine of the laboratory: each part is the product's, or one on the bench. */
export const labMachine: MachineParts<LabConfig> = {
  readConfig: readLabConfig,
  portsFor: (config, surroundings) => {
    const { clock, benchFolder, log } = surroundings;
    const onBench = (): BenchSockets => {
      if (benchFolder === null)
        throw new ConfigError('the configuration names simulated parts, but no bench runs (--bench FOLDER is missing)');
      return benchSockets(benchFolder);
    };
    const { reader, acceptor, printer, auxiliaries, issuer } = config;
    const use = { clock, keys: openLabSecurityModule(config), artificialCards: config.artificialCards ?? false };
    return {
      ...ownPorts(config, surroundings),
      reader:
        reader.kind === 'bench'
          ? readerOver(createRemotePcsc({ clock, open: () => openBenchSocket(onBench().reader) }), use)
          : openCardReader(reader, use),
      acceptor:
        acceptor.kind === 'bench'
          ? createSspAcceptor({ line: createUnixSocketLine(onBench().validator), clock })
          : openCashAcceptor(acceptor, clock),
      printer: printer.kind === 'bench' ? createRemotePrinter(onBench().printer) : openPrinter(printer, clock),
      auxiliaries:
        auxiliaries.kind === 'bench' ? createRemoteAuxiliaries(onBench().auxiliaries, clock) : openAuxiliaries(auxiliaries, clock),
      issuer:
        issuer.kind === 'reference'
          ? createHttpTransport(() => ({ kind: 'socket', path: onBench().issuer }), clock)
          : openIssuer(issuer, { clock, log }),
    };
  },
};

/** @throws ConfigError when a file that it needs cannot be read, or is not what it should be */
export function openLabSecurityModule(config: LabConfig): SecurityModule {
  const { securityModule, artificialCards } = config;
  // Its cards are made by this project, with the factory's keys.
  if (securityModule === undefined && needsBench(config)) return sameKeysForAll(FACTORY_KEYS);
  if (securityModule?.kind === 'file' && config.acceptor.kind === 'bench') refuseOperatorsKeys(securityModule.file);
  if (securityModule?.kind !== 'simulated') return openSecurityModule({ securityModule, artificialCards });
  const { credit, creditFile, masterKey } = securityModule;
  const memory = creditFile === undefined ? ok(forgetful(dollars(credit))) : openCreditFile(creditFile, dollars(credit));
  if (!memory.ok) throw new ConfigError(`${creditFile}: ${memory.error}`);
  return new SimulatedSecurityModule({ masterKey: masterKey === undefined ? null : fromHex(masterKey), memory: memory.value });
}

/** Notes that cost nothing must never become value on a passenger's card, whatever the configuration says of its cards. */
function refuseOperatorsKeys(file: string): void {
  const keys = parseKeyFile(readConfigured(file));
  if (keys.ok && keys.value.factoryKeys === 'none')
    throw new ConfigError(`${file}: holds no key of the factory's: beside a simulated note acceptor no other cards are opened`);
}
