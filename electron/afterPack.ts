import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { flipFuses } from '@electron/fuses';
import { fuses } from './fuses.ts';

/** What electron-builder tells of a package that it has just laid out. */
export interface Packed {
  readonly appOutDir: string;
  readonly packager: { readonly executableName: string };
}

/** What electron-builder cannot do by its own configuration, before anything is made of the package. */
export async function afterPack({ appOutDir, packager }: Packed): Promise<void> {
  // It would leave out of the archive what it copies beside it, and both halves need this file.
  await copyFile(resolve(import.meta.dirname, '../package.json'), join(appOutDir, 'resources/kiosk/package.json'));
  // It does not know all of them.
  await flipFuses(join(appOutDir, packager.executableName), fuses);
}
