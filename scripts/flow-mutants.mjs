/**
 * Can an event get lost? Deletes every event that a flow accepts, one at a time, and demands that the compiler or a test of
 * the flows notices.
 *
 *   node scripts/flow-mutants.mjs             every event
 *   node scripts/flow-mutants.mjs TEXT        only those whose title contains TEXT
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
    // On a machine that does much else too, a slow test has noticed nothing.
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
  },
  { plugins: [deleteEvent] },
);
const specifications = await vitest.globTestSpecifications();
if ((await failing(specifications)) !== undefined) throw new Error('the tests must pass before anything is deleted');

/** The machines once more, for the compiler to read with an event missing. */
const copy = mkdtempSync(path.join(os.tmpdir(), 'kiosk-flows-'));
for (const part of ['machines', path.join('hardware', 'ports'), 'tsconfig.base.json']) {
  cpSync(fromRoot(part), path.join(copy, part), { recursive: true });
}
symlinkSync(fromRoot('node_modules'), path.join(copy, 'node_modules'));

const only = process.argv[2] ?? '';
const files = globSync('machines/flows/**/*.ts', { cwd: fromRoot('.') }).filter((file) => !file.endsWith('.test.ts'));
const mutants = files
  .sort()
  .flatMap((file) => mutantsOf(file, readFileSync(fromRoot(file), 'utf8')))
  .filter(({ title }) => title.includes(only));
/** By folder: the test file that noticed the last deletion. */
const sharp = new Map();
let noticed = 0;
for (const mutant of mutants) {
  current = mutant;
  vitest.invalidateFile(fromRoot(mutant.file));
  const by = (await noticing(mutant)) ?? refused(mutant);
  if (by !== undefined) noticed += 1;
  console.log(`${by === undefined ? 'survived' : 'noticed '}  ${mutant.title}${by === undefined ? '' : `\n          by ${by}`}`);
  current = null;
  vitest.invalidateFile(fromRoot(mutant.file));
}
await vitest.close();
rmSync(copy, { recursive: true });
console.log(`\n${mutants.length} deletions: ${noticed} noticed, ${mutants.length - noticed} not`);
process.exit(mutants.length > 0 && noticed === mutants.length ? 0 : 1);

/** The test that notices; undefined when none does. What noticed the last deletion in this folder is asked first. */
async function noticing({ file }) {
  const folder = path.dirname(file);
  const first = specifications.filter(({ moduleId }) => moduleId === sharp.get(folder));
  const soon = first.length === 0 ? undefined : await failing(first);
  return soon ?? failing(specifications, folder);
}

/** The first test that fails; undefined when none does. */
async function failing(some, folder) {
  const { testModules } = await vitest.runTestSpecifications(some);
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.find((test) => test.result().state === 'failed');
  const broken = testModules.find((module) => module.state() === 'failed');
  if (broken !== undefined && folder !== undefined) sharp.set(folder, broken.moduleId);
  return failed?.fullName ?? broken?.moduleId;
}

/** What the compiler says against it; undefined when it compiles. */
function refused({ file, code }) {
  const place = path.join(copy, file);
  const whole = readFileSync(place);
  writeFileSync(place, code);
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', 'machines'], { cwd: copy, encoding: 'utf8' });
  writeFileSync(place, whole);
  return status === 0 ? undefined : stdout.split('\n')[0];
}
