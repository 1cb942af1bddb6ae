import { isBuiltin } from 'node:module';
import { expect, it } from 'vitest';
import { bundled } from './testdata/bundled.ts';

it('packs the main process into one module that needs nothing but Electron and Node', async () => {
  const main = await bundled({ entry: 'main.ts', format: 'es', file: 'main.js' });
  const needed = [...main.imports, ...main.dynamicImports];
  expect(needed).toContain('electron');
  expect(needed.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([]);
});

it('packs the preload into one script that needs nothing but Electron', async () => {
  const preload = await bundled({ entry: 'preload.ts', format: 'cjs', file: 'preload.cjs' });
  expect([...preload.imports, ...preload.dynamicImports]).toEqual(['electron']);
});
