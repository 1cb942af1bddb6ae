/**
 * Can an event get lost? Deletes every event that a flow accepts, one at a time, and demands that the compiler or a test of
 * the flows notices.
 *
 *   node scripts/flow-mutants.mjs             every event
 *   node scripts/flow-mutants.mjs TEXT        only those whose title contains TEXT
 */
import { globSync, readFileSync } from 'node:fs';
import { createVitest } from 'vitest/node';
import { fromRoot } from './setup/paths.mjs';
import { mutantsOf } from './test/flowMutants.mjs';

/** The deletion that is being tried, or null. */
let current = null;

/** Deletes on the way into the tests; the file itself stays. */
const deleteEvent = {
  name: 'delete-an-event',
  enforce: 'pre',
  transform: (_code, id) => (current !== null && id === fromRoot(current.file) ? current.code : undefined),
};

const vitest = await createVitest(
  {
    root: fromRoot('.'),
    config: false,
    include: ['machines/flows/**/*.test.ts'],
    watch: false,
    // What was transformed for the last deletion must not be met again.
    fsModuleCache: false,
    reporters: [{}],
    pool: 'threads',
    maxWorkers: 2,
  },
  { plugins: [deleteEvent] },
);
const specifications = await vitest.globTestSpecifications();
if ((await failing()) !== undefined) throw new Error('the tests must pass before anything is deleted');

const only = process.argv[2] ?? '';
const files = globSync('machines/flows/**/*.ts', { cwd: fromRoot('.') }).filter((file) => !file.endsWith('.test.ts'));
const mutants = files
  .sort()
  .flatMap((file) => mutantsOf(file, readFileSync(fromRoot(file), 'utf8')))
  .filter(({ title }) => title.includes(only));
let noticed = 0;
for (const mutant of mutants) {
  current = mutant;
  vitest.invalidateFile(fromRoot(mutant.file));
  const by = await failing();
  if (by !== undefined) noticed += 1;
  console.log(`${by === undefined ? 'survived' : 'noticed '}  ${mutant.title}${by === undefined ? '' : `\n          by ${by}`}`);
  current = null;
  vitest.invalidateFile(fromRoot(mutant.file));
}
await vitest.close();
console.log(`\n${mutants.length} deletions: ${noticed} noticed, ${mutants.length - noticed} not`);
process.exit(mutants.length > 0 && noticed === mutants.length ? 0 : 1);

/** The first test that fails; undefined when none does. */
async function failing() {
  const { testModules } = await vitest.runTestSpecifications(specifications);
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.find((test) => test.result().state === 'failed');
  const broken = testModules.find((module) => module.state() === 'failed');
  return failed?.fullName ?? broken?.moduleId;
}
