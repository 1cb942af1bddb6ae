import { extname, resolve } from 'node:path';
import type { SecurityModule } from '../../hardware/ports/securityModule.ts';
import type { Programs } from '../../shell/kioskProcesses.ts';
import { openSecurityModule } from '../composition.ts';
import { parseConfig, readConfig } from '../config.ts';
import type { ExaminedConfig } from '../doctor/examined.ts';

/** What a command line knows of the machines that it is for. */
export interface Edition {
  /** The configuration and the data of a command that names none. */
  readonly configPath: string;
  readonly dataFolder: string;
  /** What runs on a machine of this configuration. @throws ConfigError when the file is missing or wrong */
  readonly programsFor: (configPath: string) => Programs;
  /** What the doctor examines. @throws ConfigError when the text is no configuration */
  readonly parse: (text: string, source: string) => ExaminedConfig;
  /** Where a machine's cards are laid, and what opens them. @throws ConfigError when the configuration has no such place */
  readonly readerOf: (configPath: string) => { readonly name: string; readonly keys: SecurityModule };
}

/** Machines of real parts, where the package and its manual put things. */
export const fieldEdition: Edition = {
  configPath: '/etc/kiosk/kiosk.json',
  dataFolder: '/var/lib/kiosk',
  programsFor: (configPath) => {
    readConfig(configPath);
    return { stationEntry: resolve(import.meta.dirname, `../main${extname(import.meta.filename)}`), companion: null };
  },
  parse: parseConfig,
  readerOf: (configPath) => {
    const config = readConfig(configPath);
    return { name: config.reader.name, keys: openSecurityModule(config) };
  },
};
