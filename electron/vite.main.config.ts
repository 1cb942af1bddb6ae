import { defineConfig } from 'vite';
import { bundle } from './bundle.ts';

/** Electron's main process as one module. */
export default defineConfig(bundle({ entry: 'main.ts', format: 'es', file: 'main.js' }));
