import { extname, join, resolve } from 'node:path';
import { ConfigError } from '../../station/config.ts';
import { type Edition, fieldEdition } from '../../station/cli/edition.ts';
import type { ExaminedConfig, Simulated } from '../../station/doctor/examined.ts';
import { projectRoot } from '../../station/projectRoot.ts';
import { openLabSecurityModule } from '../composition.ts';
import { type LabConfig, needsBench, parseLabConfig, readLabConfig } from '../config.ts';

/** A program of this room; the room lies beside the product's. */
const own = (path: string): string => resolve(import.meta.dirname, `../${path}${extname(import.meta.filename)}`);

/** Machines of which some parts are simulated, and any machine of real ones, which then runs the product and nothing else. */
export const labEdition: Edition = {
  configPath: join(projectRoot, 'config/kiosk.simulated.json'),
  dataFolder: join(projectRoot, 'data'),
  programsFor: (configPath) => {
    const config = readLabConfig(configPath);
    if (!needsBench(config)) return fieldEdition.programsFor(configPath);
    return { stationEntry: own('station'), companion: { entry: own('bench/main'), dock: config.dock } };
  },
  parse: (text, source) => examined(parseLabConfig(text, source)),
  readerOf: (configPath) => {
    const config = readLabConfig(configPath);
    const { reader } = config;
    if (reader.kind !== 'pcsc')
      throw new ConfigError('reader.kind: the reader of this configuration is simulated, and nobody can lay a card on it from here');
    return { name: reader.name, keys: openLabSecurityModule(config) };
  },
};

const SIMULATED: Simulated = { kind: 'simulated' };

function examined(config: LabConfig): ExaminedConfig {
  const { reader, acceptor, printer, auxiliaries, issuer } = config;
  return {
    ...config,
    reader: reader.kind === 'bench' ? SIMULATED : reader,
    acceptor: acceptor.kind === 'bench' ? SIMULATED : acceptor,
    printer: printer.kind === 'bench' ? SIMULATED : printer,
    auxiliaries: auxiliaries.kind === 'bench' ? SIMULATED : auxiliaries,
    issuer: issuer.kind === 'reference' ? SIMULATED : issuer,
  };
}
