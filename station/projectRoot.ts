import { extname, resolve } from 'node:path';

/** The folder with package.json: above `station/` of the sources, or above `dist/station/` once compiled. */
export const projectRoot = resolve(import.meta.dirname, extname(import.meta.filename) === '.ts' ? '..' : '../..');
