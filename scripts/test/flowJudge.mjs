import path from 'node:path';
import { parseAst } from 'vite';
import { createVitest } from 'vitest/node';
import { fromRoot } from '../setup/paths.mjs';

/**
 * Runs the tests beside a file with another text in the place of that file; the file itself stays.
 *
 * Each time by a Vitest of its own: nothing that was transformed or loaded for another text can be met again. What proves nothing
 * is an error: a text that does not parse, a file that no test loaded, a test file that did not come as far as its tests.
 *
 * @param {string} file path from the root of the project
 * @param {string} code what is loaded in its place
 * @param {'all' | 'own'} which every test of the folder, or those that bear the file's name: they take seconds, and notice most
 * @returns {Promise<string | undefined>} full name of the first test that fails, with its file; undefined when none does
 */
export async function failingBeside(file, code, which = 'all') {
  parseAst(code, { lang: 'ts' });
  let loaded = false;
  const replace = {
    name: 'replace-a-file',
    enforce: 'pre',
    transform(_code, id) {
      if (id !== fromRoot(file)) return undefined;
      loaded = true;
      return code;
    },
  };
  const vitest = await createVitest(
    {
      root: fromRoot('.'),
      config: false,
      include: [`${path.dirname(file)}/*.test.ts`],
      watch: false,
      // A snapshot that differs is a failure, never a new snapshot.
      update: false,
      fsModuleCache: false,
      bail: 1,
      reporters: [{}],
      // On a machine that does much else too, a slow test has noticed nothing.
      testTimeout: 120_000,
      pool: 'threads',
      maxWorkers: 1,
      isolate: false,
    },
    { plugins: [replace] },
  );
  try {
    const all = await vitest.globTestSpecifications();
    const own = ({ moduleId }) => path.basename(moduleId).startsWith(`${path.basename(file, '.ts')}.`);
    const chosen = which === 'own' ? all.filter(own) : all;
    if (chosen.length === 0) return undefined;
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen);
    const tests = testModules.flatMap((module) => [...module.children.allTests()].map((test) => ({ test, module })));
    const failed = tests.find(({ test }) => test.result().state === 'failed');
    const broken = testModules.flatMap((module) => module.errors());
    if (broken.length > 0) throw new Error(`the tests beside ${file} did not come to run: ${broken[0].message}`);
    if (unhandledErrors.length > 0) throw new Error(`beside the tests: ${String(unhandledErrors[0])}`);
    if (which === 'all' && (!loaded || tests.length === 0)) throw new Error(`no test beside ${file} loads it`);
    if (failed === undefined) return undefined;
    return `${path.basename(failed.module.moduleId)} ${failed.test.fullName}`;
  } finally {
    await vitest.close();
  }
}
