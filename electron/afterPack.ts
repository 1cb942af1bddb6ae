import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import { fuses } from './fuses.ts';

/** What electron-builder tells of a package that it has just laid out. */
export interface Packed {
  readonly appOutDir: string;
  readonly packager: { readonly executableName: string };
}

/** Sets the fuses of the packed binary, before anything is made of it. */
export async function afterPack({ appOutDir, packager }: Packed): Promise<void> {
  await flipFuses(join(appOutDir, packager.executableName), fuses);
}
