import { findTokenKey } from '../hardware/pkcs11/tokenKey.ts';
import type { Found } from '../hardware/ports/journalDisk.ts';
import type { MachineKey } from '../hardware/ports/machineKey.ts';
import type { StationSettings } from './config.ts';
import { readSecret } from './secretFile.ts';

/**
 * What finds the key by which a machine signs its journal; undefined where the configuration names none: then it is a file of the
 * data folder.
 * @throws ConfigError when the PIN cannot be read, or others can read it
 */
export function openMachineKey({ machineKey }: Pick<StationSettings, 'machineKey'>): (() => Found<MachineKey>) | undefined {
  switch (machineKey?.kind) {
    case undefined:
      return undefined;
    case 'pkcs11': {
      const { module, token, key, pinFile } = machineKey;
      const pin = readSecret(pinFile).trim();
      let found: Found<MachineKey> | null = null;
      // One session for all who ask; a token that was not there may be put in.
      return () => (found?.state === 'there' ? found : (found = findTokenKey({ module, token, key, pin })));
    }
  }
}
