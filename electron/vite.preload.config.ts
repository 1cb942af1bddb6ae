import { defineConfig } from 'vite';
import { bundle } from './bundle.ts';

/** A sandboxed preload can load nothing: it has to be one CommonJS file. */
export default defineConfig(bundle({ entry: 'preload.ts', format: 'cjs', file: 'preload.cjs' }));
