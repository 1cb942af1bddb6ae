import { statSync } from 'node:fs';
import { ConfigError, readConfigured } from './config.ts';

/** Bits of a mode that let anybody but the owner in. */
export const OTHERS = 0o077;
/** Those of them that let anybody change it. */
export const OTHERS_WRITE = 0o022;

/** A file that holds a secret. @throws ConfigError when it cannot be read, or others can: with the command that mends it */
export function readSecret(path: string): string {
  const text = readConfigured(path);
  const { mode } = statSync(path);
  if ((mode & OTHERS) !== 0) {
    throw new ConfigError(`${path}: holds a secret, and others may use it (mode ${(mode & 0o777).toString(8)}): chmod 600 ${path}`);
  }
  return text;
}
