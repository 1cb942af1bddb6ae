import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';

/** By these bytes the fuses are found in Electron's binary; then version, count, and one digit for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const WIRE_VERSION = 1;

/**
 * A folder that looks to electron-builder like an unpacked Electron, where the real one cannot be had: everything of a
 * package but the window can then be built and tried. As many fuses are in it as are known, all of them on.
 */
export function writeStandInElectron(folder: string): void {
  const count = Object.values(FuseV1Options).filter((value) => typeof value === 'number').length;
  const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([WIRE_VERSION, count]), Buffer.from('1'.repeat(count))]);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('stand-in '), fuses, Buffer.from(' end')]), { mode: 0o755 });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'chrome-sandbox', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), 'stand-in');
}
