import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { UserConfig } from 'vite';

export interface Bundle {
  /** File of this folder. */
  readonly entry: string;
  readonly format: 'es' | 'cjs';
  /** Name in `dist/electron`. */
  readonly file: string;
}

/** One file out of an entry and everything it imports, except Electron and Node themselves. */
export function bundle({ entry, format, file }: Bundle): UserConfig {
  return {
    publicDir: false,
    build: {
      target: 'node24',
      minify: false,
      outDir: join(import.meta.dirname, '../dist/electron'),
      emptyOutDir: false,
      lib: { entry: join(import.meta.dirname, entry), formats: [format] },
      rolldownOptions: {
        external: ['electron', /^node:/, ...builtinModules],
        output: { entryFileNames: file, codeSplitting: false },
      },
    },
  };
}
