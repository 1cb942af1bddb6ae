import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Certificates for tests, with keys that everybody knows: a host and a machine of one authority, valid from 2020 to 2119, and
 * a stranger of another. And a host whose certificate begins in 2099, as every certificate does for a clock that is slow enough.
 */
const read = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.pem`), 'utf8');

export const ca = read('ca.cert');
export const otherCa = read('other-ca.cert');
export const host = { cert: read('host.cert'), key: read('host.key') };
export const futureHost = { cert: read('future-host.cert'), key: read('future-host.key') };
export const futureCa = read('future-ca.cert');
export const machine = { cert: read('machine.cert'), key: read('machine.key'), ca };
export const stranger = { cert: read('stranger.cert'), key: read('stranger.key'), ca };

/** Where a file of them lies, for a configuration. A key is kept from others, which a checkout does not do. */
export function pathOf(name: string): string {
  const path = join(import.meta.dirname, `${name}.pem`);
  chmodSync(path, 0o600);
  return path;
}
