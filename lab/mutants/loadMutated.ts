import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { mutate } from './mutant.ts';
import { mutants } from './mutants.ts';

/**
 * `node --import` of this: one file of the project is loaded with the change of the mutant that KIOSK_MUTANT names; the file
 * itself stays as it is.
 */
const name = process.env['KIOSK_MUTANT'];
const mutant = mutants.find((each) => each.name === name);
if (mutant === undefined) throw new Error(`there is no mutant «${name}»`);
const changed = pathToFileURL(join(import.meta.dirname, '..', '..', mutant.file)).href;

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== changed) return loaded;
    const { source } = loaded;
    if (source === undefined || source === null) throw new Error(`${url} has no source`);
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    return { ...loaded, source: mutate(mutant, text) };
  },
});
